import type { AccessError } from './errors.ts';
import { bytesOf, get, type HeaderList } from './headers.ts';

/** A check that failed and the value that failed it. */
export interface AccessFailure {
  readonly error: AccessError;
  readonly parameter: string | null;
}

/** What the CORS check needs of the request. `origin` is serialized, "null" when opaque or tainted. */
export interface AccessRequest {
  readonly origin: string;
  readonly credentials: 'include' | 'omit';
}

/**
 * The CORS check of the Fetch standard over one response, in the order of Chromium's `CheckAccess`.
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
  const parameter = decodeUtf8(value) ?? '';
  if (/[ ,]/.test(value)) return { error: 'MultipleAllowOriginValues', parameter };
  if (value === 'null' || isUrl(parameter)) return { error: 'AllowOriginMismatch', parameter };
  return { error: 'InvalidAllowOriginValue', parameter };
}

function allowCredentialsFailure(
  { credentials }: AccessRequest,
  value: string | null,
): AccessFailure | null {
  // "true" is compared byte by byte: `True` and `true, true` fail.
  return credentials === 'include' && value !== 'true'
    ? { error: 'InvalidAllowCredentials', parameter: decodeUtf8(value ?? '') ?? '' }
    : null;
}

/** A header value as Chromium reads it, in UTF-8; null when it is not, which Chromium shows as empty. */
function decodeUtf8(value: string): string | null {
  const bytes = bytesOf(value);
  if (bytes === null) return value;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Chromium's URL parser takes two hosts that the URL standard refuses: with `%20`, and bad Punycode.
 * Firefox's, in which this also runs, refuses two that the standard takes: with `*`, and with `"`.
 */
function isUrl(value: string): boolean {
  const taken = value.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, (start) =>
    start.replace(/%20|[*"]/g, 'x').replace(/xn--/gi, 'xn-'),
  );
  try {
    // Not canParse: once it is hot, Node 20's takes Latin-1 strings for UTF-8.
    new URL(taken);
    return true;
  } catch {
    return false;
  }
}
