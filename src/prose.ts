/**
 * A value from the network, fit for a sentence: control, invisible and direction-changing characters
 * are written as escapes, and what is longer than `longest` characters is cut.
 */
export function quote(value: string, longest = 200): string {
  return escaped(value, longest, isVisible);
}

function escaped(value: string, longest: number, isPlain: (character: string) => boolean): string {
  let text = '';
  // What is cut off need not be looked at.
  for (const character of value.slice(0, longest + 1)) {
    const piece = isPlain(character)
      ? character
      : `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}}`;
    if (text.length + piece.length > longest) return `${text}…`;
    text += piece;
  }
  return value.length > longest + 1 ? `${text}…` : text;
}

/**
 * A value, header, URL or line of code between backticks, fit for a sentence. A backtick in it is written as an
 * escape, so that no value ends its own code or starts another.
 */
export function code(value: string, longest = 200): string {
  const text = escaped(value, longest, (character) => character !== '`' && isVisible(character));
  return text.trim() === '' ? '(empty)' : `\`${text}\``;
}

/** "`a`", "`a` and `b`", "`a`, `b` and `c`"; `most` at most, then how many more. */
export function codes(values: readonly string[], most = 10): string {
  return joined(
    values.map((value) => code(value)),
    most,
  );
}

/** "`Allow: GET`": a header as it is sent; a header without a value is said to be empty. */
export function header(name: string, value: string): string {
  return value.trim() === '' ? `an empty ${code(name)}` : code(`${name}: ${value}`);
}

/**
 * Runs of what shows nothing, hides or reorders text, or makes a terminal act: everything but letters, marks,
 * numbers, punctuation, symbols, the plain space and the line feed (which a caller may want to keep); and
 * those letters, marks and symbols that are blank, or that only choose a form of the one before them.
 */
export const invisible =
  /(?:[^\n \p{L}\p{M}\p{N}\p{P}\p{S}]|\u034f|[\u115f\u1160\u2800\u3164\uffa0]|[\u17b4\u17b5]|[\u180b-\u180f]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])+/gu;

/** True for a character that shows as what it is. */
function isVisible(character: string): boolean {
  return character !== '\n' && character.search(invisible) < 0;
}

/** "a", "a and b", "a, b and c", every value fit for a sentence; ten at most, then how many more. */
export function list(values: readonly string[]): string {
  return joined(
    values.map((value) => quote(value)),
    10,
  );
}

function joined(values: readonly string[], most: number): string {
  const shown = values.slice(0, most);
  if (values.length > most) shown.push(`${values.length - most} more`);
  const last = shown.pop() ?? 'none';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

/** The URL without user, query and fragment: they may hold secrets, and no cause depends on them. */
export function address(url: string): string {
  const parsed = URL.parse(url);
  const slashes = parsed === null || parsed.host === '' ? '' : '//';
  const shown =
    parsed === null
      ? url.replace(/[?#].*/s, '')
      : `${parsed.protocol}${slashes}${parsed.host}${parsed.pathname}`;
  // Two Location lines make one address, in which there may be a user and a password again.
  return quote(shown.replace(/\/\/[^/]*@/g, '//'));
}

/** Host and port: how a sentence names a server. */
export function serverOf(url: string): string {
  // Nothing behind the server is needed, and it may be long.
  const host = URL.parse(/^https?:\/\/[^/?#\\\s]{1,2000}(?=[/?#])/i.exec(url)?.[0] ?? url)?.host;
  return host ? quote(host) : address(url);
}

/** "`GET https://api.example.com/items`": which message a sentence is about. */
export function named(hop: { readonly method: string; readonly url: string }): string {
  return code(`${quote(hop.method)} ${address(hop.url)}`, 300);
}

/** The server of a URL between backticks, short enough for a title. */
export function serverIn(url: string): string {
  return code(serverOf(url), 32);
}

/** "401 Unauthorized"; the number alone where the registry has no name for it. */
export function statusName(status: number): string {
  const name = statusNames[status];
  return name === undefined ? String(status) : `${status} ${name}`;
}

/** RFC 9110, and the 52x family of Cloudflare. */
const statusNames: Record<number, string | undefined> = {
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length Required',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  417: 'Expectation Failed',
  418: "I'm a teapot",
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  423: 'Locked',
  424: 'Failed Dependency',
  425: 'Too Early',
  426: 'Upgrade Required',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  451: 'Unavailable For Legal Reasons',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
  507: 'Insufficient Storage',
  508: 'Loop Detected',
  511: 'Network Authentication Required',
  520: 'Web Server Returned an Unknown Error',
  521: 'Web Server Is Down',
  522: 'Connection Timed Out',
  523: 'Origin Is Unreachable',
  524: 'A Timeout Occurred',
  525: 'SSL Handshake Failed',
  526: 'Invalid SSL Certificate',
  527: 'Railgun Error',
  530: 'Origin DNS Error',
};

/** "1 request", "2 requests". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
