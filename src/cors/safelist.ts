import { type HeaderList, trimWhitespace } from './headers.ts';

/**
 * Fetch standard, CORS-unsafe request-header byte: below 0x20 except tab, DEL, and `"():<>?@[\]{}`.
 * https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
 */
const unsafeByte = /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/;

/** A Content-Type of one of the three safelisted MIME types, whatever its parameters. */
const safelistedType =
  /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)[ \t]*(?:;|$)/i;

const languageBytes = /^[0-9A-Za-z *,\-.;=]*$/;

/**
 * Fetch standard, CORS-safelisted request-header. `name` in any case.
 * https://fetch.spec.whatwg.org/#cors-safelisted-request-header
 */
export function isSafelistedRequestHeader(name: string, value: string): boolean {
  if (byteLength(value) > 128) return false;
  switch (name.toLowerCase()) {
    case 'accept':
      return !unsafeByte.test(value);
    case 'accept-language':
    case 'content-language':
      return languageBytes.test(value);
    case 'content-type':
      return !unsafeByte.test(value) && safelistedType.test(trimWhitespace(value));
    case 'range':
      return isSimpleRange(value);
    default:
      return false;
  }
}

/**
 * Fetch standard, "parse a single range header value" without whitespace, and with a start:
 * `bytes=0-10` and `bytes=5-` pass, `bytes=-10` does not.
 * https://fetch.spec.whatwg.org/#simple-range-header-value
 */
function isSimpleRange(value: string): boolean {
  const match = /^bytes=(\d+)-(\d*)$/.exec(value);
  if (!match?.[1]) return false;
  return !match[2] || Number(match[1]) <= Number(match[2]);
}

/**
 * Fetch standard, CORS-unsafe request-header names: what `Access-Control-Request-Headers` lists,
 * lower-cased and sorted. Safelisted headers count as unsafe when their values exceed 1024 bytes together.
 * https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
 */
export function unsafeRequestHeaderNames(headers: HeaderList): string[] {
  const unsafe = new Set<string>();
  const safelisted: string[] = [];
  let size = 0;
  for (const [name, value] of headers) {
    if (isSafelistedRequestHeader(name, value)) {
      safelisted.push(name.toLowerCase());
      size += byteLength(value);
    } else unsafe.add(name.toLowerCase());
  }
  if (size > 1024) for (const name of safelisted) unsafe.add(name);
  return [...unsafe].sort();
}

const forbidden = new Set(
  (
    'accept-charset accept-encoding access-control-request-headers access-control-request-method ' +
    'connection content-length cookie cookie2 date dnt expect host keep-alive origin referer ' +
    'set-cookie te trailer transfer-encoding upgrade via'
  ).split(' '),
);

/**
 * Fetch standard, forbidden request-header: names a script cannot set; it is not told so.
 * https://fetch.spec.whatwg.org/#forbidden-request-header
 */
export function isForbiddenRequestHeader(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  if (forbidden.has(lower) || lower.startsWith('proxy-') || lower.startsWith('sec-')) return true;
  return (
    ['x-http-method', 'x-http-method-override', 'x-method-override'].includes(lower) &&
    value.split(',').some((method) => /^(CONNECT|TRACE|TRACK)$/i.test(trimWhitespace(method)))
  );
}

const ascii = /^[\0-\x7f]*$/;

/** Bytes on the wire; header values are UTF-8 or Latin-1, and no browser counts characters. */
function byteLength(value: string): number {
  // Almost all are.
  if (ascii.test(value)) return value.length;
  return new TextEncoder().encode(value).length;
}
