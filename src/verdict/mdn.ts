import { type CorsError, withoutStage } from '../cors/errors.ts';

/** MDN's page for one of Firefox's reasons. */
export function mdn(reason: string): string {
  const page = reason.replace(/\d$/, '');
  return `https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/${page}`;
}

/** Firefox's reason, and so MDN's page, for an error of Chromium. */
export function reasonFor(error: CorsError): string {
  switch (withoutStage(error)) {
    case 'WildcardOriginNotAllowed':
      return 'CORSNotSupportingCredentials';
    case 'MissingAllowOriginHeader':
      return 'CORSMissingAllowOrigin';
    case 'MultipleAllowOriginValues':
      return 'CORSMultipleAllowOriginNotAllowed';
    case 'InvalidAllowOriginValue':
    case 'AllowOriginMismatch':
      return 'CORSAllowOriginNotMatchingOrigin';
    case 'InvalidAllowCredentials':
      return 'CORSMissingAllowCredentials';
    case 'PreflightInvalidStatus':
      return 'CORSPreflightDidNotSucceed';
    case 'PreflightDisallowedRedirect':
      return 'CORSExternalRedirectNotAllowed';
    case 'InvalidAllowMethodsPreflightResponse':
      return 'CORSInvalidAllowMethod';
    case 'MethodDisallowedByPreflightResponse':
      return 'CORSMethodNotFound';
    case 'InvalidAllowHeadersPreflightResponse':
      return 'CORSInvalidAllowHeader';
    case 'HeaderDisallowedByPreflightResponse':
      return 'CORSMissingAllowHeaderFromPreflight';
    case 'CorsDisabledScheme':
      return 'CORSRequestNotHttp';
    default:
      return 'CORSDidNotSucceed';
  }
}
