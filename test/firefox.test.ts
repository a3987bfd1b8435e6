import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isRefusedByPolicy } from '../src/cors/resource-policy.ts';
import { readFirefox } from '../src/recording/dialects/firefox.ts';
import { readEntry } from '../src/recording/entry.ts';
import { liveRecording } from '../src/recording/file.ts';
import { type ResourceTiming, Timings } from '../src/recording/timing.ts';
import { Session } from '../src/session.ts';

/* What Firefox's entries say, case by case as a real one wrote them. The browser itself is asked in test/firefox. */

const origin = 'https://shop.test';
const api = 'https://api.test/data';
const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';

interface Draft {
  at?: number;
  took?: number;
  method?: string;
  url?: string;
  /** Headers of the request besides those that every one has; null takes one away. */
  asks?: Record<string, string | null>;
  status?: number;
  says?: Record<string, string>;
  /** Resource Timing's status; null where the page has no timing, left out where it was not asked. */
  timing?: number | 'mixed' | null | undefined;
  initiator?: string;
  /** The size of the body that came. */
  size?: number;
  timings?: object;
  security?: string;
}

const phases = { blocked: 0, dns: 0, connect: 0, ssl: 0, send: 0, wait: 5, receive: 0 };

function entry({ at = 0, took = 10, method = 'GET', url = api, status = 0, ...rest }: Draft) {
  const list = (headers: Record<string, string | null>) =>
    Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : { name, value }));
  const asks = {
    Host: new URL(url).host,
    'User-Agent': agent,
    Accept: '*/*',
    Referer: `${origin}/`,
    Origin: origin,
    Connection: 'keep-alive',
    'Sec-Fetch-Dest': 'empty',
    'Sec-Fetch-Mode': 'cors',
    'Sec-Fetch-Site': 'cross-site',
    ...rest.asks,
  };
  return {
    startedDateTime: new Date(1_800_000_000_000 + at).toISOString(),
    time: took,
    pageref: 'page_0',
    request: { method, url, headers: list(asks), headersSize: 400 },
    response: {
      status,
      headers: list(rest.says ?? {}),
      bodySize: 0,
      content: { size: rest.size ?? 0 },
    },
    timings: rest.timings ?? phases,
    ...(rest.security ? { _securityState: rest.security } : {}),
    ...(rest.timing === undefined
      ? {}
      : {
          _resourceTiming:
            typeof rest.timing !== 'number'
              ? rest.timing
              : { responseStatus: rest.timing, initiatorType: rest.initiator ?? 'fetch' },
        }),
  };
}

/** A preflight; `headers` is its Access-Control-Request-Headers. */
function preflight({
  method = 'PUT',
  headers = '',
  asks = {},
  ...rest
}: Draft & { headers?: string }) {
  return entry({
    at: 2,
    status: 204,
    ...rest,
    method: 'OPTIONS',
    asks: {
      'Access-Control-Request-Method': method,
      'Access-Control-Request-Headers': headers || null,
      ...asks,
    },
  });
}

function findingsOf(entries: readonly unknown[], complete = false) {
  const session = new Session({ source: 'firefox', complete, page: `${origin}/` });
  session.add(entries, 0, [{ id: 'page_0', title: `${origin}/` }]);
  session.flush();
  return session.findings();
}

/** The only finding. */
function findingOf(...entries: unknown[]) {
  const findings = findingsOf(entries);
  expect(findings).toHaveLength(1);
  const [finding] = findings;
  if (!finding) throw new Error('There is none.');
  return finding;
}

const wildcard = { 'Access-Control-Allow-Origin': '*' };
const named = { 'Access-Control-Allow-Origin': origin };
const included = { ...named, 'Access-Control-Allow-Credentials': 'true' };
const allowPut = { ...included, 'Access-Control-Allow-Methods': 'PUT' };
const storage = { 'Sec-Fetch-Storage-Access': 'none' };

