import { describe, expect, it } from 'vitest';
import type { HeaderList } from '../src/cors/headers.ts';
import type {
  ErrorKind,
  Exchange,
  Hop,
  Leg,
  NetworkError,
  Response,
} from '../src/recording/types.ts';
import { provenByPassing } from '../src/verdict/checks.ts';
import { examine } from '../src/verdict/examine.ts';
import { firefoxPreflightCheck } from '../src/verdict/firefox-preflight.ts';
import { decisiveStep, hopAt } from '../src/verdict/step.ts';

/* What follows from an exchange as it was recorded, whoever recorded it. */

const origin = 'https://app.test';
const api = 'https://api.test/x';

const failed: NetworkError = { kind: 'failed', text: 'net::ERR_FAILED' };
const says = (status: number, headers: Record<string, string> = {}): Response => ({
  status,
  headers: Object.entries(headers),
});
const hop = (draft: Partial<Hop>): Hop => ({
  method: 'GET',
  url: api,
  headers: [['origin', origin]],
  response: null,
  error: null,
  startedAt: 0,
  duration: 1,
  entry: 0,
  ...draft,
});
const leg = (draft: Partial<Leg>): Leg => ({ ...hop(draft), preflight: null, ...draft });
/** A preflight for PUT and these headers. */
const asks = (response: Response | null, headers: HeaderList = [], draft: Partial<Hop> = {}): Hop =>
  hop({
    method: 'OPTIONS',
    headers: [['origin', origin], ['access-control-request-method', 'PUT'], ...headers],
    response,
    ...draft,
  });
const exchange = (draft: Partial<Exchange>, ...hops: Leg[]): Exchange => ({
  id: 'x0',
  source: 'chromium',
  origin,
  page: `${origin}/`,
  mode: 'cors',
  destination: 'empty',
  client: 'fetch',
  credentials: 'unknown',
  reported: 'failed',
  hops: hops as unknown as Exchange['hops'],
  initiator: null,
  simulated: false,
  ...draft,
});
const verdictOf = (draft: Partial<Exchange>, ...hops: Leg[]) =>
  examine(exchange(draft, ...hops)).verdict;

const acao = 'access-control-allow-origin';
const any = { [acao]: '*' };
const named = { [acao]: origin };
const included = { ...named, 'access-control-allow-credentials': 'true' };
const allowsPut = { 'access-control-allow-methods': 'PUT' };
const unknown = { reported: 'unknown' } as const;

