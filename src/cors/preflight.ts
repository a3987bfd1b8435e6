import { type AccessRequest, corsCheck } from './cors-check.ts';
import { type CorsError, onPreflight } from './errors.ts';
import { extractTokens, get, type HeaderList, trimWhitespace } from './headers.ts';
import { isSafelistedMethod } from './method.ts';
import { redirectLocation } from './redirect.ts';

/** A failed check of a preflight, and the value that failed it. */
export interface PreflightFailure {
  readonly error: CorsError;
  readonly parameter: string | null;
}

/** What a preflight requests. */
export interface PreflightRequest extends AccessRequest {
  /** `Access-Control-Request-Method`. */
  readonly method: string;
  /** Members of `Access-Control-Request-Headers`, lower-case, in order. */
  readonly headers: readonly string[];
}

/** The members of a preflight's `Access-Control-Request-Headers`, lower-case, in wire order. */
export function requestedHeaders(headers: HeaderList): string[] {
  return (get(headers, 'access-control-request-headers') ?? '')
    .split(',')
    .map((name) => trimWhitespace(name).toLowerCase())
    .filter((name) => name !== '');
}

/**
 * CORS-preflight fetch, the checks of its response in Chromium's order: redirect, CORS check, status,
 * Allow-Methods, Allow-Headers. Gives every fault, the browser's first; empty means it passes.
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch (step 7)
 */
export function preflightCheck(
  request: PreflightRequest,
  response: { status: number; headers: HeaderList },
): PreflightFailure[] {
  // A redirect is refused before its headers are looked at, so they say nothing about what is behind it.
  if (redirectLocation(response) !== null) {
    return [{ error: 'PreflightDisallowedRedirect', parameter: null }];
  }
  const failures: PreflightFailure[] = corsCheck(request, response.headers).map(
    ({ error, parameter }) => ({ error: onPreflight(error), parameter }),
  );
  if (!isOkStatus(response.status))
    failures.push({ error: 'PreflightInvalidStatus', parameter: null });

  const methods = extractTokens(response.headers, 'access-control-allow-methods');
  const names = extractTokens(response.headers, 'access-control-allow-headers');
  if (methods === null) {
    failures.push({ error: 'InvalidAllowMethodsPreflightResponse', parameter: null });
  }
  if (names === null) {
    failures.push({ error: 'InvalidAllowHeadersPreflightResponse', parameter: null });
  }

  // With credentials `*` is a method or a header of that name, no wildcard.
  const wildcard = request.credentials === 'omit';
  if (methods !== null && !isMethodAllowed(request.method, methods, wildcard)) {
    failures.push({ error: 'MethodDisallowedByPreflightResponse', parameter: request.method });
  }
  if (names !== null) {
    const allowed = new Set(names.map((name) => name.toLowerCase()));
    // The standard wants `Authorization` by name; Chromium and Firefox still let `*` cover it.
    if (!(wildcard && allowed.has('*'))) {
      for (const name of request.headers) {
        if (!allowed.has(name)) {
          failures.push({ error: 'HeaderDisallowedByPreflightResponse', parameter: name });
        }
      }
    }
  }
  return failures;
}

/** Compared byte by byte: `put` in Allow-Methods does not allow PUT. */
function isMethodAllowed(method: string, allowed: readonly string[], wildcard: boolean): boolean {
  return (
    allowed.includes(method) || isSafelistedMethod(method) || (wildcard && allowed.includes('*'))
  );
}

/** Fetch standard, ok status. https://fetch.spec.whatwg.org/#ok-status */
export function isOkStatus(status: number): boolean {
  return status >= 200 && status <= 299;
}
