import { describe, expect, it } from 'vitest';
import { address, serverOf } from '../src/prose.ts';
import { Session } from '../src/session.ts';

const page = 'http://app.test/';
const api = 'http://api.test/data';

interface Draft {
  at: number;
  took?: number;
  method?: string;
  url?: string;
  type?: string;
  asks?: Record<string, string>;
  status?: number;
  says?: Record<string, string>;
  error?: string;
}

function entry({ at, took = 10, method = 'GET', url = api, type = 'fetch', ...rest }: Draft) {
  const list = (headers: Record<string, string> = {}) =>
    Object.entries(headers).map(([name, value]) => ({ name, value }));
  return {
    startedDateTime: new Date(1_800_000_000_000 + at).toISOString(),
    time: took,
    _resourceType: type,
    request: { method, url, headers: list(rest.asks) },
    response: {
      status: rest.status ?? 0,
      headers: list(rest.says),
      ...(rest.error ? { _error: rest.error } : {}),
    },
  };
}

/** A preflight; `headers` is its Access-Control-Request-Headers. */
function preflight({ headers = '', method = 'PUT', ...rest }: Draft & { headers?: string }) {
  return entry({
    ...rest,
    method: 'OPTIONS',
    type: 'preflight',
    asks: {
      Origin: 'http://app.test',
      'Access-Control-Request-Method': method,
      ...(headers ? { 'Access-Control-Request-Headers': headers } : {}),
    },
  });
}

const blockedPut = (at: number, name = 'x-a') =>
  entry({
    at,
    took: 30,
    method: 'PUT',
    asks: { [name]: '1', Referer: page },
    error: 'net::ERR_FAILED',
  });

function findingsOf(entries: unknown[], complete = true) {
  const session = new Session({ source: 'chromium', complete });
  session.add(entries, 0);
  session.flush();
  return session.findings();
}

const allowPut = {
  'Access-Control-Allow-Origin': 'http://app.test',
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Methods': 'PUT',
};

describe('preflight and request', () => {
  const request = blockedPut(0);
  const response = preflight({ at: 2, headers: 'x-a', status: 204, says: allowPut });

  it.each([
    ['after its request', [request, response]],
    ['before its request', [response, request]],
  ])('are joined when the preflight comes %s', (_, entries) => {
    const [finding, ...others] = findingsOf(entries);
    expect(others).toEqual([]);
    expect(finding?.verdict).toMatchObject({
      outcome: 'blocked',
      error: 'HeaderDisallowedByPreflightResponse',
      parameter: 'x-a',
      certainty: 'certain',
    });
  });

  it('are joined when they arrive in separate batches, and the earlier finding is replaced', () => {
    const session = new Session({ source: 'chromium' });
    session.add([response], 0);
    expect(session.flush().findings).toEqual([]);
    session.add([request], 1);
    const { findings, removed } = session.flush();
    expect(findings).toHaveLength(1);
    expect(removed).toEqual([]);
    expect(findings[0]?.exchange.hops[0].preflight?.entry).toBe(0);
  });

  it('of a worker leave open which of the two was refused', () => {
    const onPage = (one: object) => ({ ...one, pageref: 'page_1' });
    const wildcard = { ...allowPut, 'Access-Control-Allow-Origin': '*' };
    const asked = preflight({ at: 2, status: 204, says: wildcard });
    const [inPage] = findingsOf([onPage(blockedPut(0, 'accept')), onPage(asked)]);
    expect(inPage?.verdict).toMatchObject({
      error: 'PreflightWildcardOriginNotAllowed',
      certainty: 'likely',
    });
    const [inWorker] = findingsOf([blockedPut(0, 'accept'), onPage(asked)]);
    expect(inWorker?.verdict).toMatchObject({
      outcome: 'undetermined',
      failed: true,
      step: { kind: 'preflight', hop: 0 },
    });
    const refused = onPage(preflight({ at: 2, status: 500, says: wildcard }));
    const [surely] = findingsOf([blockedPut(0, 'accept'), refused]);
    expect(surely?.verdict).toMatchObject({ error: 'PreflightInvalidStatus' });
  });

  it('of parallel calls to one URL are told apart by the headers asked for', () => {
    const findings = findingsOf([
      blockedPut(0, 'x-a'),
      blockedPut(1, 'x-b'),
      preflight({ at: 2, headers: 'x-b', status: 204, says: allowPut }),
      preflight({ at: 3, headers: 'x-a', status: 401 }),
    ]);
    expect(findings.map(({ verdict }) => verdict)).toMatchObject([
      { error: 'PreflightMissingAllowOriginHeader' },
      { error: 'HeaderDisallowedByPreflightResponse', parameter: 'x-b' },
    ]);
  });

  it('of parallel identical calls are each paired once', () => {
    const findings = findingsOf([
      blockedPut(0),
      blockedPut(1),
      blockedPut(2),
      preflight({ at: 3, headers: 'x-a', status: 401 }),
      preflight({ at: 4, headers: 'x-a', status: 401 }),
      preflight({ at: 5, headers: 'x-a', status: 401 }),
    ]);
    expect(new Set(findings.map(({ exchange }) => exchange.hops[0].preflight?.entry))).toEqual(
      new Set([3, 4, 5]),
    );
  });

  it('of another method are not joined', () => {
    const [finding] = findingsOf([
      blockedPut(0),
      preflight({ at: 2, method: 'DELETE', headers: 'x-a', status: 401 }),
    ]);
    expect(finding?.exchange.hops[0].preflight).toBeNull();
  });
});

