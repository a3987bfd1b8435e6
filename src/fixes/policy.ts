import { withoutStage } from '../cors/errors.ts';
import { get, trimWhitespace } from '../cors/headers.ts';
import { originOf } from '../cors/origin.ts';
import { requestedHeaders } from '../cors/preflight.ts';
import { redirectLocation } from '../cors/redirect.ts';
import { isForbiddenRequestHeader, unsafeRequestHeaderNames } from '../cors/safelist.ts';
import type { Exchange, Leg, Response } from '../recording/types.ts';
import { examine } from '../verdict/examine.ts';
import type { Policy } from './types.ts';

/**
 * Scheme, host and port as browsers serialize them, with the schemes of app shells
 * (capacitor://localhost, tauri://localhost). Narrower than RFC 6454 on purpose: no character of it
 * means anything between the quotes of a language, a shell or a configuration file.
 */
const originGrammar =
  /^[a-z][a-z0-9-]{0,31}:\/\/(?:[a-z0-9_](?:[a-z0-9._-]{0,251}[a-z0-9_])?|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?$/;

/** A token of RFC 9110 may hold `` ` ``, `$`, `'` and `|`; names in use do without. */
const methodGrammar = /^[A-Z][A-Z0-9_-]{0,31}$/;
const headerGrammar = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** Set by browsers on their own, yet not forbidden to scripts: no sign that the page asks for them. */
const setByBrowsers = new Set([
  'cache-control',
  'pragma',
  'priority',
  'purpose',
  'save-data',
  'upgrade-insecure-requests',
  'user-agent',
]);

/** Response headers scripts read to do their work. A policy exposes no more than it must. */
const usefulToScripts =
  /^(?:etag|link|location|retry-after|content-(?:disposition|range)|accept-ranges|x-(?:total|page|per-page|next|prev|count|pagination|filename)[a-z0-9-]*|(?:x-)?rate-?limit[a-z0-9-]*|(?:x-)?(?:request|correlation)-id)$/;

/**
 * The least policy that fixes the exchange: its origin, the methods and headers the page asked
 * for, credentials only where they were used.
 *
 * `also`: other exchanges, whose needs join the policy where they went to the same server.
 *
 * Null when no allowlist can help: the page's origin is opaque ("null") or outside the grammar.
 * Methods, header names and further origins outside it are in `leftOut`.
 */
export function policyFor(exchange: Exchange, also: readonly Exchange[] = []): Policy | null {
  if (!originGrammar.test(exchange.origin)) return null;
  const server = originOf(exchange.hops[0].url);
  const together = [exchange, ...also.filter(({ hops }) => originOf(hops[0].url) === server)];

  const leftOut = new Set<string>();
  /** Keeps what fits, in the order it was met, and says what does not. */
  function narrow(what: string, grammar: RegExp, values: readonly string[]): string[] {
    const fits = new Set<string>();
    for (const value of values) {
      if (grammar.test(value)) fits.add(value);
      else leftOut.add(`${what} ${JSON.stringify(value.slice(0, 200))}`);
    }
    return [...fits];
  }

  const legs = together.flatMap(({ hops }) => hops);
  const others = together.map(({ origin }) => origin).filter((origin) => origin !== 'null');
  return {
    origins: [
      exchange.origin,
      ...narrow('origin', originGrammar, others).filter((origin) => origin !== exchange.origin),
    ],
    credentials: together.some(usesCredentials),
    // GET is always listed. Browsers never check it, but libraries that hold requests against the
    // list on the server (Starlette, Spring, Tomcat) would refuse to answer it.
    methods: narrow('method', methodGrammar, ['GET', ...legs.map(({ method }) => method)]),
    headers: narrow('request header', headerGrammar, legs.flatMap(requestedHeaderNames)).sort(),
    exposed: narrow('response header', headerGrammar, legs.flatMap(toExpose)).sort(),
    ...(server !== null && originGrammar.test(server) ? { server } : {}),
    maxAge: 600,
    leftOut: [...leftOut],
  };
}

/** What the preflight asked for; where none was recorded, what one would have had to ask for. */
export function requestedHeaderNames({ preflight, headers }: Leg): string[] {
  if (preflight) return requestedHeaders(preflight.headers);
  return unsafeRequestHeaderNames(
    headers.filter(
      ([name, value]) =>
        !name.startsWith(':') && !isForbiddenRequestHeader(name, value) && !setByBrowsers.has(name),
    ),
  );
}

/** What the server exposes today stays exposed; of the rest, what scripts are known to read. */
function toExpose({ response }: Leg): string[] {
  if (response === null) return [];
  const today = (get(response.headers, 'access-control-expose-headers') ?? '')
    .toLowerCase()
    .split(',')
    .map(trimWhitespace)
    .filter((name) => name !== '' && name !== '*');
  const useful = response.headers
    .map(([name]) => name)
    .filter((name) => usefulToScripts.test(name))
    // Where a redirect leads, no script ever reads; what a 201 made, it does.
    .filter((name) => name !== 'location' || redirectLocation(response) === null);
  return [...today, ...useful];
}

/**
 * Unknown counts as used where only the credentials checks explain the failure, and where the server
 * allows credentials today: to take that away may break other pages.
 */
function usesCredentials(exchange: Exchange): boolean {
  const { credentials, hops } = exchange;
  if (credentials !== 'unknown') return credentials === 'include';
  const { verdict } = examine(exchange);
  if (verdict.outcome === 'blocked') {
    const error = withoutStage(verdict.error);
    if (error === 'WildcardOriginNotAllowed' || error === 'InvalidAllowCredentials') return true;
  }
  return hops
    .flatMap(({ response, preflight }): (Response | null)[] => [
      response,
      preflight?.response ?? null,
    ])
    .some(
      (response) =>
        response && get(response.headers, 'access-control-allow-credentials') === 'true',
    );
}
