import { version } from '../../package.json';
import { siteOf } from '../clues/owners.ts';
import { corsCheck } from '../cors/cors-check.ts';
import type { HeaderList } from '../cors/headers.ts';
import { isTrustworthy } from '../cors/loopback.ts';
import { isSafelistedMethod } from '../cors/method.ts';
import { isSameOrigin } from '../cors/origin.ts';
import { preflightCheck } from '../cors/preflight.ts';
import {
  follow,
  methodAfter,
  type RedirectState,
  redirectCheck,
  redirectLocation,
  serializedOrigin,
  startState,
} from '../cors/redirect.ts';
import { unsafeRequestHeaderNames } from '../cors/safelist.ts';
import { type Received, type SendOptions, send } from './send.ts';

/** What a page asks of `fetch()`. */
export interface PageRequest {
  /** The page's serialized origin; "null" when opaque. */
  readonly origin: string;
  readonly url: URL;
  /** Normalized. */
  readonly method: string;
  /** What the script sets; names in lower case. */
  readonly headers: HeaderList;
  readonly body: string | null;
  readonly credentials: boolean;
  /** The `Cookie` the browser would add; null for none. */
  readonly cookie: string | null;
}

/** As many redirects as Fetch follows. https://fetch.spec.whatwg.org/#concept-http-redirect-fetch (step 7) */
const mostRedirects = 20;

/**
 * Makes the request as a page of `origin` would in Chromium, and gives the HAR entries that its DevTools would have:
 * a preflight where the standard wants one, the request, every redirect that is followed. What a check refuses is not
 * sent. Throws the signal's reason, and when there are more redirects than a browser follows.
 */
export async function fetchAs(page: PageRequest, options: SendOptions): Promise<object[]> {
  const entries: object[] = [];
  const credentials = page.credentials ? 'include' : 'omit';
  let { url, method, headers, body, cookie } = page;
  let state = startState(page.origin, url.href);
  for (let redirects = 0; ; redirects += 1) {
    if (redirects > mostRedirects) {
      throw new Error(
        `${page.url.host} redirects more than ${mostRedirects} times, which is the limit of browsers.`,
      );
    }
    const at = Date.now();
    const sent = [
      ...requestHeaders(page, url, state, method),
      ...headers,
      ...(cookie !== null && page.credentials ? [['cookie', cookie] as const] : []),
    ];
    const entry = (received: Received) =>
      entryOf({ page, at, method, url, headers: sent, received, type: 'fetch' });

    if (isMixedContent(page.origin, url)) {
      entries.push(entry(unsent('')));
      return entries;
    }
    const names = unsafeRequestHeaderNames(headers.filter(([name, value]) => !isHint(name, value)));
    if (state.corsFlag && (!isSafelistedMethod(method) || names.length > 0)) {
      const started = Date.now();
      const asked = preflightHeaders(page, url, state, method, names);
      const response = await send({ method: 'OPTIONS', url, headers: asked, body: null }, options);
      const failures =
        response.status > 0
          ? preflightCheck(
              { origin: serializedOrigin(state), credentials, method, headers: names },
              lowered(response),
            )
          : [];
      const redirected = failures[0]?.error === 'PreflightDisallowedRedirect';
      const preflight = entryOf({
        page,
        at: started,
        method: 'OPTIONS',
        url,
        headers: asked,
        received: redirected ? { ...response, error: 'net::ERR_INVALID_REDIRECT' } : response,
        type: 'preflight',
      });
      if (response.status === 0 || failures.length > 0) {
        entries.push(entry(unsent(response.error ?? 'net::ERR_FAILED')), preflight);
        return entries;
      }
      entries.push(preflight);
    }

    const received = await send({ method, url, headers: sent, body }, options);
    const lower = lowered(received);
    if (received.status === 0) {
      entries.push(entry(received));
      return entries;
    }
    const refused =
      state.corsFlag &&
      corsCheck({ origin: serializedOrigin(state), credentials }, lower.headers).length > 0;
    const location = redirectLocation(lower);
    if (refused || location === null) {
      entries.push(entry(refused ? { ...received, error: 'net::ERR_FAILED' } : received));
      return entries;
    }
    const target = URL.parse(location, url);
    const fault =
      target === null
        ? 'net::ERR_INVALID_REDIRECT'
        : // Chromium stops there, and at mixed content, without a word of CORS.
          target.protocol === 'about:'
          ? 'net::ERR_UNSAFE_REDIRECT'
          : redirectCheck(state, target.href) !== null
            ? 'net::ERR_FAILED'
            : isMixedContent(page.origin, target)
              ? 'net::ERR_ABORTED'
              : null;
    entries.push(entry({ ...received, error: fault }));
    if (target === null || fault !== null) return entries;
    if (target.hash === '') target.hash = url.hash;
    state = follow(state, url.href, target.href);
    const next = methodAfter(method, received.status);
    if (next !== method) {
      body = null;
      headers = headers.filter(([name]) => !/^content-/.test(name));
    }
    if (target.origin !== url.origin) {
      cookie = null;
      headers = headers.filter(([name]) => name !== 'authorization');
    }
    method = next;
    url = target;
  }
}