describe('what the browser says', () => {
  it('decides where it succeeded or was still running', () => {
    const bad = leg({ response: says(200) });
    expect(examine(exchange({ reported: 'succeeded' }, bad))).toEqual({
      verdict: { outcome: 'allowed' },
      failures: [],
    });
    expect(examine(exchange({ reported: 'pending' }, bad))).toEqual({
      verdict: { outcome: 'pending' },
      failures: [],
    });
  });

  it('decides about a no-cors request, whose headers nobody checks', () => {
    const mode = { mode: 'no-cors' } as const;
    const orb: NetworkError = { kind: 'orb', text: 'net::ERR_BLOCKED_BY_ORB' };
    const bad = leg({ response: says(200), error: orb });
    expect(examine(exchange(mode, leg({}), bad))).toEqual({
      verdict: { outcome: 'failed', error: orb, step: { kind: 'response', hop: 1 } },
      failures: [],
    });
    expect(verdictOf(mode, leg({ response: says(200) }))).toEqual({ outcome: 'allowed' });
    expect(verdictOf({ ...mode, ...unknown }, bad)).toEqual({ outcome: 'allowed' });
  });

  it('is the cause, unless it only says that the request failed', () => {
    const refused: NetworkError = { kind: 'refused', text: 'net::ERR_CONNECTION_REFUSED' };
    expect(examine(exchange({}, leg({ error: refused })))).toEqual({
      verdict: { outcome: 'failed', error: refused, step: { kind: 'response', hop: 0 } },
      failures: [],
    });
    const guessed: NetworkError = { ...refused, inferred: true };
    expect(verdictOf({}, leg({ error: guessed }))).toMatchObject({ certainty: 'likely' });
    for (const kind of ['failed', 'cors'] as const) {
      const error = { kind, text: 'x' };
      expect(verdictOf({}, leg({ error, response: says(200) }))).toMatchObject({
        outcome: 'blocked',
        error: 'MissingAllowOriginHeader',
      });
    }
  });

  it('is about the preflight where that failed, and about the redirect that was returned', () => {
    const reset: NetworkError = { kind: 'reset', text: 'net::ERR_CONNECTION_RESET' };
    const step = (draft: Partial<Leg>) => {
      const verdict = verdictOf({}, leg({ error: reset, ...draft }));
      return verdict.outcome === 'failed' && verdict.step.kind;
    };
    expect(step({ preflight: asks(null, [], { error: reset }) })).toBe('preflight');
    expect(step({ preflight: asks(says(204)) })).toBe('response');
    const both = { preflight: asks(null, [], { error: reset }), response: says(200) };
    expect(step(both)).toBe('response');
    expect(step({ response: says(302, { location: '/b' }) })).toBe('redirect');
  });

  it('is read as a failed check where the scheme is none of CORS', () => {
    const check = {
      error: 'CorsDisabledScheme',
      parameter: null,
      step: { kind: 'response', hop: 0 },
      certainty: 'certain',
    };
    expect(examine(exchange({}, leg({ url: 'myapp://open', error: failed })))).toEqual({
      verdict: { outcome: 'blocked', ...check },
      failures: [check],
    });
    const redirected = 'myapp://open?url=https://app.test';
    expect(verdictOf({}, leg({ url: redirected, error: failed })).outcome).toBe('blocked');
    expect(verdictOf({}, leg({ url: 'HTTPS://api.test', error: failed })).outcome).toBe(
      'undetermined',
    );
    expect(
      verdictOf({}, leg({ url: 'myapp://open', error: { ...failed, kind: 'aborted' } })),
    ).toMatchObject({
      outcome: 'failed',
    });
    expect(verdictOf({}, leg({ url: 'myapp://open' })).outcome).toBe('undetermined');
  });
});

describe('what cannot be told', () => {
  it('is not called blocked where the CORS headers are redacted', () => {
    const redacted: Response = { ...says(200), redacted: true };
    const step = { kind: 'response', hop: 0 };
    expect(examine(exchange({}, leg({ response: redacted })))).toEqual({
      verdict: {
        outcome: 'undetermined',
        reason: expect.stringContaining('redacted'),
        failed: true,
        step,
      },
      failures: [],
    });
    expect(verdictOf(unknown, leg({ response: redacted }))).toMatchObject({ failed: false });
    const after = leg({ response: says(200) });
    for (const first of [
      leg({ response: { ...says(302, { ...any, location: '/x' }), redacted: true } }),
      leg({ preflight: asks(redacted), response: says(200) }),
    ])
      expect(verdictOf({}, first, after)).toMatchObject({ outcome: 'undetermined' });
    const reset: NetworkError = { kind: 'reset', text: 'x' };
    expect(verdictOf({}, leg({ error: reset, response: redacted })).outcome).toBe('failed');
  });

  it('is not called blocked where the request may have been one that is not checked', () => {
    const mode = { mode: 'unknown', client: 'image' } as const;
    const bad = leg({ response: says(200) });
    expect(examine(exchange(mode, bad))).toEqual({
      verdict: {
        outcome: 'undetermined',
        reason: expect.stringContaining('does not pass the CORS check'),
        failed: true,
        step: { kind: 'response', hop: 0 },
      },
      failures: [],
    });
    expect(verdictOf({ ...mode, ...unknown }, bad)).toMatchObject({ failed: false });
    expect(verdictOf({ ...mode, mode: 'cors' }, bad).outcome).toBe('blocked');
    expect(verdictOf({ ...mode, client: 'fetch' }, bad).outcome).toBe('blocked');
    const reset: NetworkError = { kind: 'reset', text: 'x' };
    expect(verdictOf(mode, leg({ error: reset })).outcome).toBe('failed');
  });

  it('is not told from headers that a preview of a fix changed', () => {
    const bad = leg({ error: failed, response: says(302, { location: '/b' }) });
    for (const reported of ['failed', 'unknown'] as const) {
      expect(examine(exchange({ reported, simulated: true }, leg({}), bad))).toEqual({
        verdict: {
          outcome: 'undetermined',
          reason: expect.stringContaining('preview'),
          failed: reported === 'failed',
          step: { kind: 'redirect', hop: 1 },
        },
        failures: [],
      });
    }
  });

  /** What is said of a failure that nothing explains. */
  const unexplained = (draft: Partial<Exchange>, last: Partial<Leg> = {}) => {
    const { verdict, failures } = examine(exchange(draft, leg(last)));
    expect(failures).toEqual([]);
    return verdict.outcome === 'undetermined' ? verdict : null;
  };

  it.each<[name: string, draft: Partial<Exchange>, last: Partial<Leg>, reason: RegExp]>([
    ['all checks pass', {}, { response: says(200, included) }, /all CORS checks pass/],
    [
      'it stopped at a redirect',
      {},
      { response: says(302, { ...any, location: '/b' }) },
      /redirect: "error"/,
    ],
    ['a worker sent it', {}, { hidden: true }, /Probably sent by a worker/],
    ['Firefox stopped it', { source: 'firefox' }, { sent: false }, /Stopped before it was sent/],
    ['Firefox shows nothing', { source: 'firefox' }, {}, /Firefox tells extensions no more/],
    ['the tool leaves failures out', { responsesOmitted: true }, {}, /neither the response nor/],
    ['nothing is shown', {}, {}, /No response is shown/],
    ['nothing is said, either', { ...unknown, source: 'webkit' }, {}, /does not say why/],
  ])('is said where %s', (_, draft, last, reason) => {
    expect(unexplained(draft, last)?.reason).toMatch(reason);
  });

  it('surely failed where a browser shows no response', () => {
    expect(unexplained({ ...unknown })?.failed).toBe(true);
    expect(unexplained({ ...unknown, source: 'firefox' })?.failed).toBe(true);
    expect(unexplained({ ...unknown, source: 'unknown' })?.failed).toBe(false);
    expect(unexplained({ source: 'unknown' })?.failed).toBe(true);
  });
});

