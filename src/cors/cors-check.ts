import type { AccessError } from './errors.ts';
import { get, type HeaderList } from './headers.ts';

/** A check that failed and the value that failed it. */
export interface AccessFailure {
  readonly error: AccessError;
  readonly parameter: string | null;
}

/** What the CORS check asks of the request. `origin` is serialized, "null" when opaque or tainted. */
export interface AccessRequest {
  readonly origin: string;
  readonly credentials: 'include' | 'omit';
}

/**
 * The CORS check of the Fetch standard over one answer, in the order of Chromium's `CheckAccess`.
 * Gives every fault, the browser's first: the origin's, then the credentials'. Empty means it passes.
 * https://fetch.spec.whatwg.org/#concept-cors-check
 */
export function corsCheck(request: AccessRequest, headers: HeaderList): AccessFailure[] {
  const origin = allowOriginFailure(request, get(headers, 'access-control-allow-origin'));
  const credentials = allowCredentialsFailure(
    request,
    get(headers, 'access-control-allow-credentials'),
  );
  return [origin, credentials].filter((failure) => failure !== null);
}

function allowOriginFailure(
  { origin, credentials }: AccessRequest,
  value: string | null,
): AccessFailure | null {
  if (value === '*') {
    return credentials === 'include'
      ? { error: 'WildcardOriginNotAllowed', parameter: null }
      : null;
  }
  if (value === null) return { error: 'MissingAllowOriginHeader', parameter: null };
  if (value === origin) return null;
  // Only the error's name is decided below; the check has failed. Chromium looks for a space or a
  // comma first, then for "null", and last whether its URL parser takes the value.
  if (/[ ,]/.test(value)) return { error: 'MultipleAllowOriginValues', parameter: value };
  if (value === 'null' || isUrl(value)) return { error: 'AllowOriginMismatch', parameter: value };
  return { error: 'InvalidAllowOriginValue', parameter: value };
}

function allowCredentialsFailure(
  { credentials }: AccessRequest,
  value: string | null,
): AccessFailure | null {
  // "true" is compared byte by byte: `True` and `true, true` fail.
  return credentials === 'include' && value !== 'true'
    ? { error: 'InvalidAllowCredentials', parameter: value ?? '' }
    : null;
}

function isUrl(value: string): boolean {
  try {
    new URL(value);
    return true;
  } catch {
    return false;
  }
}