/** The response with names in lower case, as the checks want them. */
export function lowered({ status, headers }: Received): { status: number; headers: HeaderList } {
  return { status, headers: headers.map(([name, value]) => [name.toLowerCase(), value] as const) };
}

function unsent(error: string): Received {
  return { status: 0, headers: [], version: '', error };
}

/** Chromium's own addition to the safelist: a client hint with the one value it has. */
function isHint(name: string, value: string): boolean {
  return name === 'save-data' && value.toLowerCase() === 'on';
}

/** An https page may not call http. https://w3c.github.io/webappsec-mixed-content/ */
function isMixedContent(origin: string, url: URL): boolean {
  return origin.startsWith('https:') && url.protocol === 'http:' && !isTrustworthy(url.href);
}

const own = [
  ['accept', '*/*'],
  ['accept-encoding', 'gzip, deflate, br'],
  ['user-agent', `Mozilla/5.0 (compatible; cors-lens/${version})`],
] as const;

function requestHeaders(
  { origin, headers, credentials }: PageRequest,
  url: URL,
  state: RedirectState,
  method: string,
): HeaderList {
  const bears = state.corsFlag || !/^(GET|HEAD)$/.test(method);
  return [
    ...own.filter(([name]) => !headers.some(([other]) => other === name)),
    ...(bears ? [['origin', serializedOrigin(state)] as const] : []),
    ...fetchMetadata(origin, url),
    // The only trace that the credentials mode leaves in a request: here it is sent to every server, as the record of it.
    ...(credentials ? [['sec-fetch-storage-access', 'none'] as const] : []),
  ];
}

/** The preflight of a request: without credentials, and without what the script sets. */
export function preflightHeaders(
  { origin }: Pick<PageRequest, 'origin'>,
  url: URL,
  state: RedirectState,
  method: string,
  names: readonly string[],
): HeaderList {
  return [
    ...own,
    ['access-control-request-method', method],
    ...(names.length > 0 ? [['access-control-request-headers', names.join(',')] as const] : []),
    ['origin', serializedOrigin(state)],
    ...fetchMetadata(origin, url),
  ];
}

/** https://w3c.github.io/webappsec-fetch-metadata/ : only secure servers are told. */
function fetchMetadata(origin: string, url: URL): HeaderList {
  if (!isTrustworthy(url.href)) return [];
  return [
    ['sec-fetch-site', siteBetween(origin, url)],
    ['sec-fetch-mode', 'cors'],
    ['sec-fetch-dest', 'empty'],
  ];
}

/** Well enough for a header that few servers look at: there is no list of public suffixes here. */
function siteBetween(origin: string, url: URL): string {
  if (isSameOrigin(origin, url.href)) return 'same-origin';
  const page = URL.parse(origin);
  if (page === null || page.protocol !== url.protocol) return 'cross-site';
  const [ours, theirs] = [siteOf(page.hostname), siteOf(url.hostname)];
  const same = ours === null ? page.hostname === url.hostname : ours === theirs;
  return same ? 'same-site' : 'cross-site';
}

function entryOf(of: {
  page: PageRequest;
  at: number;
  method: string;
  url: URL;
  headers: HeaderList;
  received: Received;
  type: 'fetch' | 'preflight';
}): object {
  const { page, at, method, url, headers, received, type } = of;
  const pairs = (list: HeaderList) => list.map(([name, value]) => ({ name, value }));
  const time = Math.max(1, Date.now() - at);
  return {
    startedDateTime: new Date(at).toISOString(),
    time,
    pageref: page.origin,
    _resourceType: type,
    request: {
      method,
      url: url.href,
      httpVersion: received.version,
      headers: pairs(headers),
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      status: received.status,
      statusText: '',
      httpVersion: received.version,
      headers: pairs(received.headers),
      cookies: [],
      content: { size: 0, mimeType: 'x-unknown' },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
      _transferSize: 0,
      _error: received.error,
    },
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
  };
}
