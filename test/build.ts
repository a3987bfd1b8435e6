import type { CorsError } from '../src/cors/errors.ts';
import { isSameOrigin, originOf } from '../src/cors/origin.ts';
import {
  follow,
  type RedirectState,
  redirectLocation,
  serializedOrigin,
  startState,
} from '../src/cors/redirect.ts';
import { unsafeRequestHeaderNames } from '../src/cors/safelist.ts';
import { type Finding, Session } from '../src/session.ts';

/** Header lines by name; an array makes one line of each value. */
export type Lines = Readonly<Record<string, string | readonly string[]>>;

/** What comes back for a message: a response, the browser's error code for a failure, or both. */
export interface Reply {
  /** Left out: no response came. */
  readonly status?: number;
  readonly headers?: Lines;
  /** A net:: error, where it is not the CORS check that failed; empty where the browser sent nothing. */
  readonly error?: string;
  /** Milliseconds until the end. */
  readonly took?: number;
}

/** One request of an exchange. */
export interface CaseLeg {
  /** Left out on a followed redirect: the target of its `Location`. */
  readonly url?: string;
  readonly method?: string;
  /** The preflight response; left out where the browser asks none or has one cached. */
  readonly preflight?: Reply;
  /** Left out: the preflight failed, so the request was never sent. */
  readonly response?: Reply;
}

/**
 * One cross-origin fetch as data. The same object becomes HAR entries (below), a real server with a real
 * page, and a row of the gallery. URLs are names; whoever serves a case maps them to its own ports.
 */
export interface Case extends CaseLeg {
  /** A sentence: what the server and the page do. */
  readonly name: string;
  /** The thread in which somebody met this, as owner/name#number. */
  readonly thread?: string;
  /** The page's URL. */
  readonly page?: string;
  /** True for a sandboxed frame: its origin is "null". */
  readonly opaque?: true;
  /** DevTools' resource type. */
  readonly client?: 'fetch' | 'xhr' | 'image' | 'font' | 'script' | 'stylesheet' | 'ping';
  /** True for a plain image, script or `mode: 'no-cors'`. */
  readonly noCors?: true;
  /** Request headers the page sets. */
  readonly headers?: Lines;
  /** True for `credentials: 'include'`. */
  readonly credentials?: true;
  /** The Cookie header the browser adds. */
  readonly cookie?: string;
  /** The ETag of a response the browser has stored, which it asks the server to confirm. */
  readonly stored?: string;
  /** Redirects followed after the first response. */
  readonly followed?: readonly CaseLeg[];
  /** What tracing saw of the call, as the entry's `_traced` says it. */
  readonly traced?: Readonly<Record<string, string | number>>;
  /** Loads that came before in the same session. */
  readonly earlier?: readonly Case[];
  /** Loads of a service worker or another part of the page that run while this one does. */
  readonly meanwhile?: readonly Case[];
  /** The check that fails, as Chromium names it; null when none does. */
  readonly error: CorsError | null;
  /** Said where no server of the tests can do this: why. */
  readonly unserved?: string;
}

/** A case the rule answers for. */
export interface Reports extends Case {
  readonly behind?: readonly string[];
  readonly certainty?: 'certain' | 'likely';
  /** Pieces the title, the summary, the steps or the notes must contain. */
  readonly says?: readonly string[];
}

/** A near miss: what is diagnosed instead, null for nothing. */
export interface Silent extends Case {
  readonly instead: string | null;
}

/** The cases of one rule. */
export interface Cases {
  readonly reports: readonly Reports[];
  readonly silent: readonly Silent[];
}

/** The page most cases run in. */
export const page = 'https://app.example.com/';
/** The URL most cases call. */
export const url = 'https://api.example.com/v1/items';
/** The origin of `page`. */
export const origin = 'https://app.example.com';