describe('redirects', () => {
  const asks = { Origin: 'http://app.test' };
  const hop = (at: number, url: string, to: string, origin = 'http://app.test') =>
    entry({
      at,
      url,
      asks: { Origin: origin },
      status: 307,
      says: { Location: to, 'Access-Control-Allow-Origin': '*' },
    });

  it('are chained over every hop, and the last response decides', () => {
    const findings = findingsOf([
      hop(0, api, 'http://two.test/'),
      hop(10, 'http://two.test/', 'http://three.test/', 'null'),
      entry({
        at: 20,
        url: 'http://three.test/',
        asks: { Origin: 'null' },
        status: 200,
        error: 'net::ERR_FAILED',
      }),
    ]);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.exchange.origin).toBe('http://app.test');
    expect(findings[0]?.exchange.hops.map(({ entry }) => entry)).toEqual([0, 1, 2]);
    expect(findings[0]?.verdict).toMatchObject({
      error: 'MissingAllowOriginHeader',
      step: { kind: 'response', hop: 2 },
    });
  });

  it('of a same-origin request to another origin belong to the exchange', () => {
    const [finding] = findingsOf([
      entry({
        at: 0,
        url: 'http://app.test/go',
        asks: { Referer: page },
        status: 302,
        says: { Location: api },
      }),
      entry({ at: 10, asks, status: 200, error: 'net::ERR_FAILED' }),
    ]);
    expect(finding?.exchange.hops).toHaveLength(2);
    expect(finding?.verdict).toMatchObject({ error: 'MissingAllowOriginHeader' });
  });

  it('with a second preflight pair each preflight with its own hop', () => {
    const put = { ...asks, 'x-a': '1' };
    const says = { ...allowPut, 'Access-Control-Allow-Headers': 'x-a' };
    const [finding] = findingsOf([
      entry({
        at: 0,
        took: 20,
        method: 'PUT',
        asks: put,
        status: 307,
        says: { ...says, Location: 'http://two.test/' },
      }),
      preflight({ at: 1, headers: 'x-a', status: 204, says }),
      entry({
        at: 20,
        took: 20,
        method: 'PUT',
        url: 'http://two.test/',
        asks: { 'x-a': '1' },
        error: 'net::ERR_FAILED',
      }),
      preflight({ at: 21, url: 'http://two.test/', headers: 'x-a', status: 500 }),
    ]);
    expect(finding?.exchange.hops.map((leg) => leg.preflight?.entry)).toEqual([1, 3]);
    expect(finding?.verdict).toMatchObject({
      error: 'PreflightMissingAllowOriginHeader',
      step: { kind: 'preflight', hop: 1 },
    });
  });

  it('that passes every check and ends in ERR_FAILED is not called a CORS failure', () => {
    const [finding] = findingsOf(
      [{ ...hop(0, api, 'http://two.test/') }].map((raw) => ({
        ...raw,
        response: { ...raw.response, _error: 'net::ERR_FAILED' },
      })),
    );
    expect(finding?.verdict.outcome).toBe('undetermined');
  });

  it('that run in a ring end', () => {
    expect(() =>
      findingsOf([
        hop(0, api, 'http://two.test/'),
        hop(10, 'http://two.test/', api, 'null'),
        hop(20, api, 'http://two.test/', 'null'),
      ]),
    ).not.toThrow();
  });
});

describe('a redirect that passes without credentials and fails with them', () => {
  const stopped = (type: string) =>
    findingsOf([
      entry({
        at: 0,
        type,
        asks: { Origin: 'http://app.test', Host: 'api.test' },
        status: 302,
        says: { 'Access-Control-Allow-Origin': '*', Location: '/next' },
        error: 'net::ERR_FAILED',
      }),
    ])[0]?.verdict;

  it('was refused by the page or by the check when fetch() made the request', () => {
    expect(stopped('fetch')).toMatchObject({ outcome: 'undetermined', failed: true });
  });

  it('had credentials when XMLHttpRequest made it, which follows every redirect', () => {
    expect(stopped('xhr')).toMatchObject({
      outcome: 'blocked',
      error: 'WildcardOriginNotAllowed',
      certainty: 'likely',
    });
  });
});

