import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { corsCheck } from '../src/cors/cors-check.ts';
import { corsErrors } from '../src/cors/errors.ts';
import { bytesOf, extractTokens, get, type HeaderList } from '../src/cors/headers.ts';
import { isSafelistedMethod, normalizeMethod } from '../src/cors/method.ts';
import { preflightCheck, requestedHeaders } from '../src/cors/preflight.ts';
import {
  follow,
  methodAfter,
  redirectCheck,
  redirectLocation,
  serializedOrigin,
  startState,
} from '../src/cors/redirect.ts';
import { isSafelistedRequestHeader, unsafeRequestHeaderNames } from '../src/cors/safelist.ts';
import { Session } from '../src/session.ts';
import { decisions, decisionsOf } from '../src/verdict/console.ts';

const origin = 'http://app.test';

/** The error and value of the CORS check over these values of allow-origin. */
function check(values: readonly string[], credentials: 'include' | 'omit' = 'omit', acac?: string) {
  const headers: HeaderList = [
    ...values.map((value) => ['access-control-allow-origin', value] as const),
    ...(acac === undefined ? [] : [['access-control-allow-credentials', acac] as const]),
  ];
  return corsCheck({ origin, credentials }, headers)[0] ?? null;
}

describe('the CORS check', () => {
  it.for([[['*']], [[' *  ']], [['\t*']], [[origin]], [[` ${origin} \t`]]] as const)(
    'lets %j pass',
    ([values]) => {
      expect(check(values)).toBeNull();
    },
  );

  it.for([
    [[], 'MissingAllowOriginHeader', null],
    [[`${origin}/`], 'AllowOriginMismatch', `${origin}/`],
    [['HTTP://APP.TEST'], 'AllowOriginMismatch', 'HTTP://APP.TEST'],
    [['null'], 'AllowOriginMismatch', 'null'],
    [['http://a%20b'], 'AllowOriginMismatch', 'http://a%20b'],
    [['http://xn--a'], 'AllowOriginMismatch', 'http://xn--a'],
    [['http://aÃ¤b.test'], 'AllowOriginMismatch', 'http://aäb.test'],
    [['http://aäb.test'], 'InvalidAllowOriginValue', ''],
    [['HTTP://XN--A/?b'], 'AllowOriginMismatch', 'HTTP://XN--A/?b'],
    [['http://*'], 'AllowOriginMismatch', 'http://*'],
    [['http:app.test'], 'AllowOriginMismatch', 'http:app.test'],
    [['foo:bar'], 'AllowOriginMismatch', 'foo:bar'],
    [['http://app.test:x'], 'InvalidAllowOriginValue', 'http://app.test:x'],
    [['ï»¿*'], 'InvalidAllowOriginValue', '\ufeff*'],
    [['☃'], 'InvalidAllowOriginValue', '☃'],
    [[''], 'InvalidAllowOriginValue', ''],
    [['**'], 'InvalidAllowOriginValue', '**'],
    [['app.test'], 'InvalidAllowOriginValue', 'app.test'],
    [['*', '*'], 'MultipleAllowOriginValues', '*, *'],
    [[`${origin} ${origin}`], 'MultipleAllowOriginValues', `${origin} ${origin}`],
    [[`${origin},*`], 'MultipleAllowOriginValues', `${origin},*`],
  ] as const)('names %j as Chromium does: %s', ([values, error, parameter]) => {
    expect(check(values)).toEqual({ error, parameter });
  });

  it('takes "true" byte by byte, and only where credentials were sent', () => {
    for (const value of ['True', 'TRUE', 'false', '1', '', 'true, true', '"true"']) {
      expect(check([origin], 'include', value)?.error).toBe('InvalidAllowCredentials');
      expect(check([origin], 'omit', value)).toBeNull();
    }
    expect(check([origin], 'include', 'true')).toBeNull();
    for (const [value, parameter] of [
      [undefined, ''],
      ['True', 'True'],
      ['Ã¤', 'ä'],
      ['ä', ''],
    ] as const) {
      expect(check([origin], 'include', value)?.parameter).toBe(parameter);
    }
    expect(check(['*'], 'include', 'true')?.error).toBe('WildcardOriginNotAllowed');
  });
});

