/**
 * The CORS checks that can fail, named as Chromium's `Network.CorsError` names them.
 * https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-CorsError
 */
export const corsErrors = [
  'DisallowedByMode',
  'InvalidResponse',
  'WildcardOriginNotAllowed',
  'MissingAllowOriginHeader',
  'MultipleAllowOriginValues',
  'InvalidAllowOriginValue',
  'AllowOriginMismatch',
  'InvalidAllowCredentials',
  'CorsDisabledScheme',
  'PreflightInvalidStatus',
  'PreflightDisallowedRedirect',
  'PreflightWildcardOriginNotAllowed',
  'PreflightMissingAllowOriginHeader',
  'PreflightMultipleAllowOriginValues',
  'PreflightInvalidAllowOriginValue',
  'PreflightAllowOriginMismatch',
  'PreflightInvalidAllowCredentials',
  'PreflightMissingAllowExternal',
  'PreflightInvalidAllowExternal',
  'InvalidAllowMethodsPreflightResponse',
  'InvalidAllowHeadersPreflightResponse',
  'MethodDisallowedByPreflightResponse',
  'HeaderDisallowedByPreflightResponse',
  'RedirectContainsCredentials',
  'InsecureLocalNetwork',
  'InvalidLocalNetworkAccess',
  'NoCorsRedirectModeNotFollow',
  'LocalNetworkAccessPermissionDenied',
] as const;

/** A failed CORS check, by Chromium's name. */
export type CorsError = (typeof corsErrors)[number];

/** Errors without any entry of their own: only "Reload with tracing" sees the call. */
export const seenByTracing: readonly CorsError[] = ['DisallowedByMode'];

/** Why an error of the protocol cannot be named from what DevTools shows an extension. */
export const unobservable: Partial<Record<CorsError, string>> = {
  InvalidResponse: 'A warning of the retired Private Network Access preflight; never an outcome.',
  PreflightMissingAllowExternal: 'Marked for removal in the protocol; no code raises it.',
  PreflightInvalidAllowExternal: 'Marked for removal in the protocol; no code raises it.',
  InvalidLocalNetworkAccess:
    'The entry has status 0 and no headers, like other causes that nothing tells apart.',
  NoCorsRedirectModeNotFollow:
    'The renderer refuses it before there is a request; no entry exists.',
};

/** The six errors of the CORS check, which may fail on a preflight response as well. */
export type AccessError =
  | 'WildcardOriginNotAllowed'
  | 'MissingAllowOriginHeader'
  | 'MultipleAllowOriginValues'
  | 'InvalidAllowOriginValue'
  | 'AllowOriginMismatch'
  | 'InvalidAllowCredentials';

/** The name of a CORS check's error when it is the preflight response that failed. */
export function onPreflight(error: AccessError): CorsError {
  return `Preflight${error}`;
}

/** The error without its stage: `PreflightAllowOriginMismatch` and `AllowOriginMismatch` are one fault. */
export function withoutStage(error: CorsError): CorsError {
  const bare = error.replace(/^Preflight/, '');
  return (corsErrors as readonly string[]).includes(bare) ? (bare as CorsError) : error;
}

/** The response header that a check reads, lower-case; null for the checks of a status, a redirect or a URL. */
export function headerCheckedBy(error: CorsError): string | null {
  if (/Method/.test(error)) return 'access-control-allow-methods';
  if (/^(Header|InvalidAllowHeaders)/.test(error)) return 'access-control-allow-headers';
  if (error.endsWith('InvalidAllowCredentials')) return 'access-control-allow-credentials';
  return /Origin/.test(error) ? 'access-control-allow-origin' : null;
}