describe('an address in a sentence', () => {
  it.each([
    ['https://user:secret@api.test/a?token=1#b', 'https://api.test/a'],
    ['myapp://open, https://user:secret@api.test/x', 'myapp://open, https://api.test/x'],
    ['//us@er:secret@api.test/x', '//api.test/x'],
    ['app:x//user:secret@api.test', 'app:x//api.test'],
  ])('%s names no user and no query', (url, shown) => {
    expect(address(url)).toBe(shown);
    expect(serverOf(url)).not.toMatch(/secret|token/);
  });
});

describe('late and malformed entries', () => {
  it('an entry sent again with its real status replaces the one without', () => {
    const session = new Session({ source: 'chromium' });
    const early = entry({ at: 0, asks: { Referer: page }, error: 'net::ERR_FAILED' });
    session.add([early], 0);
    expect(session.flush().findings[0]?.verdict.outcome).toBe('undetermined');
    const late = entry({
      at: 0,
      asks: { Origin: 'http://app.test' },
      status: 401,
      error: 'net::ERR_FAILED',
    });
    session.add([late], 0);
    expect(session.flush().findings[0]?.verdict).toMatchObject({
      error: 'MissingAllowOriginHeader',
    });
    expect(session.findings()).toHaveLength(1);
  });

  it('a failure is explained anew when its server comes to allow another request', () => {
    const session = new Session({ source: 'chromium' });
    const asks = { Origin: 'http://app.test' };
    const refused = entry({
      at: 0,
      asks,
      status: 403,
      says: { Vary: 'Origin' },
      error: 'net::ERR_FAILED',
    });
    session.add([refused], 0);
    expect(session.flush().findings[0]?.diagnosis).toMatchObject({
      rule: 'allow-origin-missing',
      misleading: false,
    });
    const says = { 'Access-Control-Allow-Origin': 'http://app.test', Vary: 'Origin' };
    session.add([entry({ at: 9, url: 'http://api.test/other', asks, status: 200, says })], 1);
    const { findings } = session.flush();
    expect(findings.map(({ exchange }) => exchange.id)).toEqual(['x1', 'x0']);
    expect(session.findings()[0]?.diagnosis).toMatchObject({ rule: 'forbidden', misleading: true });
    session.add([entry({ at: 20, url: 'http://api.test/more', asks, status: 200, says })], 2);
    expect(session.flush().findings).toHaveLength(1);
  });

  it('a request of no page belongs to the page that began before it', () => {
    const pages = ['http://one.test/', 'http://two.test/'].map((title, i) => ({
      id: `page_${i}`,
      title,
      startedDateTime: entry({ at: 1_000 * i }).startedDateTime,
    }));
    const session = new Session({ source: 'chromium', complete: true });
    const request = (at: number) => entry({ at, status: 200 });
    session.add([request(500), request(1_500)], 0, pages);
    session.flush();
    expect(session.findings().map(({ exchange }) => exchange.page)).toEqual([
      'http://one.test/',
      'http://two.test/',
    ]);
  });

  it('are counted with what is wrong, and stop nothing', () => {
    const good = entry({
      at: 0,
      asks: { Origin: 'http://app.test' },
      status: 500,
      error: 'net::ERR_FAILED',
    });
    const bad = [
      null,
      'text',
      {},
      { request: { url: api, method: 'GET', headers: [] } },
      { request: { method: 'GET', headers: [] }, response: { headers: [] } },
      { request: { url: 'no url', method: 'GET', headers: [] }, response: { headers: [] } },
      { request: { url: api, method: 'GET' }, response: {} },
    ];
    const session = new Session({ source: 'chromium', complete: true });
    session.add([...bad, good], 0);
    session.flush();
    expect(session.malformed).toHaveLength(bad.length);
    expect(session.findings()).toHaveLength(1);
    expect(session.counts).toEqual({ entries: bad.length + 1, checked: 1 });
  });
});

describe('a flood', () => {
  it('of one URL keeps every finding once and stays quick', { timeout: 60_000 }, () => {
    const session = new Session({ source: 'chromium' });
    // The processor's time: a busy machine does not make the code slower.
    const started = process.cpuUsage();
    for (let index = 0; index < 20_000; index++) {
      session.add(
        [
          entry({
            at: index * 5,
            asks: { Origin: 'http://app.test' },
            status: 500,
            error: 'net::ERR_FAILED',
          }),
        ],
        index,
      );
      if (index % 100 === 99) session.flush();
    }
    expect(session.findings()).toHaveLength(20_000);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(20_000);
    session.forgetBefore(19_000);
    expect(session.findings()).toHaveLength(1_000);
  });
});
