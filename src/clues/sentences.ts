import { corsCheck } from '../cors/cors-check.ts';
import { maxAgeCaps, preflightMaxAge } from '../cors/max-age.ts';
import { isSafelistedMethod } from '../cors/method.ts';
import { isOkStatus } from '../cors/preflight.ts';
import { code, count, header, named, serverOf, statusName } from '../prose.ts';
import { certaintyOf, type Failure, legOf, originSent, preflightPassed } from './failure.ts';
import { variesByOrigin } from './signs.ts';

/** The title of a failure whose status says it: "Server returned 500 Internal Server Error". */
export function returned({ hop }: Failure, who = 'Server'): string {
  return `${who} returned ${hop.response ? statusName(hop.response.status) : 'an error'}`;
}

/** Why the browser says CORS although the response is an error: the last sentence of the summary. */
export function hides(failure: Failure): string {
  switch (failure.error) {
    case null:
      return 'The browser expected an image or a script and got an error page, so it blocked the response.';
    case 'MissingAllowOriginHeader':
      return 'The response has no `Access-Control-Allow-Origin`, so the browser blocks it and reports a CORS error instead of the status.';
    case 'PreflightMissingAllowOriginHeader':
      return "The response has no `Access-Control-Allow-Origin` either, and Chrome's message mentions only the header, not the status.";
    case 'PreflightInvalidStatus':
      return 'A preflight response must have a 2xx status, so the browser reports a CORS error and never sends the request.';
    default:
      return "The CORS headers of this response differ from the server's other responses and fail the check, so the browser reports a CORS error instead of the status.";
  }
}

/** How the step begins that asks for CORS headers on errors: who shows their config knows it by this. */
export const errorsTooStart = 'Also send CORS headers on error responses';

/**
 * The second step of every misleading error: let the page read the next one. `where`: a sentence more, on where to
 * set the headers; left out, the step says why this response lacks what the server's other responses have.
 */
export function errorsToo(failure: Failure, where?: string): string[] {
  // An image or script that CORS has nothing to do with.
  if (failure.error === null) return [];
  const origin = originSent(failure);
  const { response } = failure.hop;
  const why = where ?? onlyOnSuccess(failure);
  return [
    `${errorsTooStart} (${allowOrigin(origin)}), so your code can read the status.${why === null ? '' : ` ${why}`}`,
    ...(response && variesByOrigin(response) && !preflightPassed(failure)
      ? [
          `Check that ${code(origin)} is on the server's allowlist: \`Vary: Origin\` without an allowed origin means that CORS is configured there.`,
        ]
      : []),
  ];
}

/** Why an error response lacks the headers that the same server sends on others; null when it sends none. */
function onlyOnSuccess(failure: Failure): string | null {
  const passed = preflightPassed(failure);
  if (!passed && failure.surroundings.server.allowed === 0) return null;
  return `${passed ? 'The preflight response has them' : "This server's other responses have them"}, so the server's CORS code runs only on success. Usual causes: CORS middleware after the routes or authentication, an error handler outside of it, nginx \`add_header\` without \`always\`.`;
}

/**
 * The header that lets an origin through, for use in a sentence. No allowlist can hold the origin "null":
 * every sandboxed page on any site has it.
 */
export function allowOrigin(origin: string): string {
  return header('Access-Control-Allow-Origin', origin === 'null' ? '*' : origin);
}

/** The step for a page without an origin that a server could list; empty for all others. */
export function opaqueOrigin(origin: string): string[] {
  return origin === 'null'
    ? [
        "Serve the page from a real origin (not a sandboxed iframe, a local file or a `data:` URL), or send `*` for public data without credentials. Don't allow `null`: any site can produce it.",
      ]
    : [];
}

/** The note on a header fault whose response has a status that is an error of its own. */
export function alsoAnError({ hop }: Failure): string[] {
  const status = hop.response?.status ?? 0;
  return status < 400
    ? []
    : [`The status is also ${statusName(status)}: that is the error your code will see next.`];
}

/** The steps when it is a corporate proxy that wants a login. */
export const corporateLogin: readonly string[] = [
  'Log in to your corporate proxy: open any page in a new tab, log in there, then reload this page.',
  'Ask the administrators of the proxy to let requests to this API through without the redirect.',
];