describe('the preflight', () => {
  const response = (status: number, lines: Record<string, string> = {}) => ({
    status,
    headers: Object.entries({ 'access-control-allow-origin': '*', ...lines }),
  });
  const ask = (
    reply: ReturnType<typeof response>,
    { method = 'PUT', headers = ['x-test'], credentials = 'omit' as 'include' | 'omit' } = {},
  ) => preflightCheck({ origin, credentials, method, headers }, reply).map(({ error }) => error);
  const both = { 'access-control-allow-methods': 'PUT', 'access-control-allow-headers': 'x-test' };

  it('needs a status from 200 to 299, asked after the CORS check', () => {
    for (const status of [200, 204, 226, 299]) expect(ask(response(status, both))).toEqual([]);
    for (const status of [300, 304, 400, 401, 404, 405, 500, 503, 790])
      expect(ask(response(status, both))).toEqual(['PreflightInvalidStatus']);
    expect(ask({ status: 404, headers: [] })[0]).toBe('PreflightMissingAllowOriginHeader');
  });

  it('may not be redirected, whatever its headers say', () => {
    expect(ask(response(302, { location: '/x' }))).toEqual(['PreflightDisallowedRedirect']);
    expect(ask(response(302, both))).toEqual(['PreflightInvalidStatus']);
  });

  it('names each fault with the value that failed, the first of the browser first', () => {
    const request = {
      origin,
      credentials: 'omit',
      method: 'PUT',
      headers: ['x-a', 'x-b'],
    } as const;
    expect(preflightCheck(request, response(308, { ...both, location: '/x' }))).toEqual([
      { error: 'PreflightDisallowedRedirect', parameter: null },
    ]);
    expect(preflightCheck(request, { status: 199, headers: [] })).toEqual([
      { error: 'PreflightMissingAllowOriginHeader', parameter: null },
      { error: 'PreflightInvalidStatus', parameter: null },
      { error: 'MethodDisallowedByPreflightResponse', parameter: 'PUT' },
      { error: 'HeaderDisallowedByPreflightResponse', parameter: 'x-a' },
      { error: 'HeaderDisallowedByPreflightResponse', parameter: 'x-b' },
    ]);
    expect(
      preflightCheck(
        request,
        response(200, {
          'access-control-allow-methods': 'GET PUT',
          'access-control-allow-headers': 'x-a x-b',
        }),
      ),
    ).toEqual([
      { error: 'InvalidAllowMethodsPreflightResponse', parameter: null },
      { error: 'InvalidAllowHeadersPreflightResponse', parameter: null },
    ]);
  });

  it('reads the requested headers in the order of the wire', () => {
    expect(requestedHeaders([])).toEqual([]);
    expect(requestedHeaders([['access-control-request-headers', 'X-B,\tx-a ,, ,x-c']])).toEqual([
      'x-b',
      'x-a',
      'x-c',
    ]);
  });

  it('compares methods with case and headers without', () => {
    expect(ask(response(200, { ...both, 'access-control-allow-methods': 'put' }))).toEqual([
      'MethodDisallowedByPreflightResponse',
    ]);
    expect(ask(response(200, { ...both, 'access-control-allow-headers': 'X-TEST' }))).toEqual([]);
    expect(
      ask(response(200, { 'access-control-allow-headers': 'x-test' }), { method: 'POST' }),
    ).toEqual([]);
  });

  it('reads * as a wildcard only without credentials', () => {
    const stars = { 'access-control-allow-methods': '*', 'access-control-allow-headers': '*' };
    expect(ask(response(200, stars))).toEqual([]);
    expect(ask(response(200, stars), { headers: ['authorization'] })).toEqual([]);
    const exact = { ...stars, 'access-control-allow-origin': origin };
    const include = { credentials: 'include' as const };
    expect(
      ask(response(200, { ...exact, 'access-control-allow-credentials': 'true' }), include),
    ).toEqual(['MethodDisallowedByPreflightResponse', 'HeaderDisallowedByPreflightResponse']);
  });

  it('passes over empty members and refuses what is no token', () => {
    expect(extractTokens([['a', ', ,GET,,PUT,']], 'a')).toEqual(['GET', 'PUT']);
    for (const value of ['GET PUT', '"PUT"', 'GET;PUT', 'a b', 'PUT\0'])
      expect(extractTokens([['a', value]], 'a')).toBeNull();
  });
});