describe('the credentials mode', () => {
  const wildcard = leg({ response: says(200, any) });

  it('decides which check fails', () => {
    expect(verdictOf({ credentials: 'omit' }, wildcard).outcome).toBe('undetermined');
    expect(verdictOf({ credentials: 'include' }, wildcard)).toMatchObject({
      outcome: 'blocked',
      error: 'WildcardOriginNotAllowed',
      certainty: 'certain',
    });
    const both = leg({ response: says(200, { [acao]: 'https://other.test' }) });
    expect(examine(exchange({ credentials: 'include' }, both)).failures).toMatchObject([
      { error: 'AllowOriginMismatch' },
      { error: 'InvalidAllowCredentials' },
    ]);
    expect(examine(exchange({ credentials: 'omit' }, both)).failures).toHaveLength(1);
  });

  it('is likely to be "include" where only that explains the failure', () => {
    expect(examine(exchange({}, wildcard))).toEqual({
      verdict: {
        outcome: 'blocked',
        error: 'WildcardOriginNotAllowed',
        parameter: null,
        step: { kind: 'response', hop: 0 },
        certainty: 'likely',
      },
      failures: ['WildcardOriginNotAllowed', 'InvalidAllowCredentials'].map((error) =>
        expect.objectContaining({ error, certainty: 'likely' }),
      ),
    });
    // A worker's request may have failed at its own response.
    expect(verdictOf({}, { ...wildcard, hidden: true }).outcome).toBe('undetermined');
  });

  it('does not matter where both fail at the same check', () => {
    const verdict = verdictOf({}, leg({ response: says(200) }));
    expect(verdict).toMatchObject({ error: 'MissingAllowOriginHeader', certainty: 'certain' });
    expect(verdict).not.toHaveProperty('alternative');
  });

  it('leaves two checks to choose from where each mode fails at another', () => {
    const mixed = asks(says(204, { ...any, 'access-control-allow-headers': 'x-b' }), [
      ['access-control-request-headers', 'x-a'],
    ]);
    const put = leg({ method: 'PUT', preflight: mixed });
    const { verdict, failures } = examine(exchange({}, put));
    expect(verdict).toMatchObject({
      outcome: 'blocked',
      error: 'MethodDisallowedByPreflightResponse',
      certainty: 'likely',
      alternative: { error: 'PreflightWildcardOriginNotAllowed', certainty: 'likely' },
    });
    expect(failures.map(({ error, certainty }) => [error, certainty])).toEqual([
      ['MethodDisallowedByPreflightResponse', 'likely'],
      ['HeaderDisallowedByPreflightResponse', 'likely'],
    ]);
    expect(
      verdictOf({ ...unknown, source: 'webkit' }, { ...put, response: says(200, any) }),
    ).toMatchObject({
      error: 'MethodDisallowedByPreflightResponse',
      alternative: { error: 'PreflightWildcardOriginNotAllowed' },
    });
  });

  it('is not the only explanation at a redirect: fetch() may have refused it', () => {
    const redirect = leg({ response: says(302, { ...any, location: '/b' }) });
    const outcome = (draft: Partial<Exchange>) => verdictOf(draft, redirect).outcome;
    expect(outcome({ client: 'fetch' })).toBe('undetermined');
    expect(outcome({ client: null })).toBe('undetermined');
    expect(outcome({ client: 'xhr' })).toBe('blocked');
    expect(outcome({ source: 'firefox' })).toBe('blocked');
  });

  const away = (response: Response, draft: Partial<Leg> = {}) =>
    leg({ response: { ...response, status: 302 }, ...draft });
  const target = leg({ url: 'https://api.test/b', response: says(200, any) });
  const location = { location: 'https://api.test/b' };

  it.each<[name: string, expected: 'omit' | 'unknown', hops: Leg[]]>([
    [
      'a redirect with the wildcard led on',
      'omit',
      [away(says(302, { ...any, ...location })), target],
    ],
    [
      'a redirect that names the origin led on',
      'omit',
      [away(says(302, { ...named, ...location })), target],
    ],
    [
      'a redirect that allows credentials led on',
      'unknown',
      [away(says(302, { ...included, ...location })), target],
    ],
    ['a redirect that fails either way led on', 'unknown', [away(says(302, location)), target]],
    ['only the last response has the wildcard', 'unknown', [target]],
    [
      'a preflight with the wildcard passed',
      'omit',
      [
        leg({
          method: 'PUT',
          preflight: asks(says(204, { ...any, ...allowsPut })),
          response: says(200, any),
        }),
      ],
    ],
    [
      'a preflight with the wildcard may have failed',
      'unknown',
      [leg({ method: 'PUT', preflight: asks(says(204, { ...any, ...allowsPut })) })],
    ],
    [
      'a preflight that allows credentials passed',
      'unknown',
      [
        leg({
          method: 'PUT',
          preflight: asks(says(204, { ...included, ...allowsPut })),
          response: says(200, any),
        }),
      ],
    ],
    [
      'a preflight that fails either way was passed over',
      'unknown',
      [leg({ method: 'PUT', preflight: asks(says(204, any)), response: says(200, any) })],
    ],
    [
      'a preflight of the first hop passed, whose response is not shown',
      'omit',
      [
        leg({ method: 'PUT', preflight: asks(says(204, { ...any, ...allowsPut })) }),
        leg({ url: 'https://api.test/b' }),
      ],
    ],
    [
      'a redirect of the page’s own server is not checked',
      'unknown',
      [away(says(302, { ...any, ...location }), { url: `${origin}/a` }), target],
    ],
  ])('%s: %s', (_, expected, hops) => {
    expect(provenByPassing(exchange({}, ...hops))).toBe(expected);
  });

  it('proved by a redirect holds for the response, which then passes', () => {
    const hops = [away(says(302, { ...any, ...location })), target];
    expect(verdictOf({}, ...hops).outcome).toBe('undetermined');
    expect(verdictOf(unknown, ...hops)).toEqual({ outcome: 'allowed' });
    // What the recording says goes before what it proves.
    expect(verdictOf({ credentials: 'include' }, ...hops)).toMatchObject({
      error: 'WildcardOriginNotAllowed',
    });
    expect(verdictOf({ ...unknown, credentials: 'include' }, ...hops)).toMatchObject({
      error: 'WildcardOriginNotAllowed',
      certainty: 'certain',
    });
  });
});

