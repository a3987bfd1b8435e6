import { request as httpRequest } from 'node:http';
import type { Call, Handler, LabCase, Reply } from './types.ts';

const json = { 'content-type': 'application/json' };

/** A server that does CORS right: this origin, credentials, and a cache that knows. */
function allowed(call: Call, more: Reply['headers'] = {}): Record<string, string | string[]> {
  return {
    ...json,
    'access-control-allow-origin': call.origin,
    'access-control-allow-credentials': 'true',
    vary: 'Origin',
    ...more,
  };
}

/** Allowed, as every middleware answers a preflight, but with these headers changed. */
function preflight(changes: Record<string, string | string[] | null>, status = 204) {
  return (call: Call): Reply => {
    const headers: Record<string, string | string[]> = allowed(call, {
      'access-control-allow-methods': call.request.headers['access-control-request-method'] ?? '',
      'access-control-allow-headers': call.request.headers['access-control-request-headers'] ?? '',
    });
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) delete headers[name];
      else headers[name] = value;
    }
    return { status, headers };
  };
}

/** A response without any CORS header, as error pages of servers, gateways and firewalls are. */
function bare(status: number, headers: Reply['headers'] = {}, body = `{"status":${status}}`) {
  return (): Reply => ({ status, headers: { ...json, ...headers }, body });
}

/** A readable response with one Access-Control-Allow-Origin of the case's own. */
function allowOrigin(value: string | string[] | ((call: Call) => string | string[])) {
  return (call: Call): Reply => ({
    headers: {
      ...json,
      'access-control-allow-origin': typeof value === 'function' ? value(call) : value,
    },
  });
}

/** A handler that deals with the socket itself. */
function hangUp(act: (call: Call) => unknown): Handler {
  return (call) => {
    act(call);
    return undefined;
  };
}

const ok = (call: Call): Reply => ({ headers: allowed(call) });

/** A small reverse proxy: passes the call on, and responses for the upstream that does not. */
function proxyTo(upstream: (call: Call) => number, timeout = 300) {
  return (call: Call) =>
    new Promise<Reply>((resolve) => {
      const page = (status: number, text: string): Reply => ({
        status,
        headers: { server: 'nginx/1.27.2', 'content-type': 'text/html' },
        body: `<html><head><title>${status} ${text}</title></head><body><center><h1>${status} ${text}</h1></center><hr><center>nginx/1.27.2</center></body></html>`,
      });
      const onward = httpRequest(
        {
          host: '127.0.0.1',
          port: upstream(call),
          path: call.url.pathname,
          method: call.request.method,
          headers: call.request.headers,
          timeout: timeout,
        },
        (response) => {
          response.resume();
          resolve({ status: response.statusCode ?? 502, headers: allowed(call) });
        },
      );
      onward.on('timeout', () => {
        resolve(page(504, 'Gateway Time-out'));
        onward.destroy();
      });
      onward.on('error', () => resolve(page(502, 'Bad Gateway')));
      onward.end(call.body);
    });
}

const put = { method: 'PUT', headers: json, body: '{"quantity":2}' } as const;

/**
 * Broken APIs, one a case: what the page asks, how the server answers, and what must be found out.
 * `rule` and `error` are what the panel and Chromium must say. To add a case, copy a neighbour.
 */
