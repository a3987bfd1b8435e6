import { corsCheck } from '../cors/cors-check.ts';
import { maxAgeCaps, preflightMaxAge } from '../cors/max-age.ts';
import { isSafelistedMethod } from '../cors/method.ts';
import { isOkStatus } from '../cors/preflight.ts';
import { count, named, quote, serverOf, statusName } from '../prose.ts';
import { certaintyOf, type Failure, legOf, originSent, preflightPassed } from './failure.ts';
import { variesByOrigin } from './signs.ts';

/** Why the browser says CORS although the response is an error page. */
export function hides(failure: Failure): string {
  switch (failure.error) {
    case null:
      return 'The browser expected an image or a script, got an error page, and reports a blocked answer.';
    case 'MissingAllowOriginHeader':
      return 'That response has no Access-Control-Allow-Origin header, so the browser hides it from the page and reports a CORS error.';
    case 'PreflightMissingAllowOriginHeader':
      return 'That response has no Access-Control-Allow-Origin header either, and Chrome names only the missing header, never the status.';
    case 'PreflightInvalidStatus':
      return 'A preflight only passes with a status from 200 to 299, so the browser never sends the request and reports a CORS error.';
    default:
      return "That response's CORS headers differ from the server's other responses and do not pass, so the browser hides it and reports a CORS error.";
  }
}

/** The second step of every misleading error: let the page see the next one. `where` is a sentence more. */
export function errorsToo(failure: Failure, where?: string): string[] {
  // An image or script that CORS has nothing to do with.
  if (failure.error === null) return [];
  const step = `Then send the CORS headers on error responses too (${allowOrigin(originSent(failure))}), so that the page can read the status and react to it.`;
  const response = failure.hop.response;
  return [
    where === undefined ? step : `${step} ${where}`,
    ...(response && variesByOrigin(response) && !preflightPassed(failure)
      ? [
          `The response says Vary: Origin and allows nobody, so CORS config are there: check that ${quote(originSent(failure))} is on their list.`,
        ]
      : []),
  ];
}

/**
 * The header line that lets an origin through, for use in a sentence. No allowlist can hold the origin "null":
 * every sandboxed page on any site has it.
 */
export function allowOrigin(origin: string): string {
  return `Access-Control-Allow-Origin: ${origin === 'null' ? '*' : quote(origin)}`;
}

/** What to add where the page has no origin a server could list. */
export function opaqueOrigin(origin: string): string[] {
  return origin === 'null'
    ? [
        'The origin of this page is null (a sandboxed frame, a file, a data: URL). Never allow that value, every such page on any site has it: give the page an origin of its own, or allow * for public data without credentials.',
      ]
    : [];
}

/** For the summary of a header fault: the response's status is a fault of its own. */
export function alsoAnError({ hop }: Failure): string[] {
  const status = hop.response?.status ?? 0;
  return status < 400
    ? []
    : [`The response is also a ${statusName(status)}: that is what the page will see next.`];
}

/** The steps when it is the network's own proxy that wants a login. */
export const corporateLogin: readonly string[] = [
  'Your network asks you to sign in to its proxy: open any page in a tab, sign in there, then reload.',
  'Ask the administrators of the proxy to let requests to this API pass without the redirect. The API itself is not involved.',
];

/** The sentence that resolves "it works in Postman and curl". */
export const outsideTheBrowser =
  'Postman, curl and servers do not enforce CORS: only a browser does, so the same request works there.';

/** The beginning of a sentence about a response to a request with credentials, up to what it says. */
export function withCredentials(failure: Failure): string {
  const probably = certaintyOf(failure) === 'likely' ? 'probably ' : '';
  // The preflight itself carries none; the check is made for the request it asks for.
  return failure.verdict.step.kind === 'preflight'
    ? `The request after the preflight ${named(failure.hop)} is ${probably}one with credentials, and the preflight response says`
    : `${named(failure.hop)} was ${probably}sent with credentials, and the response says`;
}

/** What else fails if the request has credentials, where DevTools does not show whether it has. */
export function credentialsToo(failure: Failure): string[] {
  const { exchange, hop } = failure;
  if (exchange.credentials !== 'unknown' || !hop.response) return [];
  const request = { origin: originSent(failure), credentials: 'include' } as const;
  return corsCheck(request, hop.response.headers).length === 0
    ? []
    : [
        "If the request is sent with credentials (credentials: 'include', withCredentials), the response also needs Access-Control-Allow-Credentials: true and the exact origin; DevTools does not show whether it is.",
      ];
}

/**
 * What to know about cached preflights once the server is fixed: a failed one is never cached, but an
 * earlier one that passed may still be used.
 */
export function afterFix(failure: Failure): string[] {
  const { hop, surroundings } = failure;
  const earlier = surroundings.sameUrl.findLast(
    ({ method, response, startedAt }) =>
      method === 'OPTIONS' &&
      startedAt < hop.startedAt &&
      response !== null &&
      isOkStatus(response.status),
  )?.response;
  return earlier
    ? [
        `Then try again with "Disable cache" ticked in the Network panel: an earlier preflight of this URL passed, and the browser may go on using it (Chrome for ${seconds(preflightMaxAge(earlier.headers, 'chromium'))}, Firefox for ${seconds(preflightMaxAge(earlier.headers, 'firefox'))} from then; a restart of the browser forgets it).`,
      ]
    : [
        'Then reload and try again: a preflight that failed is not cached, so the fix shows at once.',
      ];
}

/** For a request that needs a preflight and shows none: the browser used an earlier response. */
export function cachedPreflight(failure: Failure): string[] {
  const { hop, verdict, exchange } = failure;
  if (verdict.step.kind !== 'response' || legOf(failure).preflight !== null) return [];
  if (exchange.mode !== 'cors' || isSafelistedMethod(hop.method)) return [];
  return [
    `No preflight shows for this ${quote(hop.method)}: the browser used the response to an earlier one (Chrome keeps it up to ${seconds(maxAgeCaps.chromium)}, Firefox up to ${seconds(maxAgeCaps.firefox)}). Tick "Disable cache" in the Network panel to see it asked again.`,
  ];
}

/** How the session's other requests to this server went: alone, or all of them. */
export function neighbours(failure: Failure): string[] {
  const { allowed, failed: others } = failure.surroundings.server;
  const server = serverOf(failure.hop.url);
  if (allowed > 0) {
    return [
      `${count(allowed, 'other request')} of this session to ${server} passed, so look at what is special about this one: path, method, status.`,
    ];
  }
  return others > 1
    ? [
        `All ${others} other cross-origin requests of this session to ${server} failure, too: look at the server as a whole.`,
      ]
    : [];
}

/** Seconds as people say them: "5 seconds", "10 minutes", "2 hours". */
export function seconds(value: number): string {
  if (value >= 3600 && value % 3600 === 0) return count(value / 3600, 'hour');
  if (value >= 120 && value % 60 === 0) return count(value / 60, 'minute');
  return count(value, 'second');
}