describe('where nothing says whether it failed', () => {
  const verdict = (draft: Partial<Exchange>, last: Partial<Leg>) =>
    verdictOf({ ...unknown, ...draft }, leg(last));

  it('a check that fails either way does, if it was made', () => {
    const response = says(200);
    expect(verdict({}, { response })).toMatchObject({ outcome: 'blocked', certainty: 'certain' });
    expect(verdict({}, { response, stored: true })).toMatchObject({ certainty: 'likely' });
    expect(verdict({ mode: 'unknown' }, { response })).toMatchObject({ certainty: 'likely' });
    // The check used the headers of the stored response.
    expect(verdict({}, { response: says(304) })).toMatchObject({
      outcome: 'allowed',
      doubt: { error: 'MissingAllowOriginHeader' },
    });
  });

  it('one that only credentials fail is a doubt', () => {
    const response = says(200, any);
    const doubt = { error: 'WildcardOriginNotAllowed' };
    const { failures } = examine(exchange(unknown, leg({ response })));
    expect(failures).toEqual([]);
    expect(verdict({}, { response })).toMatchObject({ outcome: 'allowed', doubt });
    expect(verdict({ credentials: 'omit' }, { response })).toEqual({ outcome: 'allowed' });
    expect(verdict({ credentials: 'include' }, { response })).toMatchObject({ outcome: 'blocked' });
    expect(verdict({ mixed: true }, { response })).toMatchObject({
      outcome: 'undetermined',
      reason: expect.stringContaining('Concurrent requests'),
      failed: false,
    });
    expect(verdict({ mixed: true }, { response: says(200, included) })).toEqual({
      outcome: 'allowed',
    });
  });

  it('a preflight that only credentials fail, without a request, was refused', () => {
    const preflight = asks(says(204, { ...any, ...allowsPut }));
    expect(examine(exchange(unknown, leg({ method: 'PUT', preflight })))).toMatchObject({
      verdict: {
        outcome: 'blocked',
        error: 'PreflightWildcardOriginNotAllowed',
        certainty: 'likely',
      },
      failures: [{ certainty: 'likely' }, { certainty: 'likely' }],
    });
    const sound = asks(says(204, { ...included, ...allowsPut }));
    expect(verdict({}, { method: 'PUT', preflight: sound })).toMatchObject({
      outcome: 'undetermined',
    });
  });

  it('a redirect that was not followed is not explained', () => {
    expect(verdict({}, { response: says(302, { ...any, location: '/b' }) })).toMatchObject({
      outcome: 'undetermined',
      step: { kind: 'redirect', hop: 0 },
    });
  });

  it('a request that may be no-cors is judged by neither check', () => {
    const mode = { mode: 'unknown' } as const;
    const policy = { 'cross-origin-resource-policy': 'same-origin' };
    const reason = (headers: Record<string, string>) => {
      const { verdict, failures } = examine(
        exchange({ ...unknown, ...mode }, leg({ response: says(200, headers) })),
      );
      expect(failures).toEqual([]);
      return verdict.outcome === 'undetermined' && !verdict.failed
        ? verdict.reason
        : verdict.outcome;
    };
    expect(reason(any)).toMatch(/passes without credentials and fails with them/);
    expect(reason({ ...included, ...policy })).toMatch(/Cross-Origin-Resource-Policy/);
    expect(reason(included)).toBe('allowed');
    expect(verdict({}, { response: says(200, { ...included, ...policy }) })).toEqual({
      outcome: 'allowed',
    });
  });
});

