import { describe, expect, it } from 'vitest';
import type { CorsError } from '../src/cors/errors.ts';
import { decisions, decisionsOf } from '../src/verdict/console.ts';
import type { Decision, Refusal } from '../src/verdict/refusal.ts';
import { type Case, findingOf } from './build.ts';

/* What each browser prints, as its own source has it. The oracle lane compares it with real browsers. */

const url = 'https://api.test/x';
const origin = 'https://app.test';

/** A response with these header lines. */
const says = (headers: Record<string, string> = {}, status = 200) => ({
  status,
  headers: Object.entries(headers),
});

function refusal(draft: Partial<Refusal>): Refusal {
  return {
    error: 'MissingAllowOriginHeader',
    parameter: null,
    stage: 'response',
    url,
    firstUrl: url,
    origin,
    originSent: origin,
    client: 'fetch',
    destination: 'empty',
    credentials: 'omit',
    method: 'PUT',
    headers: ['x-b', 'x-a'],
    response: says(),
    ...draft,
  };
}

const chrome = (draft: Partial<Refusal>): Decision => decisions(refusal(draft))[0];
const firefox = (draft: Partial<Refusal>): Decision => decisions(refusal(draft))[1];
const safari = (draft: Partial<Refusal>): Decision => decisions(refusal(draft))[2];

const allowed = (browser: string) => ({
  browser,
  outcome: 'allowed',
  error: null,
  messages: [],
  mdn: null,
});
const mdn = 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/';

const acao = 'access-control-allow-origin';
const acac = 'access-control-allow-credentials';
const acam = 'access-control-allow-methods';
const acah = 'access-control-allow-headers';
const preflight = { stage: 'preflight' } as const;
const include = { credentials: 'include' } as const;

