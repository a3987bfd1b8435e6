/**
 * `URL` gives "null" for every scheme it does not know; shells such as capacitor:// and chrome-extension:// are
 * standard schemes in their browser, with a tuple origin.
 */
const tupleSchemes = new Set([
  'capacitor:',
  'ionic:',
  'tauri:',
  'app:',
  'chrome-extension:',
  'moz-extension:',
  'safari-web-extension:',
]);

/** A web URL up to its path, where nothing in it is for the parser to tidy. */
const upToPath = /^https?:\/\/[^/?#\\\s]{1,2000}(?=[/?#])/i;

/**
 * The serialized origin of a URL, `"null"` when it is opaque, null when the URL cannot be parsed.
 * https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin
 */
export function originOf(url: string): string | null {
  // What stands behind the server decides no origin, makes no URL invalid, and may be long.
  const server = upToPath.exec(url)?.[0];
  if (server === undefined) return parsedOrigin(url);
  let origin = origins.get(server);
  if (origin === undefined) {
    if (origins.size >= 500) origins.clear();
    origin = parsedOrigin(server);
    origins.set(server, origin);
  }
  return origin;
}

/** Servers are few, and asked for with every request of a session. */
const origins = new Map<string, string | null>();

function parsedOrigin(url: string): string | null {
  try {
    const parsed = new URL(url);
    if (parsed.origin !== 'null') return parsed.origin;
    return tupleSchemes.has(parsed.protocol) && parsed.host !== ''
      ? `${parsed.protocol}//${parsed.host}`
      : 'null';
  } catch {
    return null;
  }
}

/** True when the URL's origin is the serialized `origin`. An opaque origin is same origin with nothing. */
export function isSameOrigin(origin: string, url: string): boolean {
  return origin !== 'null' && originOf(url) === origin;
}

/** True when the origin of both URLs is one and the same tuple. */
export function areSameOrigin(a: string, b: string): boolean {
  const origin = originOf(a);
  return origin !== null && isSameOrigin(origin, b);
}

/** The URL without its fragment, which no server sees. */
export function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash < 0 ? url : url.slice(0, hash);
}