describe('one entry says nothing of how it ended', () => {
  const same = { status: 200, says: wildcard };

  it('so Resource Timing decides: its status is what the page could read', () => {
    expect(findingOf(entry({ ...same, timing: 200 })).verdict).toEqual({ outcome: 'allowed' });
    expect(findingOf(entry({ ...same, timing: 0 })).verdict).toMatchObject({
      outcome: 'blocked',
      error: 'WildcardOriginNotAllowed',
      certainty: 'likely',
    });
  });

  it.each([null, undefined])('and without it the likelier is said, with its doubt', (timing) => {
    expect(findingOf(entry({ ...same, timing })).verdict).toMatchObject({
      outcome: 'allowed',
      doubt: { error: 'WildcardOriginNotAllowed' },
    });
  });

  it('and nothing is, where calls at the same time ended differently', () => {
    expect(findingOf(entry({ ...same, timing: 'mixed' })).verdict).toMatchObject({
      outcome: 'undetermined',
      failed: false,
    });
    const sound = entry({ ...same, says: included, timing: 'mixed' });
    expect(findingOf(sound).verdict).toEqual({ outcome: 'allowed' });
  });

  it('but what fails in every mode was blocked, whatever the page shows', () => {
    expect(findingOf(entry({ status: 401, timing: null })).verdict).toMatchObject({
      outcome: 'blocked',
      error: 'MissingAllowOriginHeader',
      certainty: 'certain',
    });
  });

  it('unless no server was asked: what a service worker answers is not checked', () => {
    const made = entry({ status: 200, timing: null });
    const stored = { ...made, request: { ...made.request, headersSize: 0 } };
    expect(findingOf(stored).verdict).toMatchObject({ outcome: 'blocked', certainty: 'likely' });
  });

  it('and a status that is not its own is not its timing', () => {
    expect(findingOf(entry({ status: 404, timing: 200 })).verdict).toMatchObject({
      outcome: 'blocked',
      error: 'MissingAllowOriginHeader',
    });
  });

  it('a 304 stands for the stored response and its headers', () => {
    expect(findingOf(entry({ status: 304, timing: 200 })).verdict.outcome).toBe('allowed');
    expect(findingOf(entry({ status: 304, timing: null })).verdict.outcome).toBe('allowed');
    expect(findingOf(entry({ status: 304, timing: 0 })).verdict.outcome).toBe('blocked');
  });

  it('a body that ends early failed after the CORS check', () => {
    const says = { ...wildcard, 'Content-Length': '100' };
    const { verdict } = findingOf(entry({ status: 200, says, size: 20, timing: 200 }));
    expect(verdict).toMatchObject({ outcome: 'failed', certainty: 'likely' });
    // Coded bodies are longer when they are read, and unread ones have no size.
    const zipped = { ...says, 'Content-Encoding': 'gzip' };
    for (const draft of [
      { says: zipped, size: 20 },
      { says, size: 0 },
    ]) {
      expect(findingOf(entry({ status: 200, timing: 200, ...draft })).verdict.outcome).toBe(
        'allowed',
      );
    }
  });
});

it('an event stream that the page closes has not failed', () => {
  const stream = {
    status: 200,
    says: { ...wildcard, 'Content-Length': '40' },
    size: 9,
    timing: 200,
  };
  const asks = { Accept: 'text/event-stream' };
  expect(findingOf(entry({ ...stream, asks })).verdict.outcome).toBe('allowed');
  expect(findingOf(entry(stream)).verdict.outcome).toBe('failed');
});

