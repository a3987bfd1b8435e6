import { get, type HeaderList, isToken } from '../cors/headers.ts';
import { requestedHeaders } from '../cors/preflight.ts';
import { isForbiddenRequestHeader, unsafeRequestHeaderNames } from '../cors/safelist.ts';
import { invisible } from '../prose.ts';
import type { Exchange, Leg, Verdict } from '../recording/types.ts';
import { decisiveStep } from '../verdict/examine.ts';
import { createRedactor, type Redactor } from './redact.ts';

/** A shell people paste into. "bash" stands for every POSIX shell, "powershell" for 5.1 and later on Windows. */
export type Shell = 'bash' | 'powershell';

/** One request as a command, with what to compare its response to. */
export interface CurlLine {
  /** "Preflight", "Request", "Request after redirect 1". */
  readonly title: string;
  /** To be pasted as it is. It prints the response's status and headers. */
  readonly command: string;
  /** What the response must say once the server is fixed, one line each. */
  readonly lookFor: readonly string[];
  /** What differs from what the browser sent, one sentence each. */
  readonly notes: readonly string[];
}

interface Message {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
}

/** What curl sets itself, or what belongs to one connection (RFC 9110, section 7.6.1). */
const ofTheConnection = new Set(
  'connection content-length expect host http2-settings keep-alive proxy-connection te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
);

/**
 * The commands that repeat an exchange without a browser: each preflight and request in the order they
 * were sent. Empty when the URL is not http(s): curl would read a `file:` URL from the reader's own disk.
 *
 * `redactor`: takes the secrets out, a fresh one unless given; null leaves them in.
 */