describe('Chrome', () => {
  const onPreflight = "Response to preflight request doesn't pass access control check: ";
  const hint = ' Have the server send the header with a valid value.';
  it.each<[error: CorsError, draft: Partial<Refusal>, text: string, page: string]>([
    [
      'WildcardOriginNotAllowed',
      {},
      "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.",
      'CORSNotSupportingCredentials',
    ],
    [
      'PreflightMissingAllowOriginHeader',
      {},
      `${onPreflight}No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
      'CORSMissingAllowOrigin',
    ],
    [
      'MultipleAllowOriginValues',
      { response: says({ [acao]: 'a, b' }) },
      `The 'Access-Control-Allow-Origin' header contains multiple values 'a, b', but only one is allowed.${hint}`,
      'CORSMultipleAllowOriginNotAllowed',
    ],
    [
      'InvalidAllowOriginValue',
      { response: says({ [acao]: 'app.test' }) },
      `The 'Access-Control-Allow-Origin' header contains the invalid value 'app.test'.${hint}`,
      'CORSAllowOriginNotMatchingOrigin',
    ],
    [
      'InvalidAllowOriginValue',
      { response: null },
      `The 'Access-Control-Allow-Origin' header contains the invalid value ''.${hint}`,
      'CORSAllowOriginNotMatchingOrigin',
    ],
    [
      'PreflightAllowOriginMismatch',
      { response: says({ [acao]: 'https://a.test' }) },
      `${onPreflight}The 'Access-Control-Allow-Origin' header has a value 'https://a.test' that is not equal to the supplied origin.${hint}`,
      'CORSAllowOriginNotMatchingOrigin',
    ],
    [
      'InvalidAllowCredentials',
      { response: says({ [acac]: 'True' }) },
      "The value of the 'Access-Control-Allow-Credentials' header in the response is 'True' which must be 'true' when the request's credentials mode is 'include'.",
      'CORSMissingAllowCredentials',
    ],
    [
      'InvalidAllowCredentials',
      {},
      "The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.",
      'CORSMissingAllowCredentials',
    ],
    [
      'PreflightInvalidStatus',
      {},
      `${onPreflight}It does not have HTTP ok status.`,
      'CORSPreflightDidNotSucceed',
    ],
    [
      'PreflightDisallowedRedirect',
      {},
      `${onPreflight}Redirect is not allowed for a preflight request.`,
      'CORSExternalRedirectNotAllowed',
    ],
    [
      'InvalidAllowMethodsPreflightResponse',
      {},
      'Cannot parse Access-Control-Allow-Methods response header field in preflight response.',
      'CORSInvalidAllowMethod',
    ],
    [
      'InvalidAllowHeadersPreflightResponse',
      {},
      'Cannot parse Access-Control-Allow-Headers response header field in preflight response.',
      'CORSInvalidAllowHeader',
    ],
    [
      'MethodDisallowedByPreflightResponse',
      { parameter: 'PUT' },
      'Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.',
      'CORSMethodNotFound',
    ],
    [
      'HeaderDisallowedByPreflightResponse',
      { parameter: 'x-a' },
      'Request header field x-a is not allowed by Access-Control-Allow-Headers in preflight response.',
      'CORSMissingAllowHeaderFromPreflight',
    ],
    [
      'RedirectContainsCredentials',
      {},
      "Redirect location '' contains a username and password, which is disallowed for cross-origin requests.",
      'CORSDidNotSucceed',
    ],
    [
      'CorsDisabledScheme',
      {},
      'Cross origin requests are only supported for protocol schemes: chrome, chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http, https, isolated-app.',
      'CORSRequestNotHttp',
    ],
    ['InvalidResponse', {}, 'The response is invalid.', 'CORSDidNotSucceed'],
  ])('%s %j', (error, draft, text, page) => {
    expect(chrome({ error, ...draft })).toEqual({
      browser: 'Chrome',
      outcome: 'blocked',
      error,
      messages: [
        `Access to fetch at '${url}' from origin '${origin}' has been blocked by CORS policy: ${text}`,
      ],
      mdn: mdn + page,
    });
  });

  const said = (draft: Partial<Refusal>) => chrome(draft).messages[0];

  it.each([
    ['fetch', 'empty', 'fetch'],
    ['xhr', 'empty', 'XMLHttpRequest'],
    ['script', 'script', 'script'],
    ['stylesheet', 'style', 'CSS stylesheet'],
    ['image', 'image', 'image'],
    ['font', 'font', 'font'],
    ['media', 'video', 'video'],
    ['media', 'audio', 'audio'],
    ['texttrack', 'track', 'text track'],
    ['manifest', 'manifest', 'manifest'],
    ['other', 'empty', 'resource'],
    [null, 'empty', 'resource'],
  ])('names %s for %s "%s"', (client, destination, kind) => {
    expect(said({ client, destination })).toContain(`Access to ${kind} at '`);
  });

  it('names the first URL after a redirect', () => {
    expect(said({ firstUrl: 'https://api.test/a' })).toContain(
      `at '${url}' (redirected from 'https://api.test/a') from origin`,
    );
  });

  it('tells XMLHttpRequest about its attribute, and fetch() about a valid value', () => {
    const attribute =
      ' The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.';
    for (const error of ['WildcardOriginNotAllowed', 'InvalidAllowCredentials'] as const) {
      expect(said({ error, client: 'xhr' })?.endsWith(`is 'include'.${attribute}`)).toBe(true);
      expect(said({ error, client: 'image' })).toMatch(/is 'include'\.$/);
    }
    const error = 'AllowOriginMismatch';
    expect(said({ error, client: 'xhr' })).toMatch(/supplied origin\.$/);
  });

  it.each([
    ['http://192.168.1.1/', 'local'],
    ['http://printer.local/', 'local'],
    ['http://[fd00::1]/', 'loopback'],
    ['http://printer/', 'loopback'],
    ['http://127.0.0.1/', 'loopback'],
    ['http://app.localhost/', 'loopback'],
    ['http://api.test/', 'loopback'],
    ['no URL', 'loopback'],
  ])('puts %s into the address space "%s"', (url, space) => {
    expect(said({ url, error: 'InsecureLocalNetwork' })).toContain(
      `The request client is not a secure context and the resource is in more-private address space \`${space}\`.`,
    );
    expect(said({ url, error: 'LocalNetworkAccessPermissionDenied' })).toContain(
      `Permission was denied for this request to access the \`${space}\` address space.`,
    );
  });
});

describe('Firefox', () => {
  const frame = (why: string, at = url) =>
    `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${at}. (Reason: ${why}).`;
  const failed = `${frame('CORS request did not succeed')} Status code: (null).`;
  const missing = (status: number) =>
    `${frame('CORS header ‘Access-Control-Allow-Origin’ missing')} Status code: ${status}.`;
  const status = (code: number) =>
    `${frame('CORS preflight response did not succeed')} Status code: ${code}.`;
  const open = { [acao]: '*' };

  it.each<
    [
      name: string,
      draft: Partial<Refusal>,
      error: CorsError | null,
      page: string,
      messages: string[],
    ]
  >([
    [
      'a scheme without CORS',
      { error: 'CorsDisabledScheme', response: null },
      'CorsDisabledScheme',
      'CORSRequestNotHttp',
      [frame('CORS request not http')],
    ],
    [
      'a redirect to a scheme without CORS',
      { error: 'CorsDisabledScheme', response: says({ ...open, location: 'foo:bar' }, 302) },
      null,
      'CORSDidNotSucceed',
      [failed],
    ],
    [
      'a redirect to a URL with a user',
      { error: 'RedirectContainsCredentials', response: says({ ...open, location: '/b' }, 302) },
      null,
      'CORSDidNotSucceed',
      [failed],
    ],
    ['no response', { response: null }, null, 'CORSDidNotSucceed', [failed]],
    [
      'no response to the preflight',
      { ...preflight, response: null },
      null,
      'CORSDidNotSucceed',
      [failed],
    ],
    [
      'no Access-Control-Allow-Origin',
      { response: says({}, 500) },
      'MissingAllowOriginHeader',
      'CORSMissingAllowOrigin',
      [missing(500)],
    ],
    [
      'a redirect without the header: the request behind it fails, too',
      { response: says({ location: '/b' }, 302) },
      'MissingAllowOriginHeader',
      'CORSMissingAllowOrigin',
      [missing(302), failed],
    ],
    [
      'two lines',
      {
        response: { ...says({ [acao]: `${origin}, ${origin}` }), repeated: true },
      },
      'MultipleAllowOriginValues',
      'CORSMultipleAllowOriginNotAllowed',
      [frame('Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed')],
    ],
    [
      'the wildcard with credentials',
      { ...include, response: says(open) },
      'WildcardOriginNotAllowed',
      'CORSNotSupportingCredentials',
      [
        frame(
          'Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’',
          `‘${url}’`,
        ),
      ],
    ],
    [
      'another origin',
      { response: says({ [acao]: 'https://a.test' }) },
      'AllowOriginMismatch',
      'CORSAllowOriginNotMatchingOrigin',
      [frame('CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://a.test’')],
    ],
    [
      'the page’s origin where `Origin: null` was sent',
      { originSent: 'null', response: says({ [acao]: origin }) },
      'AllowOriginMismatch',
      'CORSAllowOriginNotMatchingOrigin',
      [frame(`CORS header ‘Access-Control-Allow-Origin’ does not match ‘${origin}’`)],
    ],
    [
      'credentials that are not allowed',
      { ...include, response: says({ [acao]: origin, [acac]: 'True' }) },
      'InvalidAllowCredentials',
      'CORSMissingAllowCredentials',
      [frame('expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’')],
    ],
    [
      'a preflight without the header: the request behind it fails, too',
      { ...preflight, response: says({}, 404) },
      'PreflightMissingAllowOriginHeader',
      'CORSMissingAllowOrigin',
      [missing(404), failed],
    ],
    [
      'a redirected preflight without the header',
      { ...preflight, response: says({ location: '/b' }, 302) },
      'PreflightMissingAllowOriginHeader',
      'CORSMissingAllowOrigin',
      [missing(302), failed, failed],
    ],
    [
      'a redirected preflight with it',
      { ...preflight, response: says({ ...open, location: '/b' }, 302) },
      'PreflightDisallowedRedirect',
      'CORSExternalRedirectNotAllowed',
      [frame('CORS request external redirect not allowed'), status(302), failed],
    ],
    [
      'a preflight that returns 403',
      { ...preflight, response: says(open, 403) },
      'PreflightInvalidStatus',
      'CORSPreflightDidNotSucceed',
      [status(403), failed],
    ],
    [
      'a preflight of the page’s own origin, which is spared the CORS check alone',
      { ...preflight, url: `${origin}/x`, response: says({}, 403) },
      'PreflightInvalidStatus',
      'CORSPreflightDidNotSucceed',
      [status(403), failed].map((line) => line.replace(url, `${origin}/x`)),
    ],
    [
      'a response of the page’s own origin, to which a redirect led back',
      { url: `${origin}/x`, response: says({}, 403) },
      'MissingAllowOriginHeader',
      'CORSMissingAllowOrigin',
      [missing(403).replace(url, `${origin}/x`)],
    ],
    [
      'a method that is no token',
      { ...preflight, response: says({ ...open, [acam]: 'GET, PUT it', [acah]: 'x a' }) },
      'InvalidAllowMethodsPreflightResponse',
      'CORSInvalidAllowMethod',
      [frame('invalid token ‘PUT it’ in CORS header ‘Access-Control-Allow-Methods’'), failed],
    ],
    [
      'a method that is not allowed, before a header that is no token',
      { ...preflight, response: says({ ...open, [acam]: 'put', [acah]: 'x a' }) },
      'MethodDisallowedByPreflightResponse',
      'CORSMethodNotFound',
      [frame('Did not find method in CORS header ‘Access-Control-Allow-Methods’'), failed],
    ],
    [
      'a header that is no token',
      { ...preflight, response: says({ ...open, [acam]: 'PUT', [acah]: 'x-a, x b' }) },
      'InvalidAllowHeadersPreflightResponse',
      'CORSInvalidAllowHeader',
      [frame('invalid token ‘x b’ in CORS header ‘Access-Control-Allow-Headers’'), failed],
    ],
    [
      'a header that is not allowed, the first by its name',
      { ...preflight, response: says({ ...open, [acam]: '*', [acah]: 'x-c' }) },
      'HeaderDisallowedByPreflightResponse',
      'CORSMissingAllowHeaderFromPreflight',
      [
        frame(
          'header ‘x-a’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response',
        ),
        failed,
      ],
    ],
    [
      'a wildcard for methods with credentials',
      { ...preflight, ...include, response: says({ [acao]: origin, [acac]: 'true', [acam]: '*' }) },
      'MethodDisallowedByPreflightResponse',
      'CORSMethodNotFound',
      [frame('Did not find method in CORS header ‘Access-Control-Allow-Methods’'), failed],
    ],
    [
      'a wildcard for headers with credentials',
      {
        ...preflight,
        ...include,
        response: says({ [acao]: origin, [acac]: 'true', [acam]: 'PUT', [acah]: 'X-A, *' }),
      },
      'HeaderDisallowedByPreflightResponse',
      'CORSMissingAllowHeaderFromPreflight',
      [
        frame(
          'header ‘x-b’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response',
        ),
        failed,
      ],
    ],
  ])('%s', (_, draft, error, page, messages) => {
    expect(firefox(draft)).toEqual({
      browser: 'Firefox',
      outcome: 'blocked',
      error,
      messages,
      mdn: mdn + page,
    });
  });

  it.each<[name: string, draft: Partial<Refusal>]>([
    ['the wildcard without credentials', { response: says(open) }],
    [
      'the page’s origin, with credentials',
      { ...include, response: says({ [acao]: origin, [acac]: 'true' }) },
    ],
    [
      'what a preflight allows by name',
      { ...preflight, response: says({ ...open, [acam]: 'PUT', [acah]: 'X-A, X-B' }) },
    ],
    ['both wildcards', { ...preflight, response: says({ ...open, [acam]: '*', [acah]: '*' }) }],
    [
      'a safelisted method that is not listed',
      { ...preflight, method: 'POST', headers: [], response: says(open) },
    ],
    [
      'a preflight of the page’s own origin',
      {
        ...preflight,
        url: `${origin}/x`,
        response: says({ [acam]: 'PUT', [acah]: '*' }),
      },
    ],
  ])('allows %s', (_, draft) => {
    expect(firefox(draft)).toEqual(allowed('Firefox'));
  });
});

describe('Safari', () => {
  const open = { [acao]: '*' };
  const companion = `Fetch API cannot load ${url} due to access control checks.`;
  const notAllowed = (status: number, sent = origin) =>
    `Origin ${sent} is not allowed by Access-Control-Allow-Origin. Status code: ${status}`;
  const redirect = `Cross-origin redirection to ${url} denied by Cross-Origin Resource Sharing policy.`;

  it.each<
    [name: string, draft: Partial<Refusal>, error: CorsError | null, page: string, text: string]
  >([
    [
      'no response',
      { error: 'PreflightMissingAllowOriginHeader', response: null },
      'PreflightMissingAllowOriginHeader',
      'CORSMissingAllowOrigin',
      redirect,
    ],
    [
      'a redirect to a URL with a user',
      { error: 'RedirectContainsCredentials', response: says(open, 302) },
      'RedirectContainsCredentials',
      'CORSDidNotSucceed',
      redirect,
    ],
    [
      'a scheme without CORS',
      { error: 'CorsDisabledScheme', response: says(open, 302) },
      'CorsDisabledScheme',
      'CORSRequestNotHttp',
      redirect,
    ],
    [
      'the status of a preflight before its headers',
      { ...preflight, response: says({}, 404) },
      'PreflightInvalidStatus',
      'CORSPreflightDidNotSucceed',
      'Preflight response is not successful. Status code: 404',
    ],
    [
      'a redirected preflight',
      { ...preflight, response: says({ location: '/b' }, 302) },
      'PreflightDisallowedRedirect',
      'CORSExternalRedirectNotAllowed',
      'Preflight response is not successful. Status code: 302',
    ],
    [
      'no Access-Control-Allow-Origin',
      { response: says({}, 500) },
      'MissingAllowOriginHeader',
      'CORSMissingAllowOrigin',
      notAllowed(500),
    ],
    [
      'another origin',
      { originSent: 'null', response: says({ [acao]: origin }) },
      'AllowOriginMismatch',
      'CORSAllowOriginNotMatchingOrigin',
      notAllowed(200, 'null'),
    ],
    [
      'more than one origin',
      { response: says({ [acao]: `${origin}, ${origin}` }) },
      'MultipleAllowOriginValues',
      'CORSMultipleAllowOriginNotAllowed',
      'Access-Control-Allow-Origin cannot contain more than one origin.',
    ],
    [
      'the wildcard with credentials',
      { ...include, response: says(open) },
      'WildcardOriginNotAllowed',
      'CORSNotSupportingCredentials',
      'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.',
    ],
    [
      'credentials that are not allowed',
      { ...include, response: says({ [acao]: origin, [acac]: 'True' }) },
      'InvalidAllowCredentials',
      'CORSMissingAllowCredentials',
      'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
    ],
    [
      'a preflight without the header',
      { ...preflight, response: says({}, 204) },
      'PreflightMissingAllowOriginHeader',
      'CORSMissingAllowOrigin',
      notAllowed(204),
    ],
    [
      'a method that is no token',
      { ...preflight, response: says({ ...open, [acam]: 'GET, PUT it' }) },
      'InvalidAllowMethodsPreflightResponse',
      'CORSInvalidAllowMethod',
      'Header Access-Control-Allow-Methods has an invalid value: GET, PUT it',
    ],
    [
      'a header that is no token, before a method that is not allowed',
      { ...preflight, response: says({ ...open, [acah]: 'x-a, x b' }) },
      'InvalidAllowHeadersPreflightResponse',
      'CORSInvalidAllowHeader',
      'Header Access-Control-Allow-Headers has an invalid value: x-a, x b',
    ],
    [
      'a method that is not allowed',
      { ...preflight, response: says({ ...open, [acam]: 'put' }) },
      'MethodDisallowedByPreflightResponse',
      'CORSMethodNotFound',
      'Method PUT is not allowed by Access-Control-Allow-Methods.',
    ],
    [
      'a header that is not allowed, the first of the request',
      { ...preflight, response: says({ ...open, [acam]: '*', [acah]: 'x-c' }) },
      'HeaderDisallowedByPreflightResponse',
      'CORSMissingAllowHeaderFromPreflight',
      'Request header field x-b is not allowed by Access-Control-Allow-Headers.',
    ],
    [
      'a wildcard for methods with credentials',
      { ...preflight, ...include, response: says({ [acao]: origin, [acac]: 'true', [acam]: '*' }) },
      'MethodDisallowedByPreflightResponse',
      'CORSMethodNotFound',
      'Method PUT is not allowed by Access-Control-Allow-Methods.',
    ],
    [
      'a wildcard for headers with credentials',
      {
        ...preflight,
        ...include,
        response: says({ [acao]: origin, [acac]: 'true', [acam]: 'PUT', [acah]: 'X-B, *' }),
      },
      'HeaderDisallowedByPreflightResponse',
      'CORSMissingAllowHeaderFromPreflight',
      'Request header field x-a is not allowed by Access-Control-Allow-Headers.',
    ],
  ])('%s', (_, draft, error, page, text) => {
    expect(safari(draft)).toEqual({
      browser: 'Safari',
      outcome: 'blocked',
      error,
      messages: [text, companion],
      mdn: mdn + page,
    });
  });

  it('names who asked, where it is a script', () => {
    expect(safari({ client: 'xhr' }).messages[1]).toBe(
      `XMLHttpRequest cannot load ${url} due to access control checks.`,
    );
    for (const client of ['image', null]) expect(safari({ client }).messages).toHaveLength(1);
  });

  it.each<[name: string, draft: Partial<Refusal>]>([
    ['local network access, which it does not have', { error: 'InsecureLocalNetwork' }],
    ['the wildcard without credentials', { response: says(open) }],
    [
      'the page’s origin, with credentials',
      { ...include, response: says({ [acao]: origin, [acac]: 'true' }) },
    ],
    [
      'what a preflight allows by name',
      { ...preflight, response: says({ ...open, [acam]: 'PUT', [acah]: 'X-A, X-B' }) },
    ],
    ['both wildcards', { ...preflight, response: says({ ...open, [acam]: '*', [acah]: '*' }) }],
    [
      'a safelisted method that is not listed',
      { ...preflight, method: 'POST', headers: [], response: says(open) },
    ],
  ])('allows %s', (_, draft) => {
    expect(safari(draft)).toEqual(allowed('Safari'));
  });
});

describe('an exchange that CORS blocked', () => {
  /** The decisions about the exchange of a case. */
  function decided(test: Omit<Case, 'name'>): readonly Decision[] {
    const finding = findingOf({ name: 'a case', ...test });
    return finding ? decisionsOf(finding.exchange, finding.verdict) : [];
  }
  const named = { 'Access-Control-Allow-Origin': 'https://app.example.com' };

  it('is judged by the preflight that was refused, with what it asked for', () => {
    const made = decided({
      method: 'PUT',
      headers: { 'X-A': '1' },
      preflight: { status: 204, headers: { ...named, 'Access-Control-Allow-Methods': 'PUT' } },
      error: 'HeaderDisallowedByPreflightResponse',
    });
    expect(made.map(({ error }) => error)).toEqual(
      made.map(() => 'HeaderDisallowedByPreflightResponse'),
    );
    expect(made.map(({ messages }) => messages[0])).toEqual([
      "Access to fetch at 'https://api.example.com/v1/items' from origin 'https://app.example.com' has been blocked by CORS policy: Request header field x-a is not allowed by Access-Control-Allow-Headers in preflight response.",
      'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/v1/items. (Reason: header ‘x-a’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).',
      'Request header field x-a is not allowed by Access-Control-Allow-Headers.',
    ]);
  });

  it('is judged by the response where the preflight passed', () => {
    const made = decided({
      method: 'PUT',
      preflight: { status: 204, headers: { ...named, 'Access-Control-Allow-Methods': 'PUT' } },
      response: { status: 500 },
      error: 'MissingAllowOriginHeader',
    });
    expect(made.map(({ error }) => error)).toEqual(made.map(() => 'MissingAllowOriginHeader'));
  });

  it('had credentials where only they explain the failed check', () => {
    const made = decided({
      credentials: true,
      response: { status: 200, headers: { 'Access-Control-Allow-Origin': '*' } },
      error: 'WildcardOriginNotAllowed',
    });
    expect(made.map(({ error }) => error)).toEqual(made.map(() => 'WildcardOriginNotAllowed'));
    const refused = decided({
      credentials: true,
      response: { status: 200, headers: named },
      error: 'InvalidAllowCredentials',
    });
    expect(refused.map(({ error }) => error)).toEqual(made.map(() => 'InvalidAllowCredentials'));
  });

  it('was for the method that its preflight asked for', () => {
    const made = decided({
      method: 'PATCH',
      preflight: { status: 204, headers: { ...named, 'Access-Control-Allow-Methods': 'PUT' } },
      error: 'MethodDisallowedByPreflightResponse',
    });
    expect(made[0]?.messages[0]).toMatch(/Method PATCH is not allowed/);
    expect(made[2]?.messages[0]).toBe(
      'Method PATCH is not allowed by Access-Control-Allow-Methods.',
    );
  });

  it('had credentials where the recording says so, and none where it does not', () => {
    const response = { status: 200, headers: { 'Access-Control-Allow-Origin': 'https://a.test' } };
    const finding = findingOf({ name: 'a case', response, error: 'AllowOriginMismatch' });
    if (finding?.verdict.outcome !== 'blocked') throw new Error('It is not blocked.');
    const [hop] = finding.exchange.hops;
    const wildcard = {
      ...hop,
      response: { status: 200, headers: [['access-control-allow-origin', '*'] as const] },
    };
    const outcomes = (credentials: 'include' | 'omit') =>
      decisionsOf({ ...finding.exchange, credentials, hops: [wildcard] }, {
        ...finding.verdict,
        error: 'AllowOriginMismatch',
      } as typeof finding.verdict).map(({ outcome }) => outcome);
    expect(outcomes('include')).toEqual(['blocked', 'blocked', 'blocked']);
    expect(outcomes('omit')).toEqual(['blocked', 'allowed', 'allowed']);
  });

  it('was redirected from its first URL, with the Origin of the last request', () => {
    const [chrome, firefox] = decided({
      url: 'https://api.example.com/a',
      response: { status: 302, headers: { ...named, Location: 'https://cdn.example.net/b' } },
      followed: [{ response: { status: 200, headers: named } }],
      error: 'AllowOriginMismatch',
    });
    expect(chrome?.messages[0]).toContain(
      "at 'https://cdn.example.net/b' (redirected from 'https://api.example.com/a') from origin",
    );
    // `Origin: null` was sent, so the page's origin does not match.
    expect(firefox?.error).toBe('AllowOriginMismatch');
  });

  it('is one: what was allowed has no decisions', () => {
    expect(decided({ response: { status: 200, headers: named }, error: null })).toEqual([]);
  });
});