describe('the request behind a failed preflight never comes', () => {
  it('so it is made from the preflight', () => {
    const { exchange, verdict } = findingOf(
      preflight({ method: 'PATCH', headers: 'x-a,x-b', status: 403, timing: 0 }),
    );
    expect(exchange.hops).toMatchObject([
      { method: 'PATCH', entry: -1, response: null, preflight: { entry: 0 } },
    ]);
    expect(exchange.hops[0].headers).toEqual([
      ['x-a', ''],
      ['x-b', ''],
    ]);
    expect(verdict).toMatchObject({
      outcome: 'blocked',
      error: 'PreflightMissingAllowOriginHeader',
      step: { kind: 'preflight', hop: 0 },
    });
  });

  it.each([
    ['one that passed waits for its request', { says: allowPut } as Draft, 0],
    ['one that only credentials fail waits for the timing', { says: wildcard }, 0],
    ['and does not wait when the timing has come', { says: wildcard, timing: 0 }, 1],
    ['one that fails in every mode does not wait', { status: 500 }, 1],
  ])('%s', (_, draft, count) => {
    const method = { method: 'GET', headers: 'x-a' };
    const says = { 'Access-Control-Allow-Headers': 'x-a', ...draft.says };
    expect(findingsOf([preflight({ ...method, ...draft, says })])).toHaveLength(count);
  });

  it('a request that was lost succeeded if the timing says so', () => {
    const [finding] = findingsOf([preflight({ says: allowPut, timing: 200 })], true);
    expect(finding?.verdict).toEqual({ outcome: 'allowed' });
  });

  it.each(['before', 'after'])('a preflight that comes %s its request is joined to it', (when) => {
    const both = [
      preflight({ says: allowPut, timing: 200 }),
      entry({ method: 'PUT', status: 200, says: included, timing: 200 }),
    ];
    const { exchange } = findingOf(...(when === 'before' ? both : both.reverse()));
    expect(exchange.hops[0]).toMatchObject({ method: 'PUT', response: { status: 200 } });
    expect(exchange.hops[0].preflight).not.toBeNull();
  });

  it("another call's timing does not make a refused request one that succeeded", () => {
    const refusing = preflight({ headers: 'x-a', timing: 200, says: {} });
    expect(findingOf(refusing).verdict).toMatchObject({
      outcome: 'blocked',
      error: 'PreflightMissingAllowOriginHeader',
    });
    const other = entry({ at: 3, status: 200, says: wildcard, timing: 200 });
    const unsure = preflight({
      method: 'GET',
      headers: 'x-a',
      timing: 200,
      says: { ...wildcard, 'Access-Control-Allow-Headers': 'x-a' },
    });
    expect(findingsOf([unsure, other], true).map(({ verdict }) => verdict)).toMatchObject([
      { outcome: 'blocked', error: 'PreflightWildcardOriginNotAllowed', certainty: 'likely' },
      { outcome: 'allowed' },
    ]);
  });

  it('a request without the header that a preflight asked for is another one', () => {
    const findings = findingsOf([
      preflight({ method: 'GET', headers: 'x-other', says: named, timing: 0 }),
      entry({ status: 200, says: named, timing: 200 }),
    ]);
    expect(findings.map(({ verdict }) => verdict.outcome).sort()).toEqual(['allowed', 'blocked']);
  });

  it('a request without credentials has no preflight with them', () => {
    const says = { ...wildcard, 'Access-Control-Allow-Headers': 'x-a' };
    const draft = { method: 'GET', headers: 'x-a', says };
    const findings = findingsOf([
      preflight({ ...draft, asks: storage, timing: null }),
      preflight({ ...draft, timing: null }),
      entry({ status: 200, says: wildcard, asks: { 'X-A': '1' }, timing: null }),
    ]);
    expect(findings.map(({ exchange: { hops } }) => hops[0].preflight?.entry).sort()).toEqual([
      0, 1,
    ]);
    expect(findings.map(({ verdict }) => verdict.outcome).sort()).toEqual(['allowed', 'blocked']);
  });
});

describe("the order of Firefox's checks", () => {
  const to = { Location: 'https://api.test/other' };
  it.each([
    ['the CORS check before the status', 403, {}, 'PreflightMissingAllowOriginHeader'],
    ['then the status', 403, included, 'PreflightInvalidStatus'],
    ['the CORS check before the redirect', 302, to, 'PreflightMissingAllowOriginHeader'],
    ['then the redirect', 302, { ...included, ...to }, 'PreflightDisallowedRedirect'],
    [
      'the methods before the headers can be read',
      204,
      { ...included, 'Access-Control-Allow-Headers': 'x a' },
      'MethodDisallowedByPreflightResponse',
    ],
    [
      'then the headers',
      204,
      { ...allowPut, 'Access-Control-Allow-Headers': 'x a' },
      'InvalidAllowHeadersPreflightResponse',
    ],
  ])('%s', (_, status, says, error) => {
    const { verdict } = findingOf(preflight({ headers: 'x-a', status, says, timing: 0 }));
    expect(verdict).toMatchObject({ outcome: 'blocked', error });
  });
});