describe('the safelists', () => {
  it('counts safelisted headers as unsafe where they exceed 1024 bytes together', () => {
    const eight = Array.from({ length: 8 }, () => ['Accept', '0'.repeat(128)] as const);
    expect(unsafeRequestHeaderNames(eight)).toEqual([]);
    expect(unsafeRequestHeaderNames([...eight, ['Content-Language', 'd'], ['X-A', '']])).toEqual([
      'accept',
      'content-language',
      'x-a',
    ]);
  });

  it('knows three methods, and upper-cases six', () => {
    expect(['GET', 'HEAD', 'POST', 'PUT', 'get'].filter(isSafelistedMethod)).toEqual([
      'GET',
      'HEAD',
      'POST',
    ]);
    expect(['get', 'head', 'Post'].map(normalizeMethod)).toEqual(['GET', 'HEAD', 'POST']);
    expect(['put', 'delete', 'options', 'patch', 'Purge'].map(normalizeMethod)).toEqual([
      'PUT',
      'DELETE',
      'OPTIONS',
      'patch',
      'Purge',
    ]);
  });

  it.for([
    ['content-type', 'text/plain', true],
    ['content-type', 'text/plain;garbage', true],
    ['content-type', 'TEXT/PLAIN; charset=utf-8', true],
    ['content-type', 'multipart/form-data', true],
    ['content-type', ' application/x-www-form-urlencoded \t;', true],
    ['content-type', 'a text/plain', false],
    ['content-type', 'text/plainer', false],
    ['content-type', '', false],
    ['content-type', 'text/plain,', false],
    ['content-type', 'text/plain\x0b', false],
    ['content-type', 'multipart/form-data;"', false],
    ['content-type', 'application/json', false],
    ['content-type', `text/plain; l=${'0'.repeat(113)}`, true],
    ['content-type', `text/plain; l=${'0'.repeat(115)}`, false],
    ['range', 'bytes=100-200', true],
    ['range', 'bytes=200-', true],
    ['range', 'bytes=200-200', true],
    ['range', 'kbytes=1-2', false],
    ['range', 'bytes=-200', false],
    ['range', 'bytes=200-100', false],
    ['range', 'bytes=100-200,300-400', false],
    ['accept', '*/*', true],
    ['accept', '"', false],
    ['accept', '0'.repeat(128), true],
    ['accept', '0'.repeat(129), false],
    ['accept-language', 'en, de;q=0.5', true],
    ['content-language', 'de', true],
    ['accept-language', '@', false],
    ['content-language', '\x01', false],
    ['authorization', 'x', false],
    ['dpr', '1', false],
    ['x-test', '', false],
  ] as const)('%s: %s is safelisted: %s', ([name, value, expected]) => {
    expect(isSafelistedRequestHeader(name, value)).toBe(expected);
    expect(unsafeRequestHeaderNames([[name.toUpperCase(), value]])).toEqual(expected ? [] : [name]);
  });
});