export const cases: readonly LabCase[] = [
  // ——— The server answered with an error, and only its error page lacks CORS headers.
  {
    id: 'unauthenticated',
    title: 'The session has expired; the 401 carries no CORS headers',
    rule: 'unauthenticated',
    error: 'MissingAllowOriginHeader',
    request: { credentials: 'include' },
    response: bare(401, { 'www-authenticate': 'Bearer realm="api"' }),
  },
  {
    id: 'unauthenticated-after-preflight',
    title: 'The preflight passes, then the token is refused',
    rule: 'unauthenticated',
    error: 'MissingAllowOriginHeader',
    request: { headers: { authorization: 'Bearer expired' } },
    response: bare(401, { 'www-authenticate': 'Bearer error="invalid_token"' }),
  },
  {
    id: 'unauthenticated-same-site',
    title: 'A 401 from another port of the same host',
    rule: 'unauthenticated',
    error: 'MissingAllowOriginHeader',
    request: { host: 'shop', credentials: 'include', client: 'xhr' },
    response: bare(401, { 'www-authenticate': 'Bearer realm="api"' }),
  },
  {
    id: 'forbidden',
    title: 'The user may not do this; the 403 carries no CORS headers',
    rule: 'forbidden',
    error: 'MissingAllowOriginHeader',
    request: put,
    response: bare(403),
  },
  {
    id: 'bot-challenge',
    title: 'A CDN answers with a challenge page',
    rule: 'bot-challenge',
    error: 'MissingAllowOriginHeader',
    request: {},
    response: bare(
      403,
      {
        'content-type': 'text/html; charset=UTF-8',
        server: 'cloudflare',
        'cf-ray': '8c1f0aa2bc3e1234-FRA',
        'cf-mitigated': 'challenge',
      },
      '<title>Just a moment...</title>',
    ),
  },
  {
    id: 'not-found',
    title: 'A wrong URL: the 404 page has no CORS headers',
    rule: 'not-found',
    error: 'MissingAllowOriginHeader',
    request: {},
    response: bare(404),
  },
  {
    id: 'gone',
    title: 'An endpoint that was retired',
    rule: 'not-found',
    error: 'MissingAllowOriginHeader',
    request: { client: 'xhr' },
    response: bare(410),
  },
  {
    id: 'method-not-allowed',
    title: 'POST to a route that knows only GET',
    rule: 'method-not-allowed',
    error: 'MissingAllowOriginHeader',
    request: { method: 'POST', body: 'a=1' },
    response: bare(405, { allow: 'GET, HEAD' }),
  },
  {
    id: 'payload-too-large',
    title: 'The upload exceeds the proxy’s limit',
    rule: 'payload-too-large',
    error: 'MissingAllowOriginHeader',
    request: { method: 'POST', headers: json, body: `"${'x'.repeat(20_000)}"` },
    response: (call) =>
      call.body.length > 10_000 ? bare(413, { server: 'nginx/1.27.2' })() : ok(call),
  },
  {
    id: 'rate-limited',
    title: 'Too many requests; the 429 comes from the gateway',
    rule: 'rate-limited',
    error: 'MissingAllowOriginHeader',
    request: {},
    response: bare(429, { 'retry-after': '30' }),
  },
  {
    id: 'client-error',
    title: 'The input is refused with 422',
    rule: 'client-error',
    error: 'MissingAllowOriginHeader',
    request: { method: 'POST', headers: json, body: '{}' },
    response: bare(422),
  },
  {
    id: 'server-error',
    title: 'The app crashes after the preflight passed',
    rule: 'server-error',
    error: 'MissingAllowOriginHeader',
    request: put,
    response: bare(500, { 'x-powered-by': 'Express' }),
  },
  {
    id: 'server-error-with-credentials',
    title: 'The app crashes on a call with cookies',
    rule: 'server-error',
    error: 'MissingAllowOriginHeader',
    request: { credentials: 'include', client: 'xhr' },
    response: bare(500, { server: 'gunicorn' }),
  },
  {
    id: 'server-error-font',
    title: 'The font server crashes',
    rule: 'server-error',
    error: 'MissingAllowOriginHeader',
    request: { client: 'font' },
    response: bare(500),
  },
  {
    id: 'gateway-error',
    title: 'The proxy is up, the app behind it is down (502)',
    rule: 'gateway-error',
    error: 'MissingAllowOriginHeader',
    request: {},
    response: proxyTo((call) => call.lab.closedPort),
  },
  {
    id: 'gateway-unavailable',
    title: 'The load balancer has no healthy target (503)',
    rule: 'gateway-error',
    error: 'MissingAllowOriginHeader',
    request: { credentials: 'include' },
    response: bare(503, { server: 'awselb/2.0', 'content-type': 'text/html' }),
  },
  {
    id: 'gateway-timeout',
    title: 'The app behind the proxy never answers (504)',
    rule: 'gateway-error',
    error: 'MissingAllowOriginHeader',
    request: put,
    response: proxyTo((call) => call.lab.silentPort),
  },

  {
    id: 'cors-middleware-threw',
    title: 'The function that decides on origins throws',
    rule: 'cors-middleware-threw',
    error: 'PreflightMissingAllowOriginHeader',
    request: { ...put, host: 'stock' },
    preflight: bare(500, {
      'x-powered-by': 'Express',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
      'content-type': 'text/html; charset=utf-8',
    }),
    response: ok,
  },

  // ——— Redirects.
  {
    id: 'login-redirect',
    title: 'Session expired: redirected to the login page',
    rule: 'login-redirect',
    error: 'MissingAllowOriginHeader',
    request: { credentials: 'include' },
    response: (call) => ({
      status: 302,
      headers: { location: `${call.lab.host('login')}/login?return=${call.url.pathname}` },
    }),
  },
  {
    id: 'login-redirect-followed',
    title: 'The redirect is readable, the login page it leads to is not',
    rule: 'login-redirect',
    error: 'MissingAllowOriginHeader',
    request: {},
    response: (call) =>
      call.url.pathname.endsWith('/login')
        ? { headers: { 'content-type': 'text/html' }, body: '<form action="/login">' }
        : {
            status: 302,
            headers: allowed(call, {
              location: `${call.lab.host('login')}${call.url.pathname}/login`,
            }),
          },
  },
  {
    id: 'redirect-without-cors',
    title: 'A moved endpoint: the 301 carries no CORS headers',
    rule: 'redirect-without-cors',
    error: 'MissingAllowOriginHeader',
    request: {},
    response: (call) =>
      call.url.pathname.endsWith('/v2')
        ? ok(call)
        : { status: 301, headers: { location: `${call.url.pathname}/v2` } },
  },
  {
    id: 'redirect-to-other-origin',
    title: 'Redirected to a second server, which sees Origin: null',
    rule: 'redirect-to-other-origin',
    error: 'AllowOriginMismatch',
    request: {},
    response: (call) =>
      call.url.pathname.endsWith('/eu')
        ? {
            headers: { ...json, 'access-control-allow-origin': call.lab.site },
          }
        : {
            status: 307,
            headers: allowed(call, { location: `${call.lab.host('eu')}${call.url.pathname}/eu` }),
          },
  },
  {
    id: 'redirect-with-credentials',
    title: 'The Location carries a user name and a password',
    rule: 'redirect-with-credentials',
    error: 'RedirectContainsCredentials',
    request: {},
    response: (call) => ({
      status: 302,
      headers: allowed(call, {
        location: `${call.lab.host('eu').replace('//', '//reader:secret@')}/redirect-with-credentials/x`,
      }),
    }),
  },
  {
    id: 'preflight-redirect',
    title: 'The preflight is redirected to add a trailing slash',
    rule: 'preflight-redirect',
    error: 'PreflightDisallowedRedirect',
    request: put,
    preflight: (call) => ({ status: 301, headers: { location: `${call.url.pathname}/` } }),
    response: ok,
  },
  {
    id: 'preflight-redirect-https',
    title: 'The preflight is redirected from http to https',
    rule: 'preflight-redirect',
    error: 'PreflightDisallowedRedirect',
    request: put,
    preflight: (call) => ({
      status: 308,
      headers: { location: `https://${call.url.hostname}${call.url.pathname}` },
    }),
    response: ok,
  },
  {
    id: 'preflight-redirect-login',
    title: 'The preflight is redirected to the login page',
    rule: 'preflight-redirect',
    error: 'PreflightDisallowedRedirect',
    request: { ...put, credentials: 'include' },
    preflight: (call) => ({
      status: 302,
      headers: { location: `${call.lab.host('login')}/login` },
    }),
    response: ok,
  },

  // ——— The preflight was answered with an error.
  {
    id: 'preflight-unauthenticated',
    title: 'Authentication runs before CORS: the preflight gets 401',
    rule: 'preflight-unauthenticated',
    error: 'PreflightMissingAllowOriginHeader',
    request: { headers: { authorization: 'Bearer valid' } },
    preflight: bare(401, { 'www-authenticate': 'Bearer' }),
    response: ok,
  },
  {
    id: 'preflight-unauthenticated-readable',
    title: 'The preflight gets 401 with CORS headers',
    rule: 'preflight-unauthenticated',
    error: 'PreflightInvalidStatus',
    request: { ...put, credentials: 'include' },
    preflight: preflight({ 'www-authenticate': 'Bearer' }, 401),
    response: ok,
  },
  {
    id: 'preflight-forbidden',
    title: 'A firewall refuses the preflight with 403',
    rule: 'preflight-unauthenticated',
    error: 'PreflightMissingAllowOriginHeader',
    request: put,
    preflight: bare(403),
    response: ok,
  },
  {
    id: 'preflight-not-routed',
    title: 'No route for OPTIONS: the preflight gets 404',
    rule: 'preflight-not-routed',
    error: 'PreflightMissingAllowOriginHeader',
    request: put,
    preflight: bare(404),
    response: ok,
  },
  {
    id: 'preflight-method-refused',
    title: 'The server refuses OPTIONS with 405',
    rule: 'preflight-method-refused',
    error: 'PreflightMissingAllowOriginHeader',
    request: { method: 'DELETE' },
    preflight: bare(405, { allow: 'GET, DELETE' }),
    response: ok,
  },
  {
    id: 'preflight-method-refused-readable',
    title: 'The server refuses OPTIONS with 501, with CORS headers',
    rule: 'preflight-method-refused',
    error: 'PreflightInvalidStatus',
    request: { method: 'DELETE' },
    preflight: preflight({}, 501),
    response: ok,
  },
  {
    id: 'preflight-server-error',
    title: 'The app crashes on the preflight',
    rule: 'preflight-server-error',
    error: 'PreflightMissingAllowOriginHeader',
    request: put,
    preflight: bare(500),
    response: ok,
  },
  {
    id: 'preflight-status',
    title: 'The preflight is rate limited',
    rule: 'preflight-status',
    error: 'PreflightInvalidStatus',
    request: put,
    preflight: preflight({ 'retry-after': '30' }, 429),
    response: ok,
  },

  // ——— Access-Control-Allow-Origin.
  {
    id: 'allow-origin-missing',
    title: 'The API has no CORS headers at all',
    rule: 'allow-origin-missing',
    error: 'MissingAllowOriginHeader',
    request: {},
    response: bare(200),
  },
  {
    id: 'allow-origin-missing-image',
    title: 'A crossorigin image for a canvas',
    rule: 'allow-origin-missing',
    error: 'MissingAllowOriginHeader',
    request: { client: 'image' },
    response: bare(200, { 'content-type': 'image/svg+xml' }, '<svg/>'),
  },
  {
    id: 'allow-origin-missing-font',
    title: 'A web font from a server without CORS headers',
    rule: 'allow-origin-missing',
    error: 'MissingAllowOriginHeader',
    request: { client: 'font' },
    response: bare(200, { 'content-type': 'font/woff2' }),
  },
  {
    id: 'allow-origin-missing-module',
    title: 'A module script from a server without CORS headers',
    rule: 'allow-origin-missing',
    error: 'MissingAllowOriginHeader',
    request: { client: 'module' },
    response: bare(200, { 'content-type': 'text/javascript' }, 'export {}'),
  },
  {
    id: 'allow-origin-missing-stylesheet',
    title: 'A crossorigin stylesheet',
    rule: 'allow-origin-missing',
    error: 'MissingAllowOriginHeader',
    request: { client: 'stylesheet' },
    response: bare(200, { 'content-type': 'text/css' }, ''),
  },
  {
    id: 'allow-origin-missing-eventsource',
    title: 'An EventSource without CORS headers',
    rule: 'allow-origin-missing',
    error: 'MissingAllowOriginHeader',
    request: { client: 'eventsource' },
    response: bare(200, { 'content-type': 'text/event-stream' }, 'data: 1\n\n'),
  },
  {
    id: 'allow-origin-missing-preflight',
    title: 'The preflight gets 200, without CORS headers',
    rule: 'allow-origin-missing',
    error: 'PreflightMissingAllowOriginHeader',
    request: put,
    preflight: bare(200),
    response: ok,
  },
  {
    id: 'allow-origin-mismatch-port',
    title: 'The server allows another port',
    rule: 'allow-origin-mismatch',
    error: 'AllowOriginMismatch',
    request: {},
    response: allowOrigin('http://shop.localhost:3000'),
  },
  {
    id: 'allow-origin-mismatch-scheme',
    title: 'The server allows the https page only',
    rule: 'allow-origin-mismatch',
    error: 'AllowOriginMismatch',
    request: {},
    response: allowOrigin((call) => call.lab.site.replace('http:', 'https:')),
  },
  {
    id: 'allow-origin-mismatch-slash',
    title: 'The configured origin ends with a slash',
    rule: 'allow-origin-mismatch',
    error: 'AllowOriginMismatch',
    request: {},
    response: allowOrigin((call) => `${call.lab.site}/`),
  },
  {
    id: 'allow-origin-mismatch-production',
    title: 'The server knows only production; the preflight says so',
    rule: 'allow-origin-mismatch',
    error: 'PreflightAllowOriginMismatch',
    request: put,
    preflight: preflight({ 'access-control-allow-origin': 'https://shop.example.com' }),
    response: ok,
  },
  {
    id: 'allow-origin-mismatch-wildcard-subdomain',
    title: 'The server hopes for a wildcard subdomain',
    rule: 'allow-origin-mismatch',
    error: 'AllowOriginMismatch',
    request: {},
    response: allowOrigin('http://*.localhost'),
  },
  {
    id: 'allow-origin-cached',
    title: 'A CDN serves the response it gave another origin',
    rule: 'allow-origin-cached',
    error: 'AllowOriginMismatch',
    request: {},
    // Another shop asked first, and the API forgot `Vary: Origin`.
    response: (call) => ({
      headers: {
        ...allowOrigin('https://other-shop.example')(call).headers,
        age: '120',
        'x-cache': 'HIT',
        'cache-control': 'public, max-age=3600',
      },
    }),
  },
  {
    id: 'allow-origin-cached-by-image',
    title: 'The browser’s own cache: an image loaded first, then fetched',
    rule: 'allow-origin-cached',
    error: 'MissingAllowOriginHeader',
    // Firefox asks the server again for the cors request.
    firefox: { rule: null },
    request: { client: 'image-then-fetch' },
    response: (call) => ({
      headers: {
        'content-type': 'image/svg+xml',
        'cache-control': 'max-age=600',
        ...(call.origin ? { 'access-control-allow-origin': call.origin } : {}),
      },
      body: '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    }),
  },
  {
    id: 'allow-origin-null',
    title: 'A sandboxed frame calls; its origin is null',
    rule: 'allow-origin-null',
    error: 'AllowOriginMismatch',
    request: { from: 'sandbox' },
    response: allowOrigin((call) => call.lab.site),
  },
  {
    id: 'allow-origin-multiple',
    title: 'The header lists two origins',
    rule: 'allow-origin-multiple',
    error: 'MultipleAllowOriginValues',
    request: {},
    response: allowOrigin((call) => `${call.lab.site}, https://shop.example.com`),
  },
  {
    id: 'allow-origin-duplicated',
    title: 'The proxy and the app both add the header',
    rule: 'allow-origin-duplicated',
    error: 'MultipleAllowOriginValues',
    request: {},
    response: allowOrigin((call) => [call.lab.site, '*']),
  },
  {
    id: 'allow-origin-duplicated-preflight',
    title: 'The proxy and the app both answer the preflight’s headers',
    rule: 'allow-origin-duplicated',
    error: 'PreflightMultipleAllowOriginValues',
    request: put,
    preflight: (call) => {
      const { headers } = preflight({})(call);
      return {
        status: 204,
        headers: { ...headers, 'access-control-allow-origin': [call.lab.site, call.lab.site] },
      };
    },
    response: ok,
  },
  {
    id: 'allow-origin-invalid',
    title: 'The header holds a host name without a scheme',
    rule: 'allow-origin-invalid',
    error: 'InvalidAllowOriginValue',
    request: {},
    response: allowOrigin('*.example.com'),
  },
  {
    id: 'allow-origin-wildcard-credentials',
    title: 'Cookies are sent, the server answers with a wildcard',
    rule: 'allow-origin-wildcard-credentials',
    error: 'WildcardOriginNotAllowed',
    request: { credentials: 'include' },
    response: allowOrigin('*'),
  },
  {
    id: 'allow-origin-wildcard-credentials-preflight',
    title: 'XHR withCredentials, a wildcard on the preflight',
    rule: 'allow-origin-wildcard-credentials',
    error: 'PreflightWildcardOriginNotAllowed',
    request: { ...put, credentials: 'include', client: 'xhr' },
    preflight: preflight({ 'access-control-allow-origin': '*' }),
    response: ok,
  },

  // ——— Credentials, methods, headers.
  {
    id: 'allow-credentials',
    title: 'Cookies are sent, Access-Control-Allow-Credentials is missing',
    rule: 'allow-credentials',
    error: 'InvalidAllowCredentials',
    request: { credentials: 'include' },
    response: allowOrigin((call) => call.lab.site),
  },
  {
    id: 'allow-credentials-case',
    title: 'Access-Control-Allow-Credentials: True, with a capital T',
    rule: 'allow-credentials',
    error: 'PreflightInvalidAllowCredentials',
    request: { ...put, credentials: 'include' },
    preflight: preflight({ 'access-control-allow-credentials': 'True' }),
    response: ok,
  },
  {
    id: 'allow-methods',
    title: 'PUT is not among the allowed methods',
    rule: 'allow-methods',
    error: 'MethodDisallowedByPreflightResponse',
    request: put,
    preflight: preflight({ 'access-control-allow-methods': 'GET, POST' }),
    response: ok,
  },
  {
    id: 'allow-methods-lower-case-patch',
    title: 'fetch with method "patch" in lower case',
    rule: 'allow-methods',
    error: 'MethodDisallowedByPreflightResponse',
    request: { ...put, method: 'patch' },
    preflight: preflight({ 'access-control-allow-methods': 'GET, POST, PATCH' }),
    response: ok,
  },
  {
    id: 'allow-methods-wildcard-credentials',
    title: 'Methods: * means nothing once cookies are sent',
    rule: 'allow-methods',
    error: 'MethodDisallowedByPreflightResponse',
    request: { method: 'DELETE', credentials: 'include' },
    preflight: preflight({ 'access-control-allow-methods': '*' }),
    response: ok,
  },
  {
    id: 'allow-headers',
    title: 'Two request headers are not allowed',
    rule: 'allow-headers',
    error: 'HeaderDisallowedByPreflightResponse',
    request: { headers: { 'x-api-key': 'k', 'x-trace-id': '7', accept: 'application/json' } },
    preflight: preflight({ 'access-control-allow-headers': 'Content-Type' }),
    response: ok,
  },
  {
    id: 'allow-headers-content-type',
    title: 'JSON needs Content-Type to be allowed',
    rule: 'allow-headers',
    error: 'HeaderDisallowedByPreflightResponse',
    request: { method: 'POST', headers: json, body: '{}' },
    preflight: preflight({ 'access-control-allow-headers': null }),
    response: ok,
  },
  {
    id: 'allow-headers-wildcard-credentials',
    title: 'Headers: * means nothing once cookies are sent',
    rule: 'allow-headers',
    error: 'HeaderDisallowedByPreflightResponse',
    request: { headers: { 'x-api-key': 'k' }, credentials: 'include' },
    preflight: preflight({ 'access-control-allow-headers': '*' }),
    response: ok,
  },
  {
    id: 'allow-methods-malformed',
    title: 'The list of methods is separated by spaces',
    rule: 'allow-methods-malformed',
    error: 'InvalidAllowMethodsPreflightResponse',
    request: put,
    preflight: preflight({ 'access-control-allow-methods': 'GET POST PUT' }),
    response: ok,
  },
  {
    id: 'allow-headers-malformed',
    title: 'The list of headers is separated by semicolons',
    rule: 'allow-headers-malformed',
    error: 'InvalidAllowHeadersPreflightResponse',
    request: put,
    preflight: preflight({ 'access-control-allow-headers': 'content-type; x-api-key' }),
    response: ok,
  },

  // ——— No response at all.
  {
    id: 'connection-refused',
    title: 'Nothing listens on that port',
    rule: 'connection-refused',
    net: 'net::ERR_CONNECTION_REFUSED',
    request: { base: (lab) => `http://api.localhost:${lab.closedPort}` },
  },
  {
    id: 'connection-refused-preflight',
    title: 'Nothing listens; the call needs a preflight',
    rule: 'connection-refused',
    net: 'net::ERR_CONNECTION_REFUSED',
    request: { ...put, base: (lab) => `http://api.localhost:${lab.closedPort}` },
  },
  {
    id: 'name-not-resolved',
    title: 'A host name that does not exist',
    rule: 'name-not-resolved',
    net: 'net::ERR_NAME_NOT_RESOLVED',
    firefox: { rule: null, outcome: 'undetermined' },
    request: { base: () => 'http://api.shop.invalid' },
  },
  {
    id: 'tls-failure',
    title: 'A self-signed certificate',
    rule: 'tls-failure',
    net: 'net::ERR_CERT_AUTHORITY_INVALID',
    request: { base: (lab) => lab.untrusted },
    response: ok,
  },
  {
    id: 'tls-failure-protocol',
    title: 'https asked of a port that speaks http',
    rule: 'tls-failure',
    net: 'net::ERR_SSL_PROTOCOL_ERROR',
    request: { base: (lab) => lab.host('api').replace('http:', 'https:') },
  },
  {
    id: 'connection-lost',
    title: 'The connection is reset',
    rule: 'connection-lost',
    net: 'net::ERR_CONNECTION_RESET',
    firefox: { unsure: true },
    request: {},
    response: hangUp((call) => call.request.socket.resetAndDestroy()),
  },
  {
    id: 'connection-lost-empty',
    title: 'The server hangs up without a response',
    rule: 'connection-lost',
    net: 'net::ERR_EMPTY_RESPONSE',
    firefox: { unsure: true },
    request: put,
    response: hangUp((call) => call.request.socket.end()),
  },
  {
    id: 'connection-lost-preflight',
    title: 'The preflight’s connection is reset',
    rule: 'connection-lost',
    net: 'net::ERR_CONNECTION_RESET',
    firefox: { unsure: true },
    request: put,
    preflight: hangUp((call) => call.request.socket.resetAndDestroy()),
    response: ok,
  },
  {
    id: 'connection-lost-truncated',
    title: 'The response breaks off in the middle',
    rule: 'connection-lost',
    net: 'net::ERR_CONTENT_LENGTH_MISMATCH',
    request: {},
    response: hangUp((call) => {
      call.response.writeHead(200, { ...allowed(call), 'content-length': '1000' });
      call.response.write('{"items":[', () => call.request.socket.end());
    }),
  },
  {
    id: 'invalid-response',
    title: 'The port speaks something that is not HTTP',
    rule: 'invalid-response',
    net: 'net::ERR_INVALID_HTTP_RESPONSE',
    request: {},
    response: hangUp((call) => call.request.socket.end('SSH-2.0-OpenSSH_9.6\r\n')),
  },
  {
    id: 'unsafe-port',
    title: 'A port that browsers refuse',
    rule: 'unsafe-port',
    net: 'net::ERR_UNSAFE_PORT',
    request: { base: () => 'http://api.localhost:6000' },
  },

  // ——— The browser or an extension stopped it.
  {
    id: 'blocked-by-client',
    title: 'A content blocker takes it for an advertisement',
    rule: 'blocked-by-client',
    net: 'net::ERR_BLOCKED_BY_CLIENT',
    // Stopped before it was sent, as an abort and a policy of the page stop it.
    firefox: { rule: null, outcome: 'undetermined' },
    request: {},
    response: ok,
  },
  {
    id: 'resource-policy',
    title: 'An image with Cross-Origin-Resource-Policy: same-origin',
    rule: 'resource-policy',
    net: 'net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin',
    request: { client: 'image-no-cors' },
    response: () => ({
      headers: {
        'content-type': 'image/svg+xml',
        'cross-origin-resource-policy': 'same-origin',
      },
      body: '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    }),
  },
  {
    id: 'content-security-policy',
    title: 'The page’s own policy forbids the call',
    rule: 'content-security-policy',
    net: '',
    // The same.
    firefox: { rule: null, outcome: 'undetermined' },
    request: { from: 'csp', client: 'xhr' },
    response: ok,
  },
  {
    id: 'mixed-content',
    title: 'An https page calls http',
    rule: 'mixed-content',
    net: '',
    request: { from: 'https', base: (lab) => `http://api.test:${lab.port}` },
    response: ok,
  },
  {
    id: 'aborted',
    title: 'The page gives up before the response',
    rule: 'aborted',
    net: 'net::ERR_ABORTED',
    firefox: { rule: null, outcome: 'undetermined', unsure: true },
    request: { abortAfter: 150 },
    response: (call) =>
      new Promise((resolve) => {
        call.request.socket.once('close', () => resolve(undefined));
      }),
  },

  {
    id: 'aborted-xhr',
    title: 'An XMLHttpRequest with a timeout',
    rule: 'aborted',
    net: 'net::ERR_ABORTED',
    firefox: { rule: null, outcome: 'undetermined', unsure: true },
    request: { client: 'xhr', abortAfter: 150 },
    response: (call) =>
      new Promise((resolve) => {
        call.request.socket.once('close', () => resolve(undefined));
      }),
  },
  {
    id: 'local-network-access',
    title: 'A public page calls this machine',
    rule: 'local-network-access',
    error: 'LocalNetworkAccessPermissionDenied',
    // It looks like any request without a response.
    firefox: { rule: null, outcome: 'undetermined' },
    request: { from: 'public' },
    response: ok,
  },
  {
    id: 'service-worker',
    title: 'The service worker fetches it again, with mode no-cors',
    rule: 'service-worker',
    net: 'net::ERR_FAILED',
    request: { from: 'service-worker' },
    response: bare(200),
  },
  {
    id: 'unsupported-scheme',
    title: 'A file instead of a server',
    rule: 'unsupported-scheme',
    net: '',
    // No entry, only a line in the console.
    firefox: { rule: null, outcome: 'unlisted' },
    request: { base: () => 'file://' },
  },
  {
    id: 'unsupported-scheme-redirect',
    title: 'A redirect into an app',
    rule: 'unsupported-scheme',
    error: 'CorsDisabledScheme',
    request: {},
    response: (call) => ({ status: 302, headers: allowed(call, { location: 'shop-app://open' }) }),
  },

  // ——— What DevTools does not show an extension: the panel must say so and not guess.
  {
    id: 'worker',
    title: 'A 401 in a dedicated worker',
    rule: null,
    outcome: 'undetermined',
    error: 'MissingAllowOriginHeader',
    // Chromium shows an extension nothing of a worker's answers; Firefox everything.
    firefox: { rule: 'unauthenticated' },
    request: { from: 'worker' },
    response: bare(401),
  },
  {
    id: 'worker-preflighted',
    title: 'A crash in a dedicated worker, behind a preflight that passes without credentials',
    rule: null,
    outcome: 'undetermined',
    error: 'MissingAllowOriginHeader',
    firefox: { rule: 'server-error' },
    request: { ...put, from: 'worker' },
    preflight: preflight({
      'access-control-allow-origin': '*',
      'access-control-allow-credentials': null,
    }),
    response: bare(500),
  },
  {
    id: 'service-worker-error',
    title: 'The service worker answers with an error of its own',
    rule: null,
    outcome: 'undetermined',
    net: 'net::ERR_FAILED',
    firefox: { rule: 'service-worker' },
    request: { from: 'service-worker' },
    response: ok,
  },

  // ——— Nothing is wrong: no diagnosis.
  {
    id: 'ok-wildcard',
    title: 'A public API',
    rule: null,
    request: {},
    response: allowOrigin('*'),
  },
  {
    id: 'ok-credentials',
    title: 'Cookies, allowed',
    rule: null,
    request: { credentials: 'include' },
    response: ok,
  },
  {
    id: 'ok-preflight',
    title: 'A preflight that passes',
    rule: null,
    request: { ...put, credentials: 'include' },
    response: ok,
  },
  {
    id: 'ok-unauthenticated',
    title: 'A 401 that the page can read',
    rule: null,
    request: { credentials: 'include' },
    response: (call) => ({ status: 401, headers: allowed(call) }),
  },
  {
    id: 'ok-server-error',
    title: 'A 500 that the page can read',
    rule: null,
    request: put,
    response: (call) => ({ status: 500, headers: allowed(call) }),
  },
  {
    id: 'ok-redirect',
    title: 'A redirect with CORS headers all the way',
    rule: null,
    request: {},
    response: (call) =>
      call.url.pathname.endsWith('/v2')
        ? ok(call)
        : { status: 302, headers: allowed(call, { location: `${call.url.pathname}/v2` }) },
  },
  {
    id: 'ok-no-cors',
    title: 'An image that needs no CORS',
    rule: null,
    outcome: 'unlisted',
    request: { client: 'image-no-cors' },
    response: bare(
      200,
      { 'content-type': 'image/svg+xml' },
      '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    ),
  },
  {
    id: 'ok-redirect-error',
    title: 'The page asked for redirect: "error", and got it',
    rule: null,
    net: 'net::ERR_FAILED',
    outcome: 'undetermined',
    request: { redirect: 'error' },
    response: (call) => ({ status: 302, headers: allowed(call, { location: '/' }) }),
  },
];