describe('the credentials mode', () => {
  const xhr = { initiator: 'xmlhttprequest', timing: 200, status: 200, says: included };
  const beacon = { method: 'POST', initiator: 'other', timing: 200, status: 200, says: included };
  it.each([
    ['is "include" where storage access is told', entry({ ...xhr, asks: storage }), 'include'],
    ['is not where it is not', entry(xhr), 'omit'],
    [
      'is hidden on one site',
      entry({ ...xhr, asks: { 'Sec-Fetch-Site': 'same-site' } }),
      'unknown',
    ],
    [
      'is hidden in a fetch, which may be keepalive',
      entry({ ...xhr, initiator: 'fetch' }),
      'unknown',
    ],
    ['is hidden where a worker may have asked', entry({ ...xhr, timing: null }), 'unknown'],
    [
      'is hidden before Firefox 147',
      entry({ ...xhr, asks: { 'User-Agent': agent.replaceAll('153', '140') } }),
      'unknown',
    ],
    ['is "include" for a beacon', entry(beacon), 'include'],
  ])('%s', (_, made, credentials) => {
    expect(findingOf(made).exchange.credentials).toBe(credentials);
  });

  it('is told by the preflight, too', () => {
    const { exchange } = findingOf(preflight({ status: 500, timing: 0, asks: storage }));
    expect(exchange.credentials).toBe('include');
  });

  it('is hidden after a redirect that took the origin away', () => {
    const location = { Location: 'https://cdn.test/b' };
    const { exchange } = findingOf(
      entry({
        ...xhr,
        asks: { 'Sec-Fetch-Site': 'same-site' },
        status: 302,
        says: { ...included, ...location },
      }),
      entry({
        at: 12,
        url: 'https://cdn.test/b',
        status: 200,
        says: wildcard,
        asks: { Origin: 'null' },
      }),
    );
    expect(exchange.hops).toHaveLength(2);
    expect(exchange.credentials).toBe('unknown');
  });
});

