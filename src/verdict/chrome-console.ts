import { type CorsError, withoutStage } from '../cors/errors.ts';
import { get } from '../cors/headers.ts';
import { isLocalHost, isLoopback } from '../cors/loopback.ts';
import { mdn, reasonFor } from './mdn.ts';
import type { Decision, Refusal } from './refusal.ts';

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

/**
 * What Chrome prints for a request it refused.
 * third_party/blink/renderer/platform/loader/cors/cors_error_string.cc
 */
export function inChrome(refusal: Refusal): Decision {
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
function chromeValue({ parameter, response }: Refusal, error: CorsError): string {
  const headers = response?.headers ?? [];
  if (/AllowOrigin/.test(error)) return get(headers, 'access-control-allow-origin') ?? '';
  if (error === 'InvalidAllowCredentials')
    return get(headers, 'access-control-allow-credentials') ?? '';
  return parameter ?? '';
}

/** As far as the name tells: most servers of one's own are on one's own machine. */
function addressSpace(url: string): 'local' | 'loopback' {
  const hostname = URL.parse(url)?.hostname ?? '';
  return isLocalHost(hostname) && hostname.includes('.') && !isLoopback(hostname)
    ? 'local'
    : 'loopback';
}
