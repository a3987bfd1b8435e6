import type { HeaderList } from '../cors/headers.ts';
import { trimWhitespace } from '../cors/headers.ts';
import { blockedBeforeSending } from './dialects/chromium.ts';
import { type FirefoxFacts, firefoxError, readFirefox } from './dialects/firefox.ts';
import { readErrorText } from './dialects/index.ts';
import type { Initiator, NetworkError, Response, Source } from './types.ts';

/** A HAR entry, read leniently: what we need of it in one shape for every tool that writes HARs. */
export interface Entry {
  /** Its place in the session or file. */
  readonly index: number;
  readonly method: string;
  /** Without fragment, which no server sees. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly response: Response | null;
  /** Null when the recording gives none. */
  readonly error: NetworkError | null;
  readonly startedAt: number;
  readonly duration: number;
  readonly resourceType: string | null;
  /** A CORS-preflight request. */
  readonly preflight: boolean;
  readonly initiator: Initiator | null;
  /** The document's URL where the file knows it. */
  readonly page: string | null;
  /** True when the entry itself names a page, which a worker's and those of a frame of another site do not. */
  readonly ofPage: boolean;
  /** Our own mark: "Try this fix" changed the response on its way. */
  readonly simulated?: true;
  /** What only Firefox's entries say. Left out: another tool wrote it. */
  readonly firefox?: FirefoxFacts;
}

/** A page of a HAR. */
interface Page {
  /** Chromium writes it into `title`. */
  readonly url: string;
  /** Milliseconds since the epoch; NaN when the file does not say. */
  readonly startedAt: number;
}

/** The pages of a HAR by their id, in the order of the file. */
export type Pages = ReadonlyMap<string, Page>;

type Json = Record<string, unknown>;

/** The field of a HAR entry that says that "Try this fix" was on: exported files keep it. */
export const simulatedMark = '_simulated';

/**
 * Reads one HAR entry. Never throws: gives a sentence that names what is missing when the entry
 * cannot be used, and null for schemes that are no HTTP request at all (data:, blob:, ws: …).
 */
export function readEntry(
  raw: unknown,
  index: number,
  pages: Pages,
  source: Source = 'unknown',
): Entry | string {
  if (!isObject(raw)) return 'The entry is not an object.';
  const { request, response } = raw;
  if (!isObject(request)) return 'The entry has no request.';
  if (typeof request.url !== 'string' || request.url === '') return 'The request has no URL.';
  if (typeof request.method !== 'string' || request.method === '') {
    return 'The request has no method.';
  }
  if (!URL.canParse(request.url)) return 'The request URL cannot be parsed.';
  if (!isObject(response)) return 'The entry has no response.';
  if (!Array.isArray(request.headers) || !Array.isArray(response.headers)) {
    return 'The entry has no header list.';
  }
  const headers = readHeaders(request.headers);
  const status = Number(response.status);
  const startedAt = readTime(raw.startedDateTime);
  const resourceType = typeof raw._resourceType === 'string' ? raw._resourceType : null;
  const received = status > 0 ? readResponse(response, response.headers, status) : null;
  const firefox = source === 'firefox' ? readFirefox(raw, received?.headers ?? []) : null;
  return {
    index,
    method: request.method,
    url: withoutFragment(request.url),
    headers,
    response: received,
    error: readError(raw, response) ?? (firefox && firefoxError(raw, request.url, headers)),
    startedAt: Number.isFinite(startedAt) ? startedAt : 0,
    duration: typeof raw.time === 'number' && raw.time > 0 ? raw.time : 0,
    resourceType,
    // Access-Control-Request-Method is a forbidden request-header: no script can set it.
    preflight:
      resourceType === 'preflight' ||
      (request.method === 'OPTIONS' &&
        headers.some(([name]) => name === 'access-control-request-method')),
    initiator: readInitiator(raw._initiator),
    page: readPage(raw.pageref, startedAt, pages),
    ofPage: typeof raw.pageref === 'string',
    ...(raw[simulatedMark] === true ? { simulated: true } : {}),
    ...(firefox ? { firefox } : {}),
  };
}

