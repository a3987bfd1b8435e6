import { get, type HeaderList } from '../cors/headers.ts';
import { normalizeMethod } from '../cors/method.ts';
import { withoutFragment } from '../cors/origin.ts';
import { blockedBeforeSending } from './dialects/devtools.ts';
import { type FirefoxFacts, firefoxError, readFirefox } from './dialects/firefox.ts';
import { readErrorText } from './dialects/index.ts';
import { isRedacted } from './dialects/redacted.ts';
import { part } from './dialects/types.ts';
import type { Recording } from './file.ts';
import { isObject, type Json, numberOf } from './json.ts';
import { readHeaders, without, withoutDoubling, withoutRepeats } from './lines.ts';
import { ownFrame, readStack } from './stack.ts';
import { readTraced, tracedError, tracedField } from './traced.ts';
import type { Initiator, NetworkError, Response, Traced } from './types.ts';

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
  /** True when Chromium says that a service worker made the response. */
  readonly byWorker?: true;
  /** Our own mark: "Try this fix" changed the response on its way. */
  readonly simulated?: true;
  /** What tracing saw of its call. */
  readonly traced?: Traced;
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

/** The field of a HAR entry that says that "Try this fix" was on: exported files keep it, as a claim. */
export const simulatedMark = '_simulated';

/** The field of a HAR response that keeps whose error page its body was, once the body is dropped. */
export const bodyField = '_bodyOf';

/**
 * Reads one HAR entry of a recording. Never throws: gives a sentence that names what is missing when nothing can be
 * said of it. A response that is missing or cannot be read counts as none.
 */
export function readEntry(
  raw: unknown,
  index: number,
  pages: Pages,
  recording: Recording,
): Entry | string {
  if (!isObject(raw)) return 'The entry is not an object.';
  if (!isObject(raw.request)) return 'The entry has no request.';
  const entry = recording.dialect.tidy?.(raw) ?? raw;
  const request = part(entry, 'request');
  const response = part(entry, 'response');
  if (typeof request.url !== 'string' || request.url === '') return 'The request has no URL.';
  const startedAt = readTime(entry.startedDateTime);
  const page = readPage(entry.pageref, startedAt, pages);
  const url = readUrl(request.url, page);
  if (url === null) return 'The request URL cannot be parsed.';
  const headers = without(
    withoutRepeats(readHeaders(request.headers)),
    ([name, value]) => name === 'origin' && (value === '' || isRedacted(value)),
  );
  const status = numberOf(response.status);
  const method = readMethod(request.method, recording);
  const resourceType =
    typeof entry._resourceType === 'string' && entry._resourceType !== ''
      ? entry._resourceType.toLowerCase()
      : null;
  const received = status > 0 ? readResponse(response, status, recording) : null;
  const traced = readTraced(entry[tracedField], recording.own);
  const firefox =
    recording.source === 'firefox' ? readFirefox(entry, received?.headers ?? []) : null;
  return {
    index,
    method,
    url,
    headers,
    response: received,
    error: withTraced(
      readError(entry, response, recording) ?? (firefox && firefoxError(entry, url, headers)),
      traced,
      received,
    ),
    startedAt: Number.isFinite(startedAt) ? startedAt : 0,
    duration: typeof entry.time === 'number' && entry.time > 0 ? entry.time : 0,
    resourceType,
    // Access-Control-Request-Method is a forbidden request-header: no script can set it.
    preflight:
      resourceType === 'preflight' ||
      (method === 'OPTIONS' && headers.some(([name]) => name === 'access-control-request-method')),
    initiator: readInitiator(entry._initiator),
    page,
    ofPage: typeof entry.pageref === 'string',
    ...(response._fetchedViaServiceWorker === true ? { byWorker: true } : {}),
    ...(recording.own && entry[simulatedMark] === true ? { simulated: true } : {}),
    ...(traced ? { traced } : {}),
    ...(firefox ? { firefox } : {}),
  };
}

/** What the page saw says more than that the browser stopped it, or than nothing at all. */
function withTraced(
  error: NetworkError | null,
  traced: Traced | null,
  response: Response | null,
): NetworkError | null {
  if (traced?.certainty !== 'certain' || response !== null) return error;
  const vague = error === null || error.inferred || error.kind === 'unsent';
  return vague || traced.unsent !== null ? (tracedError(traced) ?? error) : error;
}