/** The note that resolves "it works in Postman and curl". */
export const outsideTheBrowser = 'Works in curl or Postman? Only browsers enforce CORS.';

/** The note on every failure that no CORS header changes. */
export const notCors = "CORS isn't involved: changing CORS headers won't help.";

/** The beginning of a sentence about a response to a request with credentials, up to what the response has. */
export function withCredentials(failure: Failure): string {
  const probably = certaintyOf(failure) === 'likely' ? 'probably ' : '';
  // The preflight itself carries none; the check is made for the request it is sent for.
  return failure.verdict.step.kind === 'preflight'
    ? `The request is ${probably}sent with credentials, and the preflight response (${named(failure.hop)}) has`
    : `${named(failure.hop)} was ${probably}sent with credentials, and the response has`;
}

/** The note on a fault that only the request's credentials mode explains, where the browser does not show it. */
export function inferredMode(failure: Failure): string[] {
  return certaintyOf(failure) === 'likely'
    ? [
        "DevTools doesn't expose the credentials mode; this is the only check that can have failed. Confirm it at the call.",
      ]
    : [];
}

/** The note on what else fails if the request has credentials, where DevTools does not show whether it has. */
export function credentialsToo(failure: Failure): string[] {
  const { exchange, hop } = failure;
  if (exchange.credentials !== 'unknown' || !hop.response) return [];
  const request = { origin: originSent(failure), credentials: 'include' } as const;
  return corsCheck(request, hop.response.headers).length === 0
    ? []
    : [
        "If the request uses `credentials: 'include'`, the response also needs `Access-Control-Allow-Credentials: true` and the exact origin. DevTools doesn't expose the credentials mode.",
      ];
}

/** A preflight of the same URL that passed before this one: browsers may go on using it. */
function earlierPreflight({ hop, surroundings }: Failure) {
  return surroundings.sameUrl.findLast(
    ({ method, response, startedAt }) =>
      method === 'OPTIONS' &&
      startedAt < hop.startedAt &&
      response !== null &&
      isOkStatus(response.status),
  )?.response;
}

/** The last step for a failed preflight: go around a cached one. Empty when there is none. */
export function retrySteps(failure: Failure): string[] {
  const earlier = earlierPreflight(failure);
  return earlier
    ? [
        `Check "Disable cache" in the Network panel and reload: an earlier preflight of this URL passed and may still be cached (Chrome: ${seconds(preflightMaxAge(earlier.headers, 'chromium'))}, Firefox: ${seconds(preflightMaxAge(earlier.headers, 'firefox'))}).`,
      ]
    : [];
}

/** The note for a failed preflight that no cached one stands in for. */
export function retryNotes(failure: Failure): string[] {
  return earlierPreflight(failure)
    ? []
    : ["Failed preflights aren't cached: a fix takes effect with the next request."];
}

/** The note for a request that needs a preflight and shows none: the browser used a cached one. */
export function cachedPreflight(failure: Failure): string[] {
  const { hop, verdict, exchange } = failure;
  if (verdict.step.kind !== 'response' || legOf(failure).preflight !== null) return [];
  if (exchange.mode !== 'cors' || isSafelistedMethod(hop.method)) return [];
  return [
    `No preflight is shown for this ${code(hop.method)}: the browser used a cached one (Chrome keeps them up to ${seconds(maxAgeCaps.chromium)}, Firefox up to ${seconds(maxAgeCaps.firefox)}). Check "Disable cache" in the Network panel to force a new one.`,
  ];
}

/** The note on how the session's other requests to this server went: some passed, or all failed. */
export function neighbours(failure: Failure): string[] {
  const { allowed, failed: others } = failure.surroundings.server;
  const server = code(serverOf(failure.hop.url));
  if (allowed > 0) {
    return [
      `Other requests to ${server} are allowed, so the difference is in this path, method or status.`,
    ];
  }
  return others > 1
    ? [`Every request to ${server} fails, so CORS probably isn't configured there at all.`]
    : [];
}

/** Seconds as people say them: "5 seconds", "10 minutes", "2 hours". */
export function seconds(value: number): string {
  if (value >= 3600 && value % 3600 === 0) return count(value / 3600, 'hour');
  if (value >= 120 && value % 60 === 0) return count(value / 60, 'minute');
  return count(value, 'second');
}