/** CORS headers that let `page` through. */
export const cors = { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' } as const;
/** CORS headers that let `page` through with credentials. */
export const corsWithCredentials = { ...cors, 'Access-Control-Allow-Credentials': 'true' } as const;
/** A preflight response that allows what most cases request. */
export const preflightOk = {
  status: 204,
  headers: {
    ...cors,
    'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
    'Access-Control-Allow-Headers': 'content-type, authorization',
  },
} as const satisfies Reply;
/** As `preflightOk`, for requests with credentials. */
export const preflightOkWithCredentials = {
  status: 204,
  headers: { ...preflightOk.headers, 'Access-Control-Allow-Credentials': 'true' },
} as const satisfies Reply;
/** A JSON POST, the commonest request with a preflight. */
export const jsonPost = {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
} as const;

type Pair = readonly [name: string, value: string];

const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

/**
 * The HAR entries of a case, as Chromium's DevTools delivers them: its own first, then those of the loads
 * before and beside it. Their times tell the order; entries may come in any.
 */
export function entriesOf(test: Case, startedAt = Date.UTC(2026, 0, 5, 9)): object[] {
  const { earlier = [], meanwhile = [] } = test;
  return [
    ...legEntries(test, startedAt),
    ...earlier.flatMap((load, index) =>
      legEntries(load, startedAt - 60_000 * (earlier.length - index)),
    ),
    ...meanwhile.flatMap((load) => legEntries(load, startedAt + 5)),
  ];
}

/** A case through the whole pipeline: read, assembled, examined, explained. Undefined: nothing to examine. */
export function findingOf(test: Case): Finding | undefined {
  const session = new Session({ source: 'chromium', complete: true, page: test.page ?? page });
  session.add(entriesOf(test), 0);
  session.flush();
  if (session.malformed.length > 0) throw new Error(session.malformed[0]?.problem);
  return session.findings().find(({ exchange }) => exchange.hops[0].entry === 0);
}

/** The check of the protocol that failed, null when none did. */
export function errorOf(finding: Finding | undefined): CorsError | null {
  return finding?.verdict.outcome === 'blocked' ? finding.verdict.error : null;
}

function legEntries(test: Case, startedAt: number): object[] {
  const entries: object[] = [];
  const pageOrigin = test.opaque ? 'null' : (originOf(test.page ?? page) ?? 'null');
  let legUrl = test.url ?? url;
  let state = startState(pageOrigin, legUrl);
  let at = startedAt;
  const legs: CaseLeg[] = [test, ...(test.followed ?? [])];
  for (const [index, leg] of legs.entries()) {
    if (index > 0) {
      const from = legUrl;
      legUrl = leg.url ?? targetOf(legs[index - 1]?.response, from);
      state = follow(state, from, legUrl);
    }
    const last = index === legs.length - 1;
    const sent = leg.response !== undefined;
    const method = leg.method ?? test.method ?? 'GET';
    const reply = leg.response ?? {};
    const failed = last && (test.error !== null || !sent) ? 'net::ERR_FAILED' : undefined;
    const redirected =
      leg.preflight !== undefined &&
      (leg.preflight.error === 'net::ERR_INVALID_REDIRECT' ||
        targetOfReply(leg.preflight) !== null);
    const main = entry({
      test,
      at,
      took: reply.took ?? 48,
      method,
      url: legUrl,
      headers: requestHeaders(test, legUrl, state, method, reply.status !== undefined),
      reply: {
        ...reply,
        error: reply.error ?? (redirected ? undefined : leg.preflight?.error) ?? failed,
      },
      type: test.client ?? 'fetch',
    });
    entries.push(main);
    if (leg.preflight) {
      entries.push(
        entry({
          test,
          at: at + 2,
          took: 21,
          method: 'OPTIONS',
          url: legUrl,
          headers: preflightHeaders(test, legUrl, state, method),
          reply: redirected
            ? { ...leg.preflight, error: 'net::ERR_INVALID_REDIRECT' }
            : leg.preflight,
          type: 'preflight',
        }),
      );
    }
    at += 50;
  }
  return entries;
}

function targetOfReply(reply: Reply): string | null {
  return redirectLocation({
    status: reply.status ?? 0,
    headers: pairs(reply.headers).map(([name, value]) => [name.toLowerCase(), value] as const),
  });
}

function targetOf(reply: Reply | undefined, base: string): string {
  const location = reply ? targetOfReply(reply) : null;
  if (location === null) throw new Error(`No redirect leads on from ${base}`);
  return new URL(location, base).href;
}

function requestHeaders(
  test: Case,
  target: string,
  state: RedirectState,
  method: string,
  sent: boolean,
): Pair[] {
  const pageUrl = test.page ?? page;
  const own: Pair[] = [
    ['Referer', `${originOf(pageUrl)}/`],
    ['User-Agent', userAgent],
    ...pairs(test.headers),
  ];
  // Provisional headers: what the renderer knows of a request that was never sent.
  if (!sent) return own;
  const origin: Pair[] =
    test.noCors && (method === 'GET' || method === 'HEAD')
      ? []
      : state.corsFlag || !['GET', 'HEAD'].includes(method)
        ? [['Origin', serializedOrigin(state)]]
        : [];
  return [
    ...origin,
    ...own,
    ...(test.cookie === undefined ? [] : [['Cookie', test.cookie] as const]),
    ...(test.stored === undefined ? [] : [['If-None-Match', test.stored] as const]),
    ...fetchMetadata(test, target, test.noCors ? 'no-cors' : 'cors'),
  ];
}

function preflightHeaders(
  test: Case,
  target: string,
  state: RedirectState,
  method: string,
): Pair[] {
  const names = unsafeRequestHeaderNames(pairs(test.headers));
  return [
    ['Accept', '*/*'],
    ['Access-Control-Request-Method', method],
    ...(names.length > 0 ? [['Access-Control-Request-Headers', names.join(',')] as const] : []),
    ['Origin', serializedOrigin(state)],
    ...fetchMetadata(test, target, 'cors').filter(([name]) => !/storage-access/i.test(name)),
  ];
}

/** Sent to potentially trustworthy URLs only. */
function fetchMetadata(test: Case, target: string, mode: string): Pair[] {
  const { protocol, hostname } = new URL(target);
  if (protocol !== 'https:' && !/^(localhost|127\.0\.0\.1)$/.test(hostname)) return [];
  const site = test.opaque ? 'cross-site' : siteOf(test.page ?? page, target);
  const destination = { image: 'image', font: 'font', script: 'script', stylesheet: 'style' };
  return [
    ['Sec-Fetch-Site', site],
    ['Sec-Fetch-Mode', mode],
    ['Sec-Fetch-Dest', destination[test.client as keyof typeof destination] ?? 'empty'],
    ...(test.credentials && site === 'cross-site'
      ? [['Sec-Fetch-Storage-Access', 'none'] as const]
      : []),
  ];
}

/** Good for the names the cases use; no public suffix list. */
function siteOf(from: string, to: string): string {
  if (isSameOrigin(originOf(from) ?? '', to)) return 'same-origin';
  const [a, b] = [new URL(from), new URL(to)];
  const site = (host: string) => host.split('.').slice(-2).join('.');
  return a.protocol === b.protocol && site(a.hostname) === site(b.hostname)
    ? 'same-site'
    : 'cross-site';
}

function entry(of: {
  test: Case;
  at: number;
  took: number;
  method: string;
  url: string;
  headers: readonly Pair[];
  reply: { status?: number; headers?: Lines; error?: string | undefined };
  type: string;
}): object {
  const { reply } = of;
  const response = pairs(reply.headers);
  return {
    startedDateTime: new Date(of.at).toISOString(),
    time: of.took,
    pageref: 'page_1',
    ...(of.test.traced && of.type !== 'preflight'
      ? { _traced: { version: 1, certainty: 'certain', ...of.test.traced } }
      : {}),
    _resourceType: of.type,
    _initiator:
      of.type === 'preflight'
        ? { type: 'preflight', url: of.url }
        : {
            type: 'script',
            stack: {
              callFrames: [
                {
                  functionName: 'load',
                  url: new URL('/main.js', of.test.page ?? page).href,
                  lineNumber: 11,
                  columnNumber: 2,
                },
              ],
            },
          },
    request: {
      method: of.method,
      url: of.url,
      httpVersion: reply.status === undefined ? '' : 'http/1.1',
      headers: of.headers.map(([name, value]) => ({ name, value })),
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status: reply.status ?? 0,
      statusText: '',
      httpVersion: '',
      headers: response.map(([name, value]) => ({ name, value })),
      cookies: [],
      content: { size: 0, mimeType: 'x-unknown' },
      redirectURL: response.find(([name]) => /^location$/i.test(name))?.[1] ?? '',
      headersSize: -1,
      bodySize: -1,
      _transferSize: 0,
      _error: reply.error ?? null,
    },
    cache: {},
    timings: { blocked: 1, dns: -1, connect: -1, send: 0, wait: of.took - 1, receive: 0, ssl: -1 },
  };
}

/** Header lines as name and value, one pair a line. */
export function pairs(lines: Lines = {}): Pair[] {
  return Object.entries(lines).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((line) => [name, line] as const),
  );
}
