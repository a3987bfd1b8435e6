import type { CorsError } from './errors.ts';
import { onPreflight, withoutStage } from './errors.ts';
import { get, type HeaderList, isToken, trimWhitespace } from './headers.ts';
import { isSafelistedMethod } from './method.ts';
import { isSameOrigin } from './origin.ts';
import { isOkStatus } from './preflight.ts';
import { redirectLocation } from './redirect.ts';

/** A request that Chromium's CORS check refused, with the answer it refused. */
export interface Refusal {
  readonly error: CorsError;
  readonly parameter: string | null;
  /** What was refused: the preflight's answer, or the request's. */
  readonly stage: 'preflight' | 'response';
  /** The last URL and the first; they differ after a redirect. */
  readonly url: string;
  readonly firstUrl: string;
  /** Serialized origin of the page. */
  readonly origin: string;
  /** What the request said in `Origin`: `null` after some redirects. */
  readonly originSent: string;
  /** The browser's word for the client (fetch, xhr …) and Fetch's request destination. */
  readonly client: string | null;
  readonly destination: string;
  readonly credentials: 'include' | 'omit';
  readonly method: string;
  /** The unsafe request headers, lower-case. */
  readonly headers: readonly string[];
  /** Null when there was none. */
  readonly answer: {
    readonly status: number;
    readonly headers: HeaderList;
    readonly repeated?: true;
  } | null;
}

/** What one browser makes of it. */
export interface Decision {
  readonly browser: 'Chrome' | 'Firefox' | 'Safari';
  readonly outcome: 'blocked' | 'allowed';
  /** The check that fails first in this browser, by Chromium's name. Null when it has none for it. */
  readonly error: CorsError | null;
  /** The lines its console prints; empty when it allows the request. */
  readonly messages: readonly string[];
  /** MDN's page for the error. */
  readonly mdn: string | null;
}

/** What Chrome, Firefox and Safari decide about a request that Chromium refused, each in its own order. */
export function decisions(refusal: Refusal): readonly [Decision, Decision, Decision] {
  return [inChrome(refusal), inFirefox(refusal), inSafari(refusal)];
}

/** MDN's page for one of Firefox's reasons. */
function mdn(reason: string): string {
  const page = reason.replace(/\d+$/, '');
  return `https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/${page}`;
}

// --- Chromium: third_party/blink/renderer/platform/loader/cors/cors_error_string.cc

const chromeClients: Record<string, string> = {
  fetch: 'fetch',
  xhr: 'XMLHttpRequest',
  script: 'script',
  stylesheet: 'CSS stylesheet',
  image: 'image',
  font: 'font',
  media: 'video',
  texttrack: 'text track',
  manifest: 'manifest',
};

const chromeSchemes =
  'chrome, chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http, https, isolated-app';

function inChrome(refusal: Refusal): Decision {
  const { error, url, firstUrl, origin, client, destination } = refusal;
  const kind = destination === 'audio' ? 'audio' : (chromeClients[client ?? ''] ?? 'resource');
  const from = url === firstUrl ? '' : ` (redirected from '${firstUrl}')`;
  return {
    browser: 'Chrome',
    outcome: 'blocked',
    error,
    messages: [
      `Access to ${kind} at '${url}'${from} from origin '${origin}' has been blocked by CORS policy: ${chromeText(refusal)}`,
    ],
    mdn: mdn(reasonFor(error)),
  };
}