describe('the checks of one hop', () => {
  const checks = (draft: Partial<Exchange>, ...hops: Leg[]) =>
    examine(exchange({ credentials: 'omit', ...draft }, ...hops)).failures.map(
      ({ error, step, parameter }) => [error, step.kind, step.hop, parameter],
    );

  it('are made at the end only: the browser has passed the others', () => {
    const first = leg({ response: says(302, { location: 'https://third.test/b' }) });
    const last = leg({ url: 'https://third.test/b', headers: [], response: says(200, named) });
    expect(checks({}, first, last)).toEqual([['AllowOriginMismatch', 'response', 1, origin]]);
  });

  it('are not made on the page’s own server, but where it redirects to is', () => {
    const own = leg({ url: `${origin}/a`, response: says(200) });
    expect(checks({}, own)).toEqual([]);
    const redirect = leg({ url: `${origin}/a`, response: says(302, { location: 'foo:bar' }) });
    expect(checks({}, redirect)).toEqual([['CorsDisabledScheme', 'redirect', 0, null]]);
    for (const location of ['/b', 'http://']) {
      const led = leg({ url: `${origin}/a`, response: says(302, { location }) });
      expect(checks({}, led)).toEqual([]);
    }
  });

  it('take the Origin and the method that were sent, where they are recorded', () => {
    const sent = leg({ headers: [['origin', 'null']], response: says(200, named) });
    expect(checks({}, sent)).toEqual([['AllowOriginMismatch', 'response', 0, origin]]);
    const unsent = leg({ headers: [], response: says(200, named) });
    expect(checks({}, unsent)).toEqual([]);
    const preflight = (headers: HeaderList) =>
      hop({ method: 'OPTIONS', headers, response: says(204, { ...named, ...allowsPut }) });
    const put = (method: string, headers: HeaderList) =>
      checks({}, leg({ method, preflight: preflight(headers) }));
    expect(put('PUT', [])).toEqual([]);
    expect(put('PATCH', [])).toEqual([
      ['MethodDisallowedByPreflightResponse', 'preflight', 0, 'PATCH'],
    ]);
    expect(put('PUT', [['access-control-request-method', 'PURGE']])).toEqual([
      ['MethodDisallowedByPreflightResponse', 'preflight', 0, 'PURGE'],
    ]);
    expect(put('PUT', [['origin', 'null']])).toEqual([
      ['PreflightAllowOriginMismatch', 'preflight', 0, origin],
    ]);
  });

  it('name refused headers in the order of the request, those too long together last', () => {
    const names = ['accept', 'x-a', 'x-b', 'x-c'].join(',');
    const preflight = asks(says(204, { ...any, ...allowsPut }), [
      ['access-control-request-headers', names],
    ]);
    const headers: HeaderList = [
      ['accept', '*/*'],
      ['x-b', '1'],
      ['x-a', '1'],
    ];
    expect(
      checks({}, leg({ method: 'PUT', headers, preflight })).map(([, , , name]) => name),
    ).toEqual(['x-b', 'x-a', 'x-c', 'accept']);
    const two: HeaderList = [
      ['content-language', 'de'],
      ['accept', '*/*'],
      ['x-a', '1'],
    ];
    const long = asks(says(204, { ...any, ...allowsPut }), [
      ['access-control-request-headers', 'accept,content-language,x-a'],
    ]);
    expect(
      checks({}, leg({ method: 'PUT', headers: two, preflight: long })).map(([, , , name]) => name),
    ).toEqual(['x-a', 'content-language', 'accept']);
  });

  it('read the error code of a preflight without a response', () => {
    const code = (kind: ErrorKind, detail?: 'redirect' | 'headers', from = origin) => {
      const error = { kind, text: 'x', ...(detail ? { detail } : {}) };
      const preflight = asks(null, [], { error });
      return checks({ origin: from }, leg({ method: 'PUT', preflight }));
    };
    expect(code('invalid-response', 'redirect')).toEqual([
      ['PreflightDisallowedRedirect', 'preflight', 0, null],
    ]);
    expect(code('invalid-response', 'headers')).toEqual([]);
    expect(code('reset', 'redirect')).toEqual([]);
    expect(code('failed')).toEqual([]);
    expect(code('local-network')).toMatchObject([
      ['LocalNetworkAccessPermissionDenied', 'preflight', 0, null],
    ]);
    expect(code('local-network', undefined, 'http://app.test')).toMatchObject([
      ['InsecureLocalNetwork', 'preflight', 0, null],
    ]);
    for (const from of ['http://localhost:3000', 'null', 'https://app.test'])
      expect(code('local-network', undefined, from)).toMatchObject([
        ['LocalNetworkAccessPermissionDenied', 'preflight', 0, null],
      ]);
    expect(checks({}, leg({ method: 'PUT', preflight: asks(null) }))).toEqual([]);
  });

  it('are certain of what a 304 says, and likely of what the stored response said', () => {
    const certainty = (headers: Record<string, string>, confirms: HeaderList | null) =>
      examine(
        exchange(
          { credentials: 'include' },
          leg({ response: { ...says(304, headers), confirms } }),
        ),
      ).failures.map((failure) => [failure.error, failure.certainty]);
    expect(certainty({ [acao]: 'https://other.test' }, [])).toEqual([
      ['AllowOriginMismatch', 'certain'],
      ['InvalidAllowCredentials', 'likely'],
    ]);
    expect(certainty({ 'access-control-allow-credentials': 'no' }, null)).toEqual([
      ['MissingAllowOriginHeader', 'likely'],
      ['InvalidAllowCredentials', 'certain'],
    ]);
    expect(
      certainty({}, [
        [acao, origin],
        ['access-control-allow-credentials', 'true'],
      ]),
    ).toEqual([]);
  });

  it('find a response without the header in the cache, where the failure shows none', () => {
    const cached = leg({
      error: failed,
      fromCache: { response: says(200), cors: false },
    });
    expect(examine(exchange({}, cached))).toEqual({
      verdict: {
        outcome: 'blocked',
        error: 'MissingAllowOriginHeader',
        parameter: null,
        step: { kind: 'response', hop: 0 },
        certainty: 'likely',
      },
      failures: [expect.objectContaining({ certainty: 'likely' })],
    });
  });
});