/** The URL without what no server sees: the fragment, and a user, whom no preflight's URL names. */
function readUrl(raw: string, page: string | null): string | null {
  const absolute = URL.parse(raw);
  const url = absolute ?? (page === null ? null : URL.parse(raw, page));
  if (url === null) return null;
  const written = withoutFragment(absolute ? raw : url.href);
  if (url.username === '' && url.password === '') return written;
  url.username = '';
  url.password = '';
  return withoutFragment(url.href);
}

/** Browsers send the methods of the standard in upper case. A web socket that was refused has none. */
function readMethod(raw: unknown, { lowersMethods }: Recording): string {
  if (typeof raw !== 'string' || raw === '') return 'GET';
  return lowersMethods ? raw.toUpperCase() : normalizeMethod(raw);
}

function readResponse(response: Json, status: number, recording: Recording): Response {
  // Browsers take what has no status line for the body of the first HTTP there was, with status 200.
  const notHttp: Pick<Response, 'notHttp'> =
    response.httpVersion === 'HTTP/0.9' ? { notHttp: true } : {};
  const lines = (Array.isArray(response.headers) ? response.headers : []).filter(
    (line) => isObject(line) && line.name === 'Access-Control-Allow-Origin',
  );
  const repeated = lines.length > 1 ? { repeated: true as const } : {};
  const written = withoutDoubling(readHeaders(response.headers));
  const headers = withLocation(written, response.redirectURL);
  const { showsHeaders, statesFailures, source } = recording;
  const redacted =
    (showsHeaders &&
      !(statesFailures && source === 'chromium') &&
      written.length === 0 &&
      notHttp.notHttp !== true) ||
    // Some tools write the request's there.
    ['host', 'user-agent'].every((name) => get(written, name) !== null) ||
    headers.some(([name, value]) => name.startsWith('access-control-') && isRedacted(value));
  const bodyOf = readBodyOf(response[bodyField]);
  return {
    status,
    headers,
    ...notHttp,
    ...(bodyOf.length > 0 ? { bodyOf } : {}),
    ...repeated,
    ...(redacted ? { redacted } : {}),
  };
}

function readBodyOf(raw: unknown): string[] {
  const ids = Array.isArray(raw) ? raw.slice(0, 8) : [];
  return ids.filter((id) => typeof id === 'string' && /^[a-z0-9-]{1,40}$/.test(id));
}

/** HAR has a redirect's target twice: what a sanitizer took out of `Location` may stand in `redirectURL`. */
function withLocation(headers: HeaderList, redirectURL: unknown): HeaderList {
  const kept = without(headers, ([name, value]) => name === 'location' && isRedacted(value));
  const known = kept.some(([name]) => name === 'location');
  const target = typeof redirectURL === 'string' ? redirectURL.trim() : '';
  return known || target === '' || isRedacted(target) ? kept : [...kept, ['location', target]];
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

/** Milliseconds since the epoch; NaN when it is no date. */
function readTime(value: unknown): number {
  return typeof value === 'string' || typeof value === 'number' ? Date.parse(String(value)) : NaN;
}

/** Chromium writes `_error` into the response, others into the entry. */
function readError(entry: Json, response: Json, { source }: Recording): NetworkError | null {
  for (const value of [response._error, entry._error]) {
    if (typeof value === 'string' && value !== '') return readErrorText(value);
  }
  const blocked = response._error === '' && numberOf(response.status) <= 0;
  // Others than Chromium write an empty text where they have none.
  return blocked && source === 'chromium' ? blockedBeforeSending : null;
}

/** Where the call was made: in the application's own code, where the stack shows it. */
function readInitiator(raw: unknown): Initiator | null {
  if (!isObject(raw)) return null;
  const frame = ownFrame(readStack(raw));
  if (frame !== null) return { url: frame.url, line: frame.line, column: frame.column };
  return typeof raw.url === 'string' && raw.url !== '' && raw.type !== 'preflight'
    ? { url: raw.url, line: numberOf(raw.lineNumber) + 1, column: 1 }
    : null;
}