function chromeText(refusal: Refusal): string {
  const { error, client } = refusal;
  const bare = withoutStage(error);
  const value = chromeValue(refusal, bare);
  const prefix = /^Preflight/.test(error)
    ? "Response to preflight request doesn't pass access control check: "
    : '';
  const hint = client === 'fetch' ? ' Have the server send the header with a valid value.' : '';
  const xhr =
    client === 'xhr'
      ? ' The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.'
      : '';
  switch (bare) {
    case 'WildcardOriginNotAllowed':
      return `${prefix}The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.${xhr}`;
    case 'MissingAllowOriginHeader':
      return `${prefix}No 'Access-Control-Allow-Origin' header is present on the requested resource.`;
    case 'MultipleAllowOriginValues':
      return `${prefix}The 'Access-Control-Allow-Origin' header contains multiple values '${value}', but only one is allowed.${hint}`;
    case 'InvalidAllowOriginValue':
      return `${prefix}The 'Access-Control-Allow-Origin' header contains the invalid value '${value}'.${hint}`;
    case 'AllowOriginMismatch':
      return `${prefix}The 'Access-Control-Allow-Origin' header has a value '${value}' that is not equal to the supplied origin.${hint}`;
    case 'InvalidAllowCredentials':
      return `${prefix}The value of the 'Access-Control-Allow-Credentials' header in the response is '${value}' which must be 'true' when the request's credentials mode is 'include'.${xhr}`;
    case 'PreflightInvalidStatus':
      return `${prefix}It does not have HTTP ok status.`;
    case 'PreflightDisallowedRedirect':
      return `${prefix}Redirect is not allowed for a preflight request.`;
    case 'InvalidAllowMethodsPreflightResponse':
      return 'Cannot parse Access-Control-Allow-Methods response header field in preflight response.';
    case 'InvalidAllowHeadersPreflightResponse':
      return 'Cannot parse Access-Control-Allow-Headers response header field in preflight response.';
    case 'MethodDisallowedByPreflightResponse':
      return `Method ${value} is not allowed by Access-Control-Allow-Methods in preflight response.`;
    case 'HeaderDisallowedByPreflightResponse':
      return `Request header field ${value} is not allowed by Access-Control-Allow-Headers in preflight response.`;
    case 'RedirectContainsCredentials':
      // Chromium quotes the location, but has always an empty one there.
      return "Redirect location '' contains a username and password, which is disallowed for cross-origin requests.";
    case 'CorsDisabledScheme':
      return `Cross origin requests are only supported for protocol schemes: ${chromeSchemes}.`;
    case 'InsecureLocalNetwork':
      return `The request client is not a secure context and the resource is in more-private address space \`${addressSpace(refusal.url)}\`.`;
    case 'LocalNetworkAccessPermissionDenied':
      return `Permission was denied for this request to access the \`${addressSpace(refusal.url)}\` address space.`;
    default:
      return 'The response is invalid.';
  }
}

/** The value as the console quotes it: the header as it came, a character a byte. */
function chromeValue({ parameter, answer }: Refusal, error: CorsError): string {
  const headers = answer?.headers ?? [];
  if (/AllowOrigin/.test(error)) return get(headers, 'access-control-allow-origin') ?? '';
  if (error === 'InvalidAllowCredentials')
    return get(headers, 'access-control-allow-credentials') ?? '';
  return parameter ?? '';
}

