import { type AccessError, type CorsError, onPreflight } from '../cors/errors.ts';
import { get, isToken, members } from '../cors/headers.ts';
import { isSafelistedMethod } from '../cors/method.ts';
import { isSameOrigin } from '../cors/origin.ts';
import { isOkStatus } from '../cors/preflight.ts';
import { redirectLocation } from '../cors/redirect.ts';
import { mdn } from './mdn.ts';
import type { Decision, Refusal } from './refusal.ts';

/** One reason of Firefox, the check of Chromium it stands for, and what its message names. */
interface Reason {
  readonly reason: string;
  readonly error: CorsError | null;
  readonly value?: string;
}

/**
 * What Firefox decides about a request Chromium refused, in its own order, and prints.
 * netwerk/protocol/http/nsCORSListenerProxy.cpp, dom/locales/…/security.properties
 */
export function inFirefox(refusal: Refusal): Decision {
  const { url, stage } = refusal;
  const reasons = firefoxReasons(refusal);
  const [first] = reasons;
  if (!first)
    return { browser: 'Firefox', outcome: 'allowed', error: null, messages: [], mdn: null };
  // The request behind a refused preflight or redirect fails, too, and says so.
  const led = refusal.response !== null && redirectLocation(refusal.response) !== null;
  const all =
    (stage === 'preflight' || led) && first.reason !== 'CORSDidNotSucceed2'
      ? [...reasons, { reason: 'CORSDidNotSucceed2', error: null }]
      : reasons;
  return {
    browser: 'Firefox',
    outcome: 'blocked',
    error: first.error,
    messages: all.map((one) => firefoxText(one, url)),
    mdn: mdn(first.reason),
  };
}

function firefoxReasons(refusal: Refusal): Reason[] {
  const { response, stage, error } = refusal;
  if (error === 'CorsDisabledScheme' && !response) return [{ reason: 'CORSRequestNotHttp', error }];
  if (!response || error === 'CorsDisabledScheme' || error === 'RedirectContainsCredentials')
    return [{ reason: 'CORSDidNotSucceed2', error: null }];
  // A redirect back to the page's own origin spares the preflight there the CORS check.
  const home = stage === 'preflight' && isSameOrigin(refusal.origin, refusal.url);
  const access = home ? null : firefoxAccess(refusal, response);
  const failed = (reason: string, error: CorsError, value: string) => [{ reason, error, value }];
  if (access) {
    const staging = stage === 'preflight' ? { error: onPreflight(access.error) } : {};
    // The redirect of a preflight is reported on its own.
    const also = stage === 'preflight' && redirectLocation(response) !== null;
    return [
      { ...access, ...staging },
      ...(also ? [{ reason: 'CORSDidNotSucceed2', error: null }] : []),
    ];
  }
  if (stage === 'response') return [];
  const status = String(response.status);
  if (redirectLocation(response) !== null)
    return [
      { reason: 'CORSExternalRedirectNotAllowed', error: 'PreflightDisallowedRedirect' },
      { reason: 'CORSPreflightDidNotSucceed3', error: null, value: status },
    ];
  if (!isOkStatus(response.status))
    return failed('CORSPreflightDidNotSucceed3', 'PreflightInvalidStatus', status);
  const wildcard = refusal.credentials === 'omit';
  const methods = members(response.headers, 'access-control-allow-methods');
  const badMethod = methods.find((method) => !isToken(method));
  if (badMethod !== undefined)
    return failed('CORSInvalidAllowMethod', 'InvalidAllowMethodsPreflightResponse', badMethod);
  if (
    !isSafelistedMethod(refusal.method) &&
    !methods.includes(refusal.method) &&
    !(wildcard && methods.includes('*'))
  )
    return [{ reason: 'CORSMethodNotFound', error: 'MethodDisallowedByPreflightResponse' }];
  const names = members(response.headers, 'access-control-allow-headers');
  const badName = names.find((name) => !isToken(name));
  if (badName !== undefined)
    return failed('CORSInvalidAllowHeader', 'InvalidAllowHeadersPreflightResponse', badName);
  const allowed = names.map((name) => name.toLowerCase());
  if (wildcard && allowed.includes('*')) return [];
  const missing = [...refusal.headers].sort().find((name) => !allowed.includes(name));
  return missing === undefined
    ? []
    : failed(
        'CORSMissingAllowHeaderFromPreflight2',
        'HeaderDisallowedByPreflightResponse',
        missing,
      );
}

/** Firefox knows no "invalid" value: what is not the origin does not match it. */
function firefoxAccess(
  refusal: Refusal,
  { status, headers, repeated }: NonNullable<Refusal['response']>,
): (Reason & { readonly error: AccessError }) | null {
  const value = get(headers, 'access-control-allow-origin');
  const include = refusal.credentials === 'include';
  if (repeated)
    return { reason: 'CORSMultipleAllowOriginNotAllowed', error: 'MultipleAllowOriginValues' };
  if (value === null)
    return {
      reason: 'CORSMissingAllowOrigin2',
      error: 'MissingAllowOriginHeader',
      value: String(status),
    };
  if (value === '*')
    return include
      ? { reason: 'CORSNotSupportingCredentials', error: 'WildcardOriginNotAllowed' }
      : null;
  if (value !== refusal.originSent)
    return { reason: 'CORSAllowOriginNotMatchingOrigin', error: 'AllowOriginMismatch', value };
  return include && get(headers, 'access-control-allow-credentials') !== 'true'
    ? { reason: 'CORSMissingAllowCredentials', error: 'InvalidAllowCredentials' }
    : null;
}

function firefoxText({ reason, value }: Reason, url: string): string {
  const at = reason === 'CORSNotSupportingCredentials' ? `‘${url}’` : url;
  const frame = (why: string) =>
    `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${at}. (Reason: ${why}).`;
  const origin = 'CORS header ‘Access-Control-Allow-Origin’';
  switch (reason) {
    case 'CORSRequestNotHttp':
      return frame('CORS request not http');
    case 'CORSMissingAllowOrigin2':
      return `${frame(`${origin} missing`)} Status code: ${value}.`;
    case 'CORSMultipleAllowOriginNotAllowed':
      return frame(`Multiple ${origin} not allowed`);
    case 'CORSNotSupportingCredentials':
      return frame(`Credential is not supported if the ${origin} is ‘*’`);
    case 'CORSAllowOriginNotMatchingOrigin':
      return frame(`${origin} does not match ‘${value}’`);
    case 'CORSMissingAllowCredentials':
      return frame('expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’');
    case 'CORSExternalRedirectNotAllowed':
      return frame('CORS request external redirect not allowed');
    case 'CORSPreflightDidNotSucceed3':
      return `${frame('CORS preflight response did not succeed')} Status code: ${value}.`;
    case 'CORSInvalidAllowMethod':
      return frame(`invalid token ‘${value}’ in CORS header ‘Access-Control-Allow-Methods’`);
    case 'CORSMethodNotFound':
      return frame('Did not find method in CORS header ‘Access-Control-Allow-Methods’');
    case 'CORSInvalidAllowHeader':
      return frame(`invalid token ‘${value}’ in CORS header ‘Access-Control-Allow-Headers’`);
    case 'CORSMissingAllowHeaderFromPreflight2':
      return frame(
        `header ‘${value}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response`,
      );
    default:
      return `${frame('CORS request did not succeed')} Status code: (null).`;
  }
}
