import { withoutStage } from '../cors/errors.ts';
import { get, getAll, trimWhitespace } from '../cors/headers.ts';
import { originOf } from '../cors/origin.ts';
import { requestedHeaders } from '../cors/preflight.ts';
import { isForbiddenRequestHeader, unsafeRequestHeaderNames } from '../cors/safelist.ts';
import type { Exchange, Hop, Leg, Response } from '../recording/types.ts';
import { checkedHeaders } from '../verdict/checks.ts';
import { examine } from '../verdict/examine.ts';
import { firstSegment } from './text.ts';

/** What a leg says of its server. */
export interface LegFacts {
  /** The URL's path. */
  readonly path: string;
  /** The same for legs that say the same of their server's policy, whatever their paths are. */
  readonly key: string;
}

/** What was read ahead. */
const ahead = new WeakMap<
  Exchange,
  { readonly legs: readonly LegFacts[]; readonly credentials: boolean }
>();
/** Keys that many legs share. */
const keys = new Map<string, string>();

/** Reads an exchange for all configs to come, which takes longest. */
export function readAhead(exchange: Exchange): void {
  if (ahead.has(exchange)) return;
  const legs = exchange.hops.map((leg) => {
    serverOf(leg);
    const { path, key } = readLeg(leg, exchange);
    if (keys.size >= 1_000) keys.clear();
    // One string for all that are equal: a session has few.
    const shared = keys.get(key) ?? key;
    keys.set(shared, shared);
    return { path, key: shared };
  });
  ahead.set(exchange, { legs, credentials: usesCredentials(exchange) });
}

/** What was read of an exchange ahead; undefined where nothing was. */
export function readBefore(exchange: Exchange) {
  return ahead.get(exchange);
}

/** Everything of a leg that decides what `factsOf` makes of it. */
export function readLeg(leg: Leg, { origin, mode }: Exchange): LegFacts {
  const path = URL.parse(leg.url)?.pathname ?? '';
  const { method, preflight } = leg;
  const messages = (preflight ? [preflight, leg] : [leg]).map(({ url, headers, response }) =>
    response === null
      ? null
      : [
          url === leg.url ? null : firstSegmentOf(url),
          kindOf(response),
          getAll(response.headers, 'vary'),
          headers.filter(([name]) => asking.has(name)),
          checkedHeaders(response).filter(([name]) => name.startsWith('access-control-')),
        ],
  );
  const key = JSON.stringify([
    origin,
    mode,
    method,
    method === method.toUpperCase() || passed(leg),
    firstSegment(path),
    requestedHeaderNames(leg),
    messages,
  ]);
  return { path, key };
}

/** What tells a response from others of its server, less what differs from one request to the next. */
export function kindOf({ status, headers, bodyOf = [] }: Response): string {
  const names = headers.map(([name]) => name).join();
  const allowed = get(headers, 'access-control-allow-origin') ?? '';
  return `${status} ${names} ${get(headers, 'server') ?? ''} ${get(headers, 'x-powered-by') ?? ''} ${allowed} ${bodyOf.join()}`;
}

const servers = new WeakMap<Hop, string | null>();

/** The origin of the server a hop went to; null where the URL has none. */
export function serverOf(hop: Hop): string | null {
  const known = servers.get(hop);
  if (known !== undefined) return known;
  const server = originOf(hop.url);
  servers.set(hop, server);
  return server;
}

/** True when a response came that lets the request through with its method as it is. */
export function passed({ method, preflight, response }: Leg): boolean {
  const allowed = get(preflight?.response?.headers ?? [], 'access-control-allow-methods') ?? '';
  return response !== null && allowed.split(',').map(trimWhitespace).includes(method);
}

/** "/api" of https://api.example.com/api/items. */
export function firstSegmentOf(url: string): string {
  return firstSegment(URL.parse(url)?.pathname ?? '/');
}

/**
 * Request headers that browsers add by themselves after the page's request was checked: conditions of the HTTP
 * cache, ranges of media elements, and what a reload or "Disable cache" adds. Without a preflight that names them,
 * they are no sign that the page sets them.
 */
const setByBrowsers = new Set([
  'alt-used',
  'attribution-reporting-eligible',
  'attribution-reporting-support',
  'available-dictionary',
  'cache-control',
  'dictionary-id',
  'early-data',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  // Of an EventSource that reconnects.
  'last-event-id',
  'pragma',
  'priority',
  'purpose',
  'range',
  'save-data',
  'upgrade-insecure-requests',
  'user-agent',
  'x-client-data',
]);

/** What a preflight asks, and for whom. */
const asking = new Set([
  'origin',
  'access-control-request-method',
  'access-control-request-headers',
]);

/** What the preflight requested; where none was recorded, what one would have had to request. */
export function requestedHeaderNames({ preflight, headers }: Leg): string[] {
  if (preflight) return requestedHeaders(preflight.headers);
  return unsafeRequestHeaderNames(
    headers.filter(
      ([name, value]) =>
        !name.startsWith(':') && !isForbiddenRequestHeader(name, value) && !setByBrowsers.has(name),
    ),
  );
}

/** Unknown counts as used where only the credentials checks explain the failure. */
export function usesCredentials(exchange: Exchange): boolean {
  if (exchange.credentials !== 'unknown') return exchange.credentials === 'include';
  const { verdict } = examine(exchange);
  if (verdict.outcome !== 'blocked') return false;
  const error = withoutStage(verdict.error);
  return error === 'WildcardOriginNotAllowed' || error === 'InvalidAllowCredentials';
}