describe('the order of Firefox on a preflight', () => {
  const location = { location: '/b' };

  it.each<
    [name: string, status: number, headers: Record<string, string>, home: boolean, errors: string[]]
  >([
    [
      'the CORS check, the status, the methods, the headers',
      404,
      {},
      false,
      [
        'PreflightMissingAllowOriginHeader',
        'PreflightInvalidStatus',
        'MethodDisallowedByPreflightResponse',
        'HeaderDisallowedByPreflightResponse',
      ],
    ],
    [
      'the methods before what is wrong in the list of headers',
      200,
      { ...any, 'access-control-allow-headers': 'x a' },
      false,
      ['MethodDisallowedByPreflightResponse', 'InvalidAllowHeadersPreflightResponse'],
    ],
    [
      'a wrong list of methods before a header that is not allowed',
      500,
      { ...any, 'access-control-allow-methods': 'PUT it' },
      false,
      [
        'PreflightInvalidStatus',
        'InvalidAllowMethodsPreflightResponse',
        'HeaderDisallowedByPreflightResponse',
      ],
    ],
    [
      'the CORS check before the redirect',
      302,
      location,
      false,
      ['PreflightMissingAllowOriginHeader'],
    ],
    ['then the redirect', 302, { ...any, ...location }, false, ['PreflightDisallowedRedirect']],
    [
      'no CORS check on the page’s own origin',
      404,
      {},
      true,
      [
        'PreflightInvalidStatus',
        'MethodDisallowedByPreflightResponse',
        'HeaderDisallowedByPreflightResponse',
      ],
    ],
    ['and the redirect at once', 302, location, true, ['PreflightDisallowedRedirect']],
  ])('%s', (_, status, headers, home, errors) => {
    const found = firefoxPreflightCheck(
      { origin, credentials: 'omit', method: 'PUT', headers: ['x-a'] },
      says(status, headers),
      home,
    );
    expect(found.map(({ error }) => error)).toEqual(errors);
  });
});

describe('the message that decided', () => {
  const preflight = asks(says(204));
  const hops = [leg({ preflight }), leg({ url: 'https://api.test/b' })];
  const of = exchange({}, ...hops);

  it('is the one that failed, else the last response', () => {
    const last = { kind: 'response', hop: 1 };
    expect(decisiveStep(of, { outcome: 'allowed' })).toEqual(last);
    expect(decisiveStep(of, { outcome: 'pending' })).toEqual(last);
    const step = { kind: 'preflight', hop: 0 } as const;
    expect(decisiveStep(of, { outcome: 'undetermined', reason: '', failed: true, step })).toBe(
      step,
    );
  });

  it('is found by its step', () => {
    expect(hopAt(of, { kind: 'preflight', hop: 0 })).toBe(preflight);
    expect(hopAt(of, { kind: 'response', hop: 0 })).toBe(hops[0]);
    expect(hopAt(of, { kind: 'preflight', hop: 1 })).toBe(hops[1]);
    expect(hopAt(of, { kind: 'response', hop: 7 })).toBe(hops[0]);
  });
});