describe('redirects', () => {
  const away = { ...wildcard, Location: 'https://cdn.test/b' };
  const target = { at: 12, url: 'https://cdn.test/b', asks: { Origin: 'null' }, timing: null };

  it('of a keepalive fetch have the timing of the first hop, whatever became of the last', () => {
    const first = entry({ status: 302, says: away, timing: 302 });
    expect(findingOf(first, entry({ ...target, status: 400 })).verdict).toMatchObject({
      outcome: 'blocked',
      error: 'MissingAllowOriginHeader',
      certainty: 'certain',
      step: { hop: 1 },
    });
    expect(
      findingOf(first, entry({ ...target, status: 200, says: wildcard })).verdict.outcome,
    ).toBe('allowed');
  });

  it('that stop at home are not called blocked: the page may have refused them', () => {
    const { verdict } = findingOf(entry({ status: 302, says: away, timing: 302 }));
    expect(verdict).toMatchObject({ outcome: 'undetermined', failed: true });
  });

  it('without a target are answers', () => {
    expect(findingOf(entry({ status: 302, says: wildcard, timing: 302 })).verdict.outcome).toBe(
      'allowed',
    );
  });

  it('to a URL with a user are refused, and the hop that was not sent is none', () => {
    const says = { ...wildcard, Location: 'https://me:secret@cdn.test/b' };
    const unsent = { timings: {}, asks: { Origin: null, Connection: null } };
    const { exchange, verdict } = findingOf(
      entry({ status: 302, says, timing: 302 }),
      entry({ ...target, url: 'https://me:secret@cdn.test/b', ...unsent }),
    );
    expect(exchange.hops).toHaveLength(1);
    expect(verdict).toMatchObject({ outcome: 'blocked', error: 'RedirectContainsCredentials' });
  });

  it('keep the preflight, which still names the page where the request says null', () => {
    const says = { ...allowPut, 'Access-Control-Allow-Origin': '*' };
    const { exchange } = findingOf(
      preflight({ says, timing: 200 }),
      entry({ method: 'PUT', status: 307, says: away, timing: 200 }),
      preflight({ ...target, at: 14, says, asks: {} }),
      entry({ ...target, method: 'PUT', status: 200, says: wildcard }),
    );
    expect(exchange.hops.map(({ preflight }) => preflight?.entry)).toEqual([0, 2]);
  });

  it('of two calls at once keep the headers that their page set', () => {
    const says = { ...wildcard, 'Access-Control-Allow-Headers': 'x-key' };
    const asks = {
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'x-key',
    };
    const findings = findingsOf([
      preflight({ says, asks }),
      entry({ at: 1, status: 302, says: away, asks: { 'X-Key': 'k' } }),
      entry({ at: 2, status: 302, says: away }),
      // The one that needs no preflight is there first.
      entry({ ...target, at: 10, status: 200, says: wildcard }),
      preflight({ ...target, at: 30, says, asks: { ...asks, Origin: 'null' } }),
      entry({
        ...target,
        at: 40,
        status: 200,
        says: wildcard,
        asks: { Origin: 'null', 'X-Key': 'k' },
      }),
    ]);
    const own = findings.map(({ exchange }) =>
      exchange.hops.map(({ headers }) => headers.some(([name]) => name === 'x-key')),
    );
    expect(own.sort()).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('that fail the CORS check lead on to nothing', () => {
    const findings = findingsOf([
      entry({ status: 302, says: { ...named, ...away, ...named }, asks: storage, timing: 0 }),
      entry({ at: 1, status: 302, says: away, timing: 200 }),
      entry({ ...target, status: 200, says: wildcard }),
    ]);
    expect(findings.map(({ exchange }) => exchange.hops.length).sort()).toEqual([1, 2]);
    expect(findings.find(({ exchange }) => exchange.hops.length === 1)?.verdict).toMatchObject({
      outcome: 'blocked',
      error: 'InvalidAllowCredentials',
      step: { kind: 'redirect', hop: 0 },
    });
  });

  it('lead on to a request of the method they ask for', () => {
    const methods = (finding: ReturnType<typeof findingOf>) =>
      finding.exchange.hops.map(({ method }) => method).join(' ');
    const chains = findingsOf([
      entry({ status: 308, says: away, timing: null }),
      entry({ method: 'POST', status: 308, says: away, timing: null }),
      entry({ ...target, method: 'POST', status: 200, says: wildcard }),
      entry({ ...target, status: 200, says: wildcard }),
    ]);
    expect(chains.map(methods).sort()).toEqual(['GET GET', 'POST POST']);
    const rewritten = findingOf(
      entry({ method: 'POST', status: 302, says: away, timing: null }),
      entry({ ...target, status: 200, says: wildcard }),
    );
    expect(methods(rewritten)).toBe('POST GET');
  });
});

describe('no response', () => {
  const bare = { Origin: null, Connection: null };
  const unfetched = { 'Sec-Fetch-Dest': null, 'Sec-Fetch-Mode': null, 'Sec-Fetch-Site': null };
  it.each([
    ['a failed handshake is told', { security: 'broken' }, 'TLS handshake failed'],
    [
      'mixed content is stopped before it has a connection',
      { timings: {}, asks: { Connection: null, ...unfetched }, url: 'http://api.test/data' },
      '(blocked)',
    ],
    ['a service worker after', { timings: {} }, 'response by a service worker'],
    [
      'a port may be forbidden',
      { timings: {}, asks: bare, url: 'https://api.test:6000/' },
      'port not allowed',
    ],
    [
      'a connection was lost after the request',
      { timings: { ...phases, send: 1 } },
      'connection lost',
    ],
  ])('%s', (_, draft, error) => {
    const { verdict } = findingOf(entry({ timing: 0, ...draft }));
    expect(verdict).toMatchObject({ outcome: 'failed', error: { text: error } });
  });

  it('and no body in an exported file: it was on its way, so no service worker answered', () => {
    const aborted = entry({ timings: {} });
    aborted.response.content = Object.assign({ size: 0 }, { encoding: 'base64', text: '' });
    expect(findingOf(aborted).verdict).toMatchObject({ outcome: 'undetermined', failed: true });
  });

  it('is incomplete in an exported file where the check passes and a part of the body is missing', () => {
    const says = { 'Access-Control-Allow-Origin': '*', 'Content-Length': '100' };
    const { verdict } = findingOf(entry({ status: 200, says, size: 10 }));
    expect(verdict).toMatchObject({ outcome: 'failed', certainty: 'likely' });
  });

  it.each([
    ['before it has a connection', { Connection: null, ...unfetched }],
    ['before it has fetch metadata', unfetched],
  ])('an abort, a policy and an extension that stop it %s look alike', (_, asks) => {
    expect(findingOf(entry({ timing: 0, timings: {}, asks })).verdict).toMatchObject({
      outcome: 'undetermined',
      failed: true,
      reason: expect.stringMatching(/aborted it.*Content Security Policy.*extension/),
    });
  });

  it('refused, unknown, late and given up look alike', () => {
    expect(findingOf(entry({ timing: 0 })).verdict).toMatchObject({
      outcome: 'undetermined',
      failed: true,
    });
  });

  it('a service worker that did answer is no failure', () => {
    expect(findingOf(entry({ timings: {}, timing: 200 })).verdict.outcome).toBe('allowed');
  });
});

describe('no-cors', () => {
  const asks = { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' };
  it('a resource policy keeps the response from the page, and nothing shows it', () => {
    const says = { 'Cross-Origin-Resource-Policy': 'same-origin' };
    const { verdict } = findingOf(entry({ asks, status: 200, says, timing: 0, initiator: 'img' }));
    expect(verdict).toMatchObject({
      outcome: 'failed',
      error: { kind: 'blocked-by-response' },
    });
  });

  it.each([
    ['same-origin', 'same-site', true],
    ['same-site', 'same-site', false],
    ['same-site', 'cross-site', true],
    ['cross-origin', 'cross-site', false],
  ])('%s on a %s request', (value, site, refused) => {
    const found = isRefusedByPolicy(
      [['sec-fetch-site', site]],
      [['cross-origin-resource-policy', value]],
    );
    expect(found).toBe(refused);
  });

  it('a POST that may be one is left open', () => {
    const hidden = { 'Sec-Fetch-Dest': null, 'Sec-Fetch-Mode': null, 'Sec-Fetch-Site': null };
    const draft = { method: 'POST', asks: hidden, status: 200, says: wildcard, timing: 0 };
    expect(findingOf(entry(draft)).verdict).toMatchObject({
      outcome: 'undetermined',
      failed: false,
    });
  });
});

test('a module that is no script did not succeed, whatever its headers', () => {
  const asks = { 'Sec-Fetch-Dest': 'script' };
  const html = { 'Content-Type': 'text/html' };
  const draft = { asks, status: 404, timing: 0, initiator: 'script' };
  expect(findingOf(entry({ ...draft, says: html }))).toMatchObject({
    verdict: { outcome: 'failed', error: { kind: 'orb' }, certainty: 'likely' },
    diagnosis: { rule: 'not-found' },
  });
  const script = { 'Content-Type': 'text/javascript' };
  expect(findingOf(entry({ ...draft, says: script })).verdict).toMatchObject({
    error: 'MissingAllowOriginHeader',
  });
});

test("what was stored for this very origin is no other's", () => {
  const first = entry({ status: 200, says: { ETag: 'x' }, timing: 0 });
  const again = (from: string) =>
    findingsOf([
      { ...first, request: entry({ asks: { Origin: from } }).request },
      entry({ at: 50, asks: { 'If-None-Match': 'x' }, status: 304, timing: 0 }),
    ]).find(({ exchange }) => exchange.hops[0].entry === 1);
  expect(again(origin)?.diagnosis?.rule).toBe('allow-origin-missing');
  expect(again('https://other.test')?.diagnosis?.rule).toBe('allow-origin-cached');
});

test('the refused preflight of an exported redirect is found', () => {
  const says = { ...allowPut, Location: 'https://two.test/x' };
  const two = 'https://two.test/x';
  const [finding, ...others] = findingsOf(
    [
      entry({ method: 'PUT', status: 307, says, asks: storage }),
      preflight({ says: allowPut, asks: storage }),
      {
        ...entry({
          at: 12,
          method: 'PUT',
          url: two,
          timings: {},
          asks: { Origin: 'null', ...storage },
        }),
      },
      preflight({ at: 14, url: two, status: 403, asks: { Origin: 'null', ...storage } }),
    ],
    true,
  );
  expect(others).toEqual([]);
  expect(finding?.exchange.hops.map(({ preflight: asked }) => asked?.entry)).toEqual([1, 3]);
  expect(finding?.verdict).toMatchObject({
    outcome: 'blocked',
    error: 'PreflightMissingAllowOriginHeader',
    step: { kind: 'preflight', hop: 1 },
  });
});

test('an event stream is one by what it accepts', () => {
  const asks = { Accept: 'text/event-stream' };
  const { exchange } = findingOf(entry({ asks, status: 200, timing: 0, initiator: 'other' }));
  expect(exchange.client).toBe('eventsource');
});

describe('the timing of a request', () => {
  const timing = (startTime: number, responseStatus = 200): ResourceTiming => ({
    name: api,
    startTime,
    offset: startTime - 900,
    duration: 100,
    responseStatus,
    initiatorType: 'fetch',
  });
  const request = (startedAt: number, status: number | null = 200, stored = false) => ({
    url: api,
    startedAt,
    status,
    stored,
  });
  const statusOf = (timing: ReturnType<Timings['take']>) =>
    timing === null || timing === 'mixed' ? timing : timing.responseStatus;
  const of = (startedAt: number, ...timings: ResourceTiming[]) =>
    statusOf(new Timings().take(request(startedAt), timings));

  it('is of the fetch that was under way when it began', () => {
    expect(of(1_000)).toBeNull();
    expect(of(1_000, timing(1_000))).toBe(200);
    expect(of(1_000, timing(930))).toBe(200);
    expect(of(1_000, timing(890))).toBeNull();
    expect(of(1_000, timing(1_003))).toBe(200);
    expect(of(1_000, timing(1_010))).toBeNull();
    // Refused by its preflight, it ended as it began.
    expect(of(1_000, { ...timing(650, 0), duration: 0 })).toBe(0);
  });

  it('ended just before, where a cache answered', () => {
    const timings = [timing(850), timing(960)];
    const take = (startedAt: number, stored: boolean, ...all: ResourceTiming[]) =>
      statusOf(new Timings().take(request(startedAt, 200, stored), all));
    expect(take(958, false, timing(850))).toBeNull();
    expect(take(958, true, timing(850))).toBe(200);
    expect(take(958, true, timing(850, 0), timing(958))).toBe('mixed');
    const given = new Timings();
    for (const startedAt of [959, 1_070]) {
      expect(given.take(request(startedAt, 200, true), timings)).toMatchObject({
        responseStatus: 200,
      });
    }
  });

  it('is none where two ended differently and either may be its own', () => {
    expect(of(1_000, timing(980, 0), timing(995))).toBe('mixed');
    expect(of(1_000, timing(980), timing(995))).toBe(200);
    expect(of(1_000, timing(800, 0), timing(995))).toBe(200);
  });

  it('has its status, unless the response was kept from the page or is not what the page got', () => {
    const status = (received: number | null, ...timings: ResourceTiming[]) =>
      statusOf(new Timings().take(request(1_000, received), timings));
    expect(status(404, timing(990))).toBeNull();
    expect(status(404, timing(990), timing(980, 404))).toBe(404);
    expect(status(404, timing(990), timing(980, 0))).toBe(0);
    for (const other of [null, 0, 302, 304]) expect(status(other, timing(990))).toBe(200);
  });

  it('is given to one request and to its preflight', () => {
    const timings = new Timings();
    const both = [timing(950, 0), timing(990)];
    expect(statusOf(timings.take(request(955, 401), both))).toBe(0);
    expect(statusOf(timings.take(request(960, null), both))).toBe(0);
    expect(statusOf(timings.take(request(1_000), both))).toBe(200);
    expect(timings.take(request(1_000), both)).toBeNull();
  });
});

describe('hostile entries', () => {
  it.each([{ responseStatus: '200' }, { responseStatus: {} }, [], 'x', 7])(
    'a timing of %o is none',
    (_resourceTiming) => {
      expect(readFirefox({ _resourceTiming }, []).timing).toBeUndefined();
    },
  );

  test('are read without a throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (timings, response, timing) => {
        const raw = {
          ...entry({}),
          timings,
          _resourceTiming: timing,
          ...(typeof response === 'object' && response !== null
            ? { response: { headers: [], ...response } }
            : {}),
        };
        expect(readEntry(raw, 0, new Map(), liveRecording('firefox'))).toBeDefined();
        findingsOf([raw], true);
      }),
    );
  });
});
