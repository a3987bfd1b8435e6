import { type AccessError, type CorsError, onPreflight } from '../cors/errors.ts';
import { get, type HeaderList, isToken, members } from '../cors/headers.ts';
import { isSafelistedMethod } from '../cors/method.ts';
import { isOkStatus } from '../cors/preflight.ts';
import { redirectLocation } from '../cors/redirect.ts';
import { mdn, reasonFor } from './mdn.ts';
import type { Decision, Refusal } from './refusal.ts';

/** A check of WebKit that fails: Chromium's name for it and WebKit's sentence. */
type Complaint = readonly [error: CorsError, text: string];

/**
 * What Safari decides about a request Chromium refused, in its own order, and prints.
 * Source/WebCore/loader/CrossOriginAccessControl.cpp, CrossOriginPreflightResultCache.cpp
 */
export function inSafari(refusal: Refusal): Decision {
  const complaint = safariComplaint(refusal);
  if (!complaint)
    return { browser: 'Safari', outcome: 'allowed', error: null, messages: [], mdn: null };
  const [error, text] = complaint;
  const caller = { fetch: 'Fetch API', xhr: 'XMLHttpRequest' }[refusal.client ?? ''];
  const companion = caller
    ? [`${caller} cannot load ${refusal.url} due to access control checks.`]
    : [];
  return {
    browser: 'Safari',
    outcome: 'blocked',
    error,
    messages: [text, ...companion],
    mdn: mdn(reasonFor(error)),
  };
}

function safariComplaint(refusal: Refusal): Complaint | null {
  const { response, stage, error } = refusal;
  // WebKit has no Local Network Access.
  if (/LocalNetwork/.test(error)) return null;
  if (!response || error === 'RedirectContainsCredentials' || error === 'CorsDisabledScheme')
    return [
      error,
      `Cross-origin redirection to ${refusal.url} denied by Cross-Origin Resource Sharing policy.`,
    ];
  if (stage === 'preflight' && !isOkStatus(response.status))
    return [
      redirectLocation(response) === null
        ? 'PreflightInvalidStatus'
        : 'PreflightDisallowedRedirect',
      `Preflight response is not successful. Status code: ${response.status}`,
    ];
  const access = safariAccess(refusal, response);
  if (access) return stage === 'preflight' ? [onPreflight(access[0]), access[1]] : access;
  return stage === 'preflight' ? safariLists(refusal, response.headers) : null;
}

function safariAccess(
  refusal: Refusal,
  response: { status: number; headers: HeaderList },
): readonly [error: AccessError, text: string] | null {
  const value = get(response.headers, 'access-control-allow-origin');
  const include = refusal.credentials === 'include';
  if (value === '*' && !include) return null;
  if (value !== refusal.originSent) {
    if (value === '*')
      return [
        'WildcardOriginNotAllowed',
        'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.',
      ];
    if (value?.includes(','))
      return [
        'MultipleAllowOriginValues',
        'Access-Control-Allow-Origin cannot contain more than one origin.',
      ];
    return [
      value === null ? 'MissingAllowOriginHeader' : 'AllowOriginMismatch',
      `Origin ${refusal.originSent} is not allowed by Access-Control-Allow-Origin. Status code: ${response.status}`,
    ];
  }
  return include && get(response.headers, 'access-control-allow-credentials') !== 'true'
    ? [
        'InvalidAllowCredentials',
        'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
      ]
    : null;
}

function safariLists(refusal: Refusal, headers: HeaderList): Complaint | null {
  const wildcard = refusal.credentials === 'omit';
  const methods = members(headers, 'access-control-allow-methods');
  const names = members(headers, 'access-control-allow-headers');
  if (!methods.every(isToken))
    return [
      'InvalidAllowMethodsPreflightResponse',
      `Header Access-Control-Allow-Methods has an invalid value: ${get(headers, 'access-control-allow-methods')}`,
    ];
  if (!names.every(isToken))
    return [
      'InvalidAllowHeadersPreflightResponse',
      `Header Access-Control-Allow-Headers has an invalid value: ${get(headers, 'access-control-allow-headers')}`,
    ];
  if (
    !isSafelistedMethod(refusal.method) &&
    !methods.includes(refusal.method) &&
    !(wildcard && methods.includes('*'))
  )
    return [
      'MethodDisallowedByPreflightResponse',
      `Method ${refusal.method} is not allowed by Access-Control-Allow-Methods.`,
    ];
  const allowed = names.map((name) => name.toLowerCase());
  const missing =
    wildcard && allowed.includes('*')
      ? undefined
      : refusal.headers.find((name) => !allowed.includes(name));
  return missing === undefined
    ? null
    : [
        'HeaderDisallowedByPreflightResponse',
        `Request header field ${missing} is not allowed by Access-Control-Allow-Headers.`,
      ];
}
