import { corsCheck } from '../cors/cors-check.ts';
import { onPreflight } from '../cors/errors.ts';
import type { HeaderList } from '../cors/headers.ts';
import { type PreflightFailure, type PreflightRequest, preflightCheck } from '../cors/preflight.ts';
import { redirectLocation } from '../cors/redirect.ts';

/**
 * `preflightCheck` in the order of Firefox: the CORS check even on a redirect, then the redirect, the
 * status, the methods, and the headers last. Chromium refuses a redirect first, and parses both lists
 * before it looks into either. `atHome`: a redirect led back to the page's own origin, and its preflight
 * is spared the CORS check.
 */
export function firefoxPreflightCheck(
  request: PreflightRequest,
  response: { status: number; headers: HeaderList },
  atHome: boolean,
): PreflightFailure[] {
  const failures = preflightCheck(request, response).sort((a, b) => place(a) - place(b));
  if (atHome) return failures.filter((failure) => place(failure) > 0);
  if (redirectLocation(response) === null) return failures;
  const [first] = corsCheck(request, response.headers);
  // What a redirect's headers allow says nothing about the response behind it: one fault is enough.
  return first ? [{ ...first, error: onPreflight(first.error) }] : failures;
}

function place({ error }: PreflightFailure): number {
  switch (error) {
    case 'PreflightDisallowedRedirect':
      return 1;
    case 'PreflightInvalidStatus':
      return 2;
    case 'InvalidAllowMethodsPreflightResponse':
    case 'MethodDisallowedByPreflightResponse':
      return 3;
    case 'InvalidAllowHeadersPreflightResponse':
    case 'HeaderDisallowedByPreflightResponse':
      return 4;
    default:
      return 0;
  }
}