export function curlFor(
  exchange: Exchange,
  shell: Shell,
  redactor: Redactor | null = createRedactor(),
): CurlLine[] {
  const lines: CurlLine[] = [];
  for (const [index, leg] of exchange.hops.entries()) {
    if (!/^https?:\/\//i.test(leg.url)) return [];
    const where = index === 0 ? '' : ` after redirect ${index}`;
    const origin = get(leg.headers, 'origin') ?? exchange.origin;
    const preflight = preflightFor(leg, origin);
    if (preflight) {
      lines.push(
        line(
          `Preflight${where}`,
          preflight,
          shell,
          redactor,
          preflightResponse(exchange, preflight, origin),
        ),
      );
    }
    const notes =
      leg.entry < 0
        ? ['The browser did not record this request: it is told from its preflight.']
        : [];
    const sent = { method: leg.method, url: leg.url, headers: withOrigin(leg.headers, origin) };
    const request = line(`Request${where}`, sent, shell, redactor, response(exchange, origin));
    lines.push({ ...request, notes: [...notes, ...request.notes] });
  }
  return lines;
}

/**
 * The one command that checks a fix: the message that failed, else the last one, with nothing but what the
 * server decides by. Method, URL, `Origin`, the preflight's two headers or the request headers that made a
 * preflight necessary. It prints status, headers and body. Null when the URL is not http(s).
 */
export function checkFor(
  exchange: Exchange,
  verdict: Verdict,
  shell: Shell,
  redactor: Redactor | null = createRedactor(),
): CurlLine | null {
  const step = decisiveStep(exchange, verdict);
  const leg = exchange.hops[step.hop] ?? exchange.hops[0];
  if (!/^https?:\/\//i.test(leg.url)) return null;
  const origin = get((step.kind === 'preflight' ? leg.preflight : leg)?.headers ?? [], 'origin');
  const from = origin ?? exchange.origin;
  const preflight = step.kind === 'preflight' ? preflightFor(leg, from) : null;
  const sent = preflight ?? leg;
  const needed = new Set(
    preflight ? [...preflightHeaders] : unsafeRequestHeaderNames(ofScripts(leg)),
  );
  const headers: HeaderList = [
    ['origin', from],
    ...sent.headers.filter(([name]) => needed.has(name) && name !== 'origin'),
  ];
  const lookFor = preflight
    ? preflightResponse(exchange, preflight, from)
    : response(exchange, from);
  const message = { method: sent.method, url: sent.url, headers };
  return line(preflight ? 'Preflight' : 'Request', message, shell, redactor, lookFor, true);
}

const preflightHeaders = ['access-control-request-method', 'access-control-request-headers'];

/** The request headers that a script set. */
function ofScripts({ headers }: Leg): HeaderList {
  return headers.filter(
    ([name, value]) =>
      /^(x-|authorization$|content-type$)/.test(name) && !isForbiddenRequestHeader(name, value),
  );
}

/** The preflight as recorded; where the file has none, the one the request needs. */
function preflightFor(leg: Leg, origin: string): Message | null {
  if (leg.preflight) {
    const { method, url, headers } = leg.preflight;
    return { method, url, headers: withOrigin(headers, origin) };
  }
  const unsafe = unsafeRequestHeaderNames(ofScripts(leg));
  if (['GET', 'HEAD', 'POST'].includes(leg.method) && unsafe.length === 0) return null;
  return {
    method: 'OPTIONS',
    url: leg.url,
    headers: [
      ['origin', origin],
      ['access-control-request-method', leg.method],
      ...(unsafe.length > 0 ? [['access-control-request-headers', unsafe.join(',')] as const] : []),
    ],
  };
}

function withOrigin(headers: HeaderList, origin: string): HeaderList {
  return headers.some(([name]) => name === 'origin') ? headers : [['origin', origin], ...headers];
}

function response(exchange: Exchange, origin: string): string[] {
  return exchange.credentials === 'include'
    ? [`Access-Control-Allow-Origin: ${origin}`, 'Access-Control-Allow-Credentials: true']
    : [`Access-Control-Allow-Origin: ${origin} (or *, when no cookies are sent)`];
}

function preflightResponse(exchange: Exchange, preflight: Message, origin: string): string[] {
  const method = get(preflight.headers, 'access-control-request-method') ?? '';
  const names = requestedHeaders(preflight.headers);
  return [
    'a status from 200 to 299',
    ...response(exchange, origin),
    ...(['GET', 'HEAD', 'POST'].includes(method)
      ? []
      : [`Access-Control-Allow-Methods, with ${method} in its list`]),
    ...(names.length > 0
      ? [`Access-Control-Allow-Headers, with ${names.join(', ')} in its list`]
      : []),
  ];
}

function line(
  title: string,
  message: Message,
  shell: Shell,
  redactor: Redactor | null,
  lookFor: readonly string[],
  short = false,
): CurlLine {
  const notes: string[] = [];
  const headers: [string, string][] = [];
  for (const [name, raw] of message.headers) {
    if (name.startsWith(':') || ofTheConnection.has(name)) continue;
    // A name such as "@file" would make curl read that file; a NUL fits into no command line.
    if (!isToken(name) || raw.includes('\0')) {
      notes.push('A header that is not valid HTTP was omitted.');
      continue;
    }
    headers.push([name, redactor ? redactor.header(name, raw) : raw]);
  }
  const url = (redactor ? redactor.url(message.url) : message.url).replaceAll('\0', '%00');
  // What a short command checks, no body decides.
  const hasBody = !short && ['POST', 'PUT', 'PATCH'].includes(message.method);
  if (
    headers.some(([, value]) => /redacted-\d/.test(value)) ||
    url !== message.url.replaceAll('\0', '%00')
  ) {
    notes.push('Put your own values where it says "redacted".');
  }
  if (hasBody)
    notes.push(
      'Bodies are not captured: put one between the quotes of "data" if the server needs it.',
    );

  const options: [name: string, value?: string][] = [
    // The browser has normalized the URL: curl is to take it to the letter.
    ...(short && !/[[\]{}]/.test(url) ? [] : [['globoff'] as [string]]),
    ...(short
      ? [['include'] as [string]]
      : ([
          ['path-as-is'],
          ['silent'],
          ['show-error'],
          ['dump-header', '-'],
          ['output', shell === 'bash' ? '/dev/null' : 'NUL'],
        ] as [string, string?][])),
    ...method(message.method.replaceAll('\0', '')),
    ['url', url],
    // "Name;" sends the header with an empty value, "Name:" would send none.
    ...headers.map(([name, value]): [string, string] => [
      'header',
      value === '' ? `${name};` : `${name}: ${value}`,
    ]),
    ...(hasBody ? body(headers) : []),
  ];
  const command =
    shell === 'powershell' ? powershell(options) : posix(short ? options.map(shorter) : options);
  return {
    title,
    command,
    lookFor: redactor ? lookFor.map(redactor.text) : lookFor,
    notes: [...new Set(notes)],
  };
}

/** The option in the spelling people type: `-H` for `--header`. */
function shorter([name, value]: [string, string?]): [string, string?] {
  const letter = { include: '-i', head: '-I', request: '-X', header: '-H', url: '' }[name];
  return value === undefined ? [letter ?? name] : [letter ?? name, value];
}

function method(name: string): [string, string?][] {
  if (name === 'GET') return [];
  // `--request HEAD` would wait for a body that never comes.
  return name === 'HEAD' ? [['head']] : [['request', name]];
}

function body(headers: readonly (readonly [string, string])[]): [string, string][] {
  const typed = headers.some(([name]) => name === 'content-type');
  // "Name:" takes away the form type curl adds on its own.
  return [...(typed ? [] : [['header', 'content-type:'] as [string, string]]), ['data', '']];
}

function posix(options: readonly [string, string?][]): string {
  const words = options.map(([name, value]) => {
    const option = name === '' || name.startsWith('-') ? name : `--${name}`;
    if (value === undefined) return option;
    return `${option} ${/^[\w/-]+$/.test(value) ? value : quote(value)}`.trim();
  });
  const url = options.findIndex(([name]) => name === 'url' || name === '');
  // An option that is typed is followed by the URL on the same line.
  const first = options[url]?.[0] === '' ? url + 1 : url;
  return [`curl ${words.slice(0, first).join(' ')}`, ...words.slice(first)].join(' \\\n  ');
}

/**
 * One word of a POSIX shell (POSIX.1-2017, XCU 2.2.2): between single quotes nothing is special, not even
 * `!` of an interactive shell. Control characters are written as octal bytes for printf, which every shell
 * has; `$'…'` is unknown to dash. A line feed needs no escape: between quotes it only continues the line.
 */
function quote(value: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const match of value.matchAll(invisible)) {
    if (match.index > end) parts.push(single(value.slice(end, match.index)));
    const bytes = [...new TextEncoder().encode(match[0])];
    parts.push(
      `"$(printf '${bytes.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}')"`,
    );
    end = match.index + match[0].length;
  }
  if (end < value.length || parts.length === 0) parts.push(single(value.slice(end)));
  return parts.join('');
}

function single(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/**
 * A here-string piped into curl's own configuration syntax. As arguments the values would not arrive:
 * Windows PowerShell 5.1 and 7.3 pass a double quote on differently, and curl.exe reads arguments in the
 * machine's code page.
 * https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
function powershell(options: readonly [string, string?][]): string {
  const config = options
    .map(([name, value]) => (value === undefined ? name : `${name} = "${configEscape(value)}"`))
    .join('\n');
  const encoding = /[^\x00-\x7f]/.test(config)
    ? '$OutputEncoding = [System.Text.UTF8Encoding]::new($false)\n'
    : '';
  const text =
    config.replaceAll('\n', '').search(invisible) < 0
      ? `@'\n${config}\n'@`
      : `@"\n${config.replace(/[`$]/g, '`$&').replace(invisible, (run) =>
          run
            .split('')
            .map((char) => `$([char]${char.charCodeAt(0)})`)
            .join(''),
        )}\n"@`;
  return `${encoding}${text} | curl.exe --config -`;
}

/** curl's manual, `--config`: the escapes between double quotes. */
function configEscape(value: string): string {
  return value
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll('\v', '\\v');
}