describe('a redirect', () => {
  it('takes the origin away on the way from one foreign server to another', () => {
    const first = startState(origin, 'http://api.test/');
    expect(follow(first, 'http://api.test/', 'http://api.test/b').tainted).toBe(false);
    expect(follow(first, 'http://api.test/', 'http://third.test/').tainted).toBe(true);
    expect(follow(first, 'http://api.test/', `${origin}/`).tainted).toBe(true);
    const own = startState(origin, `${origin}/`);
    expect(follow(own, `${origin}/`, 'http://api.test/').tainted).toBe(false);
  });

  it('is one by its status and its Location', () => {
    const at = (status: number, ...lines: string[]) =>
      redirectLocation({ status, headers: lines.map((line) => ['location', line]) });
    for (const status of [301, 302, 303, 307, 308]) expect(at(status, '/x')).toBe('/x');
    for (const status of [200, 201, 300, 304, 305, 306, 309]) expect(at(status, '/x')).toBeNull();
    expect(at(302)).toBeNull();
    expect(at(302, '')).toBe('');
    expect(at(302, '/x', '/x')).toBe('/x');
    expect(at(302, '/x', '/y')).toBe('/x, /y');
  });

  it.for([
    ['POST', 301, 'GET'],
    ['POST', 302, 'GET'],
    ['POST', 303, 'GET'],
    ['POST', 307, 'POST'],
    ['POST', 308, 'POST'],
    ['PUT', 301, 'PUT'],
    ['PUT', 302, 'PUT'],
    ['PUT', 303, 'GET'],
    ['HEAD', 301, 'HEAD'],
    ['HEAD', 303, 'HEAD'],
    ['GET', 303, 'GET'],
  ] as const)('turns %s with %i into %s', ([method, status, next]) => {
    expect(methodAfter(method, status)).toBe(next);
  });

  it('keeps the CORS flag and the taint once they are set', () => {
    const own = startState(origin, `${origin}/`);
    expect(own).toEqual({ origin, corsFlag: false, tainted: false });
    expect(follow(own, `${origin}/`, `${origin}/b`)).toEqual(own);
    const away = follow(own, `${origin}/`, 'http://api.test/');
    expect(away).toEqual({ origin, corsFlag: true, tainted: false });
    expect(serializedOrigin(away)).toBe(origin);
    const back = follow(away, 'http://api.test/', `${origin}/`);
    expect(back).toEqual({ origin, corsFlag: true, tainted: true });
    expect(serializedOrigin(back)).toBe('null');
    expect(follow(back, `${origin}/`, `${origin}/b`)).toEqual(back);
  });

  it('may carry a user only within the page’s origin', () => {
    const own = startState(origin, `${origin}/`);
    const user = 'http://u:p@app.test/b';
    expect(redirectCheck(own, user)).toBeNull();
    expect(redirectCheck(own, 'http://u:p@api.test/')).toBe('RedirectContainsCredentials');
    expect(redirectCheck({ ...own, corsFlag: true }, user)).toBe('RedirectContainsCredentials');
    expect(redirectCheck({ ...own, tainted: true }, user)).toBe('RedirectContainsCredentials');
    expect(redirectCheck(own, 'http://:p@api.test/')).toBe('RedirectContainsCredentials');
  });

  it('leaves a URL that cannot be parsed to the browser', () => {
    const state = startState(origin, 'http://api.test/');
    expect(redirectCheck(state, 'http://')).toBeNull();
    expect(redirectCheck(state, 'https://api.test/')).toBeNull();
    expect(redirectCheck(state, 'xhttp://api.test/')).toBe('CorsDisabledScheme');
    expect(redirectCheck(state, 'httpsx://api.test/')).toBe('CorsDisabledScheme');
    expect(redirectCheck(state, 'ftp://api.test/')).toBe('CorsDisabledScheme');
  });

  it('may not carry a user or lead to a scheme without CORS', () => {
    const state = startState(origin, 'http://api.test/');
    expect(redirectCheck(state, 'http://u:p@api.test/')).toBe('RedirectContainsCredentials');
    expect(redirectCheck(state, 'http://u@api.test/')).toBe('RedirectContainsCredentials');
    expect(redirectCheck(state, 'http://@api.test/')).toBeNull();
    expect(redirectCheck(state, 'foo:bar')).toBe('CorsDisabledScheme');
  });

  it('reads the bytes of a value as windows-1252, unless it has other characters', () => {
    expect([...(bytesOf('a\x7f€\x81ŸÿÀ') ?? [])]).toEqual([
      0x61, 0x7f, 0x80, 0x81, 0x9f, 0xff, 0xc0,
    ]);
    expect(bytesOf('☃')).toBeNull();
    expect(bytesOf('Ā')).toBeNull();
  });

  it('escapes bytes of Location that are not ASCII', () => {
    const at = (location: string) =>
      redirectLocation({ status: 302, headers: [['location', location]] });
    expect(at('/bä')).toBe('/b%E4');
    expect(at('/bÃ¤')).toBe('/b%C3%A4');
    expect(at('/\x7f\x80')).toBe('/\x7f%80');
    expect(at('ä')).toBe('%E4');
    expect(at('/b☃')).toBe('/b☃');
  });
});

const bytes = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    '',
    '*',
    origin,
    'null',
    'true',
    '\0',
    '\x7f',
    '\ud800',
    'a'.repeat(65536),
    ', ,',
  ),
);
const names = fc.oneof(
  fc.constantFrom(
    'access-control-allow-origin',
    'access-control-allow-credentials',
    'access-control-allow-methods',
    'access-control-allow-headers',
    'location',
    '',
  ),
  fc.string({ maxLength: 10 }),
);
const headers = fc.array(fc.tuple(names, bytes), { maxLength: 8 });