/** As far as the name tells: most servers of one's own are on one's own machine. */
function addressSpace(url: string): 'local' | 'loopback' {
  return /^https?:\/\/(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|\[f[cd]|[^/]*\.local[:/])/i.test(
    url,
  )
    ? 'local'
    : 'loopback';
}

// --- Firefox: netwerk/protocol/http/nsCORSListenerProxy.cpp, dom/locales/…/security.properties

/** One reason of Firefox, the check of Chromium it stands for, and what its message names. */
interface Reason {
  readonly reason: string;
  readonly error: CorsError | null;
  readonly value?: string;
}

function inFirefox(refusal: Refusal): Decision {
  const { url, stage } = refusal;
  const reasons = firefoxReasons(refusal);
  const [first] = reasons;
  if (!first)
    return { browser: 'Firefox', outcome: 'allowed', error: null, messages: [], mdn: null };
  // The request behind a refused preflight or redirect fails, too, and says so.
  const led = refusal.answer !== null && redirectLocation(refusal.answer) !== null;
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
  const { answer, stage, error } = refusal;
  if (error === 'CorsDisabledScheme' && !answer) return [{ reason: 'CORSRequestNotHttp', error }];
  if (!answer || error === 'CorsDisabledScheme' || error === 'RedirectContainsCredentials')
    return [{ reason: 'CORSDidNotSucceed2', error: null }];
  // A redirect back to the page's own origin spares the preflight there the CORS check.
  const home = stage === 'preflight' && isSameOrigin(refusal.origin, refusal.url);
  const access = home ? null : firefoxAccess(refusal, answer.headers);
  const failed = (reason: string, error: CorsError, value = '') => [{ reason, error, value }];
  if (access) {
    const staging = stage === 'preflight' && access.error ? { error: staged(access.error) } : {};
    // The redirect of a preflight is reported on its own.
    const also = stage === 'preflight' && redirectLocation(answer) !== null;
    return [
      { ...access, ...staging },
      ...(also ? [{ reason: 'CORSDidNotSucceed2', error: null }] : []),
    ];
  }
  if (stage === 'response') return [];
  const status = String(answer.status);
  if (redirectLocation(answer) !== null)
    return [
      { reason: 'CORSExternalRedirectNotAllowed', error: 'PreflightDisallowedRedirect' },
      { reason: 'CORSPreflightDidNotSucceed3', error: null, value: status },
    ];
  if (!isOkStatus(answer.status))
    return failed('CORSPreflightDidNotSucceed3', 'PreflightInvalidStatus', status);
  const wildcard = refusal.credentials === 'omit';
  const methods = members(answer.headers, 'access-control-allow-methods');
  const badMethod = methods.find((method) => !isToken(method));
  if (badMethod !== undefined)
    return failed('CORSInvalidAllowMethod', 'InvalidAllowMethodsPreflightResponse', badMethod);
  if (
    !isSafelistedMethod(refusal.method) &&
    !methods.includes(refusal.method) &&
    !(wildcard && methods.includes('*'))
  )
    return failed('CORSMethodNotFound', 'MethodDisallowedByPreflightResponse');
  const names = members(answer.headers, 'access-control-allow-headers');
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
function firefoxAccess(refusal: Refusal, headers: HeaderList): Reason | null {
  const value = get(headers, 'access-control-allow-origin');
  const include = refusal.credentials === 'include';
  if (refusal.answer?.repeated)
    return { reason: 'CORSMultipleAllowOriginNotAllowed', error: 'MultipleAllowOriginValues' };
  if (value === null)
    return {
      reason: 'CORSMissingAllowOrigin2',
      error: 'MissingAllowOriginHeader',
      value: String(refusal.answer?.status),
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

/** Firefox's reason, and so MDN's page, for an error of Chromium. */
function reasonFor(error: CorsError): string {
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

// --- WebKit: Source/WebCore/loader/CrossOriginAccessControl.cpp, CrossOriginPreflightResultCache.cpp

/** A check of WebKit that fails: Chromium's name for it and WebKit's sentence. */
type Complaint = readonly [error: CorsError | null, text: string];

function inSafari(refusal: Refusal): Decision {
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
    mdn: error === null ? mdn('CORSDidNotSucceed') : mdn(reasonFor(error)),
  };
}

function safariComplaint(refusal: Refusal): Complaint | null {
  const { answer, stage, error } = refusal;
  // WebKit has no Local Network Access.
  if (/LocalNetwork/.test(error)) return null;
  if (!answer || error === 'RedirectContainsCredentials' || error === 'CorsDisabledScheme')
    return [
      error,
      `Cross-origin redirection to ${refusal.url} denied by Cross-Origin Resource Sharing policy.`,
    ];
  if (stage === 'preflight' && !isOkStatus(answer.status))
    return [
      redirectLocation(answer) === null ? 'PreflightInvalidStatus' : 'PreflightDisallowedRedirect',
      `Preflight response is not successful. Status code: ${answer.status}`,
    ];
  const access = safariAccess(refusal, answer);
  if (access) return stage === 'preflight' && access[0] ? [staged(access[0]), access[1]] : access;
  return stage === 'preflight' ? safariLists(refusal, answer.headers) : null;
}

function safariAccess(
  refusal: Refusal,
  answer: { status: number; headers: HeaderList },
): Complaint | null {
  const value = get(answer.headers, 'access-control-allow-origin');
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
      `Origin ${refusal.originSent} is not allowed by Access-Control-Allow-Origin. Status code: ${answer.status}`,
    ];
  }
  return include && get(answer.headers, 'access-control-allow-credentials') !== 'true'
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

/** The same check on a preflight's answer. */
function staged(error: CorsError): CorsError {
  return onPreflight(error as Parameters<typeof onPreflight>[0]);
}

/** Members of a comma list, without the empty ones. */
function members(headers: HeaderList, name: string): string[] {
  return (get(headers, name) ?? '')
    .split(',')
    .map(trimWhitespace)
    .filter((member) => member !== '');
}