function readResponse(response: Json, headers: unknown[], status: number): Response {
  // Browsers take what has no status line for the body of the first HTTP there was, with status 200.
  const notHttp = response.httpVersion === 'HTTP/0.9' ? { notHttp: true as const } : {};
  const lines = headers.filter(
    (line) => isObject(line) && line.name === 'Access-Control-Allow-Origin',
  );
  const repeated = lines.length > 1 ? { repeated: true as const } : {};
  return { status, headers: readHeaders(headers), ...notHttp, ...repeated };
}

/** Requests of workers name no page; theirs is the last that began before. */
function readPage(pageref: unknown, startedAt: number, pages: Pages): string | null {
  if (typeof pageref === 'string') return pages.get(pageref)?.url ?? null;
  const [only, ...more] = pages.values();
  if (more.length === 0) return only?.url ?? null;
  return [...pages.values()].findLast((page) => page.startedAt <= startedAt)?.url ?? null;
}

/** The pages of a HAR whose title is a URL. */
export function readPages(raw: unknown): Pages {
  const pages = new Map<string, Page>();
  if (!Array.isArray(raw)) return pages;
  for (const page of raw) {
    if (!isObject(page) || typeof page.id !== 'string' || typeof page.title !== 'string') continue;
    if (/^[a-z][a-z0-9+.-]*:/i.test(page.title) && URL.canParse(page.title)) {
      pages.set(page.id, { url: page.title, startedAt: readTime(page.startedDateTime) });
    }
  }
  return pages;
}

function readTime(value: unknown): number {
  return Date.parse(String(value));
}

/** Which tool wrote a HAR, from `log.creator` and `log.browser`. */
export function sourceOf(log: unknown): Source {
  if (!isObject(log)) return 'unknown';
  const names = [log.creator, log.browser]
    .map((part) => (isObject(part) ? String(part.name) : ''))
    .join(' ');
  if (/firefox/i.test(names)) return 'firefox';
  if (/webkit/i.test(names)) return 'webkit';
  return /webinspector|chrom|edge/i.test(names) ? 'chromium' : 'unknown';
}

function readHeaders(raw: unknown[]): HeaderList {
  const headers: [string, string][] = [];
  for (const header of raw) {
    if (!isObject(header) || typeof header.name !== 'string') continue;
    const value = header.value === undefined || header.value === null ? '' : String(header.value);
    // Some exporters fold lines of one name into one value, a newline between them.
    for (const line of value.split('\n')) {
      headers.push([header.name.toLowerCase(), trimWhitespace(line)]);
    }
  }
  return headers;
}

/** Chromium writes `_error` into the response, Playwright `_failureText`, others into the entry. */
function readError(entry: Json, response: Json): NetworkError | null {
  for (const value of [response._error, entry._error, response._failureText, entry._failureText]) {
    if (typeof value === 'string' && value !== '') return readErrorText(value);
  }
  return response._error === '' && Number(response.status) === 0 ? blockedBeforeSending : null;
}

function readInitiator(raw: unknown): Initiator | null {
  if (!isObject(raw)) return null;
  let stack = raw.stack;
  while (isObject(stack)) {
    const frame = Array.isArray(stack.callFrames) ? stack.callFrames[0] : undefined;
    if (isObject(frame) && typeof frame.url === 'string' && frame.url !== '') {
      // The protocol counts lines and columns of call frames from 0.
      return {
        url: frame.url,
        line: Number(frame.lineNumber ?? 0) + 1,
        column: Number(frame.columnNumber ?? 0) + 1,
      };
    }
    stack = stack.parent;
  }
  return typeof raw.url === 'string' && raw.url !== '' && raw.type !== 'preflight'
    ? { url: raw.url, line: Number(raw.lineNumber ?? 0) + 1, column: 1 }
    : null;
}

function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash < 0 ? url : url.slice(0, hash);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
