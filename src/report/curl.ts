import { get, type HeaderList, isToken } from '../cors/headers.ts';
import { requestedHeaders } from '../cors/preflight.ts';
import { isForbiddenRequestHeader, unsafeRequestHeaderNames } from '../cors/safelist.ts';
import type { Exchange, Leg, Verdict } from '../recording/types.ts';
import { decisiveStep } from '../verdict/step.ts';
import { createRedactor, type Redactor } from './redact.ts';
import { commandOf, type Option, type Shell } from './shells.ts';

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

/**
 * No command has a longer argument, in characters: Linux takes 128 KiB at most, of up to three bytes a character, and no
 * server takes such a header.
 */
const longestArgument = 40_000;

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
 * `redactor`: a fresh one unless given; null redacts nothing.
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
 * preflight necessary. It prints status, headers and body. Null when the URL is not http(s), or a part of it longer
 * than a command line takes.
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
  const parts = [sent.method, sent.url, ...headers.map(([, value]) => value)];
  if (parts.some((part) => part.length > longestArgument)) return null;
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

/** A message as a command; `short`: with what decides alone, in the spelling people type. */
function line(
  title: string,
  message: Message,
  shell: Shell,
  redactor: Redactor | null,
  lookFor: readonly string[],
  short = false,
): CurlLine {
  const method = (redactor?.text(message.method) ?? message.method).replaceAll('\0', '');
  const plainUrl = message.url.replaceAll('\0', '%00');
  const url = redactor ? redactor.url(message.url).replaceAll('\0', '%00') : plainUrl;
  const { headers, omitted } = headersOf(message, redactor);
  // What a short command checks, no body decides.
  const hasBody = !short && ['POST', 'PUT', 'PATCH'].includes(message.method);
  const redacted = url !== plainUrl || headers.some(([, value]) => /redacted-\d/.test(value));
  const options = [
    ...(short ? briefly(url) : faithfully(shell)),
    ...methodOptions(method),
    ['url', url] as const,
    // "Name;" sends the header with an empty value, "Name:" would send none.
    ...headers.map(
      ([name, value]) => ['header', value === '' ? `${name};` : `${name}: ${value}`] as const,
    ),
    ...(hasBody ? bodyOptions(headers) : []),
  ];
  return {
    title,
    command: commandOf(options, shell, short),
    lookFor: redactor ? lookFor.map(redactor.text) : lookFor,
    notes: [
      ...(omitted ? ['A header that is not valid HTTP was omitted.'] : []),
      ...(redacted ? ['Put your own values where it says "redacted".'] : []),
      ...(hasBody
        ? ['Bodies are not captured: put one between the quotes of "data" if the server needs it.']
        : []),
    ],
  };
}

/** The headers a command can send, redacted; `omitted`: one of them no command can. */
function headersOf({ headers: sent }: Message, redactor: Redactor | null) {
  const headers: [name: string, value: string][] = [];
  let omitted = false;
  for (const [name, raw] of sent) {
    if (name.startsWith(':') || ofTheConnection.has(name)) continue;
    // A name such as "@file" would make curl read that file; a NUL fits into no command line.
    if (!isToken(name) || raw.includes('\0')) omitted = true;
    else headers.push([name, redactor ? redactor.header(name, raw) : raw]);
  }
  return { headers, omitted };
}

/** The browser has normalized the URL: curl is to take it to the letter, and to print the head alone. */
function faithfully(shell: Shell): Option[] {
  return [
    ['globoff'],
    ['path-as-is'],
    ['silent'],
    ['show-error'],
    ['dump-header', '-'],
    ['output', shell === 'bash' ? '/dev/null' : 'NUL'],
  ];
}

/** Head and body; `globoff` only where the URL has what curl would expand. */
function briefly(url: string): Option[] {
  return [...(/[[\]{}]/.test(url) ? [['globoff'] as const] : []), ['include']];
}

function methodOptions(name: string): Option[] {
  if (name === 'GET') return [];
  // `--request HEAD` would wait for a body that never comes.
  return name === 'HEAD' ? [['head']] : [['request', name]];
}

function bodyOptions(headers: readonly (readonly [string, string])[]): Option[] {
  const typed = headers.some(([name]) => name === 'content-type');
  // "Name:" takes away the form type curl adds on its own.
  return [...(typed ? [] : [['header', 'content-type:'] as const]), ['data', '']];
}