describe('whatever the network says', () => {
  test('no check throws, and every error has a name of the protocol', () => {
    fc.assert(
      fc.property(
        headers,
        fc.integer({ min: 0, max: 999 }),
        bytes,
        fc.array(bytes, { maxLength: 4 }),
        fc.constantFrom('include' as const, 'omit' as const),
        (lines, status, method, asked, credentials) => {
          const request = { origin, credentials, method, headers: asked };
          const failures = [
            ...corsCheck(request, lines),
            ...preflightCheck(request, { status, headers: lines }),
          ];
          for (const { error } of failures) expect(corsErrors).toContain(error);
          redirectLocation({ status, headers: lines });
          unsafeRequestHeaderNames(lines);
          requestedHeaders(lines);
          for (const [name] of lines) get(lines, name);
          for (const [, value] of lines) bytesOf(value);
        },
      ),
    );
  });

  test('every browser decides, and prints text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...corsErrors),
        headers,
        fc.option(fc.integer({ min: 100, max: 999 }), { nil: null }),
        bytes,
        fc.constantFrom('preflight' as const, 'response' as const),
        (error, lines, status, value, stage) => {
          const made = decisions({
            error,
            parameter: value,
            stage,
            url: 'http://api.test/x',
            firstUrl: 'http://api.test/x',
            origin,
            originSent: origin,
            client: 'fetch',
            destination: 'empty',
            credentials: 'omit',
            method: value,
            headers: [value],
            response: status === null ? null : { status, headers: lines },
          });
          expect(made.map(({ browser }) => browser)).toEqual(['Chrome', 'Firefox', 'Safari']);
          for (const { outcome, messages } of made)
            expect(messages.length > 0).toBe(outcome === 'blocked');
        },
      ),
    );
  });

  test('a verdict is reached for every entry, or said to be undetermined', () => {
    const line = fc.record({ name: names, value: bytes });
    const entry = fc.record({
      _resourceType: fc.constantFrom('fetch', 'xhr', 'preflight', 'image', 'other'),
      startedDateTime: fc.constantFrom('2026-11-21T07:00:00.000Z', 'never'),
      time: fc.constantFrom(0, 5, -1, Number.NaN),
      request: fc.record({
        method: fc.constantFrom('GET', 'PUT', 'OPTIONS', '\0'),
        url: fc.constantFrom('http://api.test/x', 'http://third.test/', 'foo:bar', 'data:,'),
        headers: fc.array(
          fc.oneof(
            line,
            fc.constant({ name: 'Origin', value: origin }),
            fc.constant({ name: 'Access-Control-Request-Method', value: 'PUT' }),
          ),
          { maxLength: 5 },
        ),
      }),
      response: fc.record({
        status: fc.constantFrom(0, 200, 204, 302, 404, 500, 999),
        headers: fc.array(line, { maxLength: 6 }),
        _error: fc.constantFrom(
          null,
          '',
          'net::ERR_FAILED',
          'net::ERR_ABORTED',
          'net::ERR_INVALID_REDIRECT',
        ),
      }),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
        const session = new Session({ source: 'chromium', complete: true });
        session.add(entries, 0);
        session.flush();
        for (const { exchange, verdict } of session.findings()) {
          expect(['allowed', 'blocked', 'failed', 'undetermined', 'pending']).toContain(
            verdict.outcome,
          );
          decisionsOf(exchange, verdict);
        }
      }),
    );
  });
});

describe('the three browsers', () => {
  const refusal = {
    parameter: null,
    url: 'https://api.test/x',
    firstUrl: 'https://api.test/x',
    origin: 'https://app.test',
    originSent: 'https://app.test',
    client: 'fetch',
    destination: 'empty',
    credentials: 'omit',
    method: 'PUT',
    headers: [],
  } as const;

  it('differ on a preflight that returns 404 without CORS headers', () => {
    const made = decisions({
      ...refusal,
      error: 'PreflightMissingAllowOriginHeader',
      stage: 'preflight',
      response: { status: 404, headers: [] },
    });
    expect(made.map(({ error }) => error)).toEqual([
      'PreflightMissingAllowOriginHeader',
      'PreflightMissingAllowOriginHeader',
      'PreflightInvalidStatus',
    ]);
    expect(made.map(({ messages }) => messages[0])).toEqual([
      "Access to fetch at 'https://api.test/x' from origin 'https://app.test' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
      'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.test/x. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 404.',
      'Preflight response is not successful. Status code: 404',
    ]);
  });

  it('agree that a plain answer lacks the header, and two of them print its status', () => {
    const made = decisions({
      ...refusal,
      error: 'MissingAllowOriginHeader',
      stage: 'response',
      response: { status: 500, headers: [] },
    });
    expect(made.every(({ outcome }) => outcome === 'blocked')).toBe(true);
    expect(made.map(({ messages }) => /500/.test(messages[0] ?? ''))).toEqual([false, true, true]);
    expect(made[0].mdn).toMatch(/CORSMissingAllowOrigin$/);
  });
});
