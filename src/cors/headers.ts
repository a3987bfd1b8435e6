/** Header lines in wire order, names in lower case. A name may occur more than once. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** Removes HTTP whitespace around a value: space and tab only, as header parsers do (RFC 9110, OWS). */
export function trimWhitespace(value: string): string {
  // No regular expression: `[ ]+$` takes quadratic time on blanks that are not at the end.
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start++;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end--;
  return end - start === value.length ? value : value.slice(start, end);
}

/** Space, tab, and the line ends that recordings have within a value. */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0a;
}

/** Every value of the header, one a line as it came; `name` in lower case. */
export function getAll(headers: HeaderList, name: string): string[] {
  return headers.filter(([key]) => key === name).map(([, value]) => trimWhitespace(value));
}

/**
 * Fetch standard, "get" a header from a header list: all lines joined with `", "`, null when there is none.
 * Two lines of `Access-Control-Allow-Origin` become one value with a comma, which is why they fail.
 * https://fetch.spec.whatwg.org/#concept-header-list-get
 */
export function get(headers: HeaderList, name: string): string | null {
  // Without a list in between: nothing is called as often.
  let joined: string | null = null;
  for (const [key, value] of headers) {
    if (key !== name) continue;
    const trimmed = trimWhitespace(value);
    joined = joined === null ? trimmed : `${joined}, ${trimmed}`;
  }
  return joined;
}

/** RFC 9110 token: what a method, a header name and each member of an allow list must be. */
export function isToken(value: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(value);
}

/** The members of a comma list, without the empty ones, which the `#` rule of RFC 9110 passes over. */
export function members(headers: HeaderList, name: string): string[] {
  return (get(headers, name) ?? '')
    .split(',')
    .map(trimWhitespace)
    .filter((member) => member !== '');
}

/**
 * Fetch standard, "extract header list values" for a comma list of tokens: null when one member is
 * not a token. A missing header gives an empty list.
 * https://fetch.spec.whatwg.org/#extract-header-list-values
 */
export function extractTokens(headers: HeaderList, name: string): string[] | null {
  const tokens = members(headers, name);
  return tokens.every(isToken) ? tokens : null;
}

/** What windows-1252 makes of the bytes 0x80 to 0x9F; all others keep their number. */
const windows1252 = [...'€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'];

/**
 * The bytes of a header value: Chromium's HARs write them as windows-1252. Null for a value with any
 * other character, which was decoded by the tool that wrote it.
 */
export function bytesOf(value: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(value.length);
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    const high = code < 0x100 ? -1 : windows1252.indexOf(value.charAt(at));
    if (code > 0xff && high < 0) return null;
    bytes[at] = high < 0 ? code : 0x80 + high;
  }
  return bytes;
}
