import { describe, expect, it } from 'vitest';
import { entriesOf, Session } from '../src/session.ts';
import { api, entry, page, preflight } from './entries.ts';

const asks = { Origin: 'http://app.test' };
const refused = (at: number, url = api) =>
  entry({ at, url, asks, status: 500, error: 'net::ERR_FAILED' });

function ids(session: Session): string[] {
  return session.findings().map(({ exchange }) => exchange.id);
}

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
      { request: { method: 'GET', headers: [] }, response: { headers: [] } },
      { request: { url: 'no url', method: 'GET', headers: [] }, response: { headers: [] } },
    ];
    const session = new Session({ source: 'chromium', complete: true });
    session.add([...bad, good], 0);
    session.flush();
    expect(session.malformed).toHaveLength(bad.length);
    expect(session.findings()).toHaveLength(1);
    expect(session.counts).toEqual({ entries: bad.length + 1, checked: 1 });
  });
});

describe('a session', () => {
  it('comes to the same in any order of arrival', () => {
    const entries = [
      entry({
        at: 0,
        took: 30,
        method: 'PUT',
        asks: { 'x-a': '1', Referer: page },
        error: 'net::ERR_FAILED',
      }),
      preflight({ at: 2, headers: 'x-a', status: 403 }),
      entry({
        at: 40,
        asks,
        status: 302,
        says: { 'Access-Control-Allow-Origin': '*', Location: '/b' },
      }),
      entry({ at: 60, url: 'http://api.test/b', asks, status: 500, error: 'net::ERR_FAILED' }),
    ];
    const told = (order: readonly number[]) => {
      const session = new Session({ source: 'chromium', complete: true });
      for (const index of order) {
        session.add([entries[index]], index);
        session.flush();
      }
      return session.findings();
    };
    const forward = told([0, 1, 2, 3]);
    expect(forward.map(({ exchange }) => exchange.hops.length)).toEqual([1, 2]);
    expect(told([3, 1, 0, 2])).toEqual(forward);
    expect(told([2, 3, 1, 0])).toEqual(forward);
  });

  it('counts an entry that comes again once', () => {
    const session = new Session({ source: 'chromium' });
    session.add([refused(0)], 0);
    session.flush();
    session.add([refused(0)], 0);
    expect(session.flush()).toEqual({ findings: [], removed: [] });
    expect(session.counts).toEqual({ entries: 1, checked: 1 });
  });

  it('takes a good entry in the place of a malformed one', () => {
    const session = new Session({ source: 'chromium' });
    session.add([{}], 0);
    session.flush();
    expect(session.malformed).toHaveLength(1);
    session.add([refused(0)], 0);
    session.flush();
    expect(session.malformed).toEqual([]);
    expect(session.counts).toEqual({ entries: 1, checked: 1 });
  });

  it('takes a malformed entry in the place of a good one', () => {
    const session = new Session({ source: 'chromium' });
    session.add([refused(0)], 0);
    session.flush();
    session.add([null], 0);
    expect(session.flush()).toEqual({ findings: [], removed: ['x0'] });
    expect(session.counts).toEqual({ entries: 1, checked: 0 });
  });

  it('takes an entry of another URL in the place of one', () => {
    const session = new Session({ source: 'chromium' });
    session.add([refused(0)], 0);
    session.flush();
    session.add([refused(0, 'http://other.test/')], 0);
    const { findings, removed } = session.flush();
    expect(removed).toEqual([]);
    expect(findings.map(({ exchange }) => exchange.hops[0].url)).toEqual(['http://other.test/']);
    expect(ids(session)).toEqual(['x0']);
  });

  it('forgets what came before an index, whatever the order of arrival', () => {
    const session = new Session({ source: 'chromium' });
    session.add([refused(30), null], 3);
    session.add([refused(0), {}, refused(20)], 0);
    session.flush();
    expect(session.forget([0, 1]).sort()).toEqual(['x0']);
    expect(ids(session)).toEqual(['x2', 'x3']);
    expect(session.malformed.map(({ entry: at }) => at)).toEqual([4]);
    expect(session.raw()).toMatchObject({ from: 2, entries: { length: 3 } });
    expect(session.flush()).toEqual({ findings: [], removed: [] });
  });

  it('forgets both halves of a request whose preflight is forgotten', () => {
    const session = new Session({ source: 'chromium' });
    const put = entry({
      at: 0,
      took: 30,
      method: 'PUT',
      asks: { 'x-a': '1', Referer: page },
      error: 'net::ERR_FAILED',
    });
    session.add([preflight({ at: 2, headers: 'x-a', status: 403 }), put], 0);
    session.flush();
    expect(session.forget([0])).toEqual(['x1']);
    session.add([refused(90)], 2);
    session.flush();
    expect(ids(session)).toEqual(['x2']);
  });
});

describe('what belongs to a session besides its entries', () => {
  it('is nothing before the first', () => {
    const session = new Session({ source: 'chromium' });
    expect(session.raw()).toEqual({ entries: [], pages: [], from: 0 });
    expect(session.flush()).toEqual({ findings: [], removed: [] });
    expect(session.counts).toEqual({ entries: 0, checked: 0 });
  });

  it('is the page, where the entries do not say', () => {
    const session = new Session({ source: 'chromium', complete: true });
    session.setPage(page);
    session.add([entry({ at: 0, status: 200 })], 0);
    expect(session.flush().findings[0]?.exchange).toMatchObject({ page });
  });

  it('is the pages of the HAR, which later entries do not bring again', () => {
    const pages = [0, 1_000].map((at) => ({
      id: `page_${at}`,
      title: `http://app.test/${at}`,
      startedDateTime: entry({ at }).startedDateTime,
    }));
    const session = new Session({ source: 'chromium', complete: true });
    session.add([entry({ at: 500, status: 200 })], 0, pages);
    session.add([entry({ at: 1_500, status: 200 })], 1);
    session.flush();
    expect(session.raw()).toMatchObject({ pages, from: 0, entries: { length: 2 } });
    expect(session.findings().map(({ exchange }) => exchange.page)).toEqual(
      pages.map(({ title }) => title),
    );
  });

  it('is whether entries name their page: one that does not is then a worker’s', () => {
    const session = new Session({ source: 'chromium' });
    const says = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'PUT' };
    const put = entry({ at: 0, took: 30, method: 'PUT', error: 'net::ERR_FAILED' });
    session.add([put, preflight({ at: 2, status: 204, says })], 0);
    const outcomes = () =>
      session.flush().findings.map(({ exchange, verdict }) => [exchange.id, verdict.outcome]);
    expect(outcomes()).toEqual([['x0', 'undetermined']]);
    const ofPage = entry({ at: 9, url: 'http://api.test/b', asks, status: 500 });
    session.add([{ ...ofPage, pageref: 'page_1' }], 2);
    expect(outcomes().sort()).toEqual([
      ['x0', 'blocked'],
      ['x2', 'allowed'],
    ]);
    session.add([{ ...ofPage, time: 11, pageref: 'page_1' }], 2);
    expect(outcomes()).toEqual([['x2', 'allowed']]);
  });
});

describe('an explanation', () => {
  const unshown = entry({ at: 0, took: 100, asks: { Referer: page }, error: 'net::ERR_FAILED' });
  /** What a service worker fetched meanwhile. */
  const refetched = (url = api) =>
    entry({ at: 10, took: 20, url, type: 'other', asks, status: 500 });
  const ruleOf = (session: Session, id: string) =>
    session.findings().find(({ exchange }) => exchange.id === id)?.diagnosis?.rule ?? null;

  it('is looked for again when the URL is loaded again, and told only when it changes', () => {
    const session = new Session({ source: 'chromium' });
    session.add([unshown], 0);
    session.flush();
    expect(ruleOf(session, 'x0')).toBeNull();
    session.add([refetched('http://api.test/other')], 1);
    session.flush();
    expect(ruleOf(session, 'x0')).toBeNull();
    session.add([refetched()], 2);
    expect(session.flush().findings.map(({ exchange }) => exchange.id)).toContain('x0');
    expect(ruleOf(session, 'x0')).toBe('service-worker');
    session.add([entry({ at: 900, asks, status: 500, error: 'net::ERR_FAILED' })], 3);
    expect(session.flush().findings.map(({ exchange }) => exchange.id)).toEqual(['x3']);
  });

  it('falls with the entry that it rests on', () => {
    for (const instead of [null, refetched('http://api.test/other')]) {
      const session = new Session({ source: 'chromium' });
      session.add([unshown, refetched()], 0);
      session.flush();
      expect(ruleOf(session, 'x0')).toBe('service-worker');
      session.add([instead], 1);
      expect(session.flush().findings.map(({ exchange }) => exchange.id)).toContain('x0');
      expect(ruleOf(session, 'x0')).toBeNull();
    }
  });

  it('is none for what was still running, and for what a preview of a fix let pass', () => {
    const session = new Session({ source: 'chromium' });
    session.add([entry({ at: 0, asks: { Referer: page } })], 0);
    const { exchange, ...pending } = session.flush().findings[0] ?? {};
    expect(pending).toEqual({ verdict: { outcome: 'pending' }, diagnosis: null, advice: [] });
    session.add([unshown], 0);
    expect(session.flush().findings[0]?.verdict).toMatchObject({ outcome: 'undetermined' });
    const [seen, hidden] = [{}, { _simulated: true }].map((mark) => {
      const says = { 'Access-Control-Allow-Origin': 'http://app.test', Link: '</b>' };
      const previewed = new Session({ source: 'chromium', complete: true });
      previewed.add([{ ...entry({ at: 0, asks, status: 200, says }), ...mark }], 0);
      return previewed.flush().findings[0];
    });
    expect(seen?.advice.map(({ rule }) => rule)).toContain('expose-headers-missing');
    expect(hidden).toMatchObject({ diagnosis: null, advice: [] });
  });

  /** How many preflights of 40 the advice about the last one counts. */
  function counted(mark: object): string | undefined {
    const session = new Session({ source: 'chromium', complete: true });
    const says = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'PUT' };
    const entries = Array.from({ length: 40 }, (_, index) => [
      { ...preflight({ at: 10_000 * index + 2, status: 204, says }), ...(index < 39 ? mark : {}) },
      {
        ...entry({ at: 10_000 * index, took: 50, method: 'PUT', asks, status: 200, says }),
        ...(index < 39 ? mark : {}),
      },
    ]).flat();
    session.add(entries, 0);
    session.flush();
    const told = session.findings().flatMap(({ advice }) => advice);
    return told.find(({ rule }) => rule === 'preflight-not-cached')?.summary;
  }

  it('sees the last 32 other loads of its URL, without those of a preview', () => {
    expect(counted({})).toMatch(/^17 identical preflights/);
    expect(counted({ _simulated: true })).toBeUndefined();
  });
});

describe('a URL that is polled', () => {
  /** 600 entries, more than are kept open for joining. */
  function polled(): Session {
    const session = new Session({ source: 'chromium' });
    for (let index = 0; index < 600; index += 300) {
      session.add(
        Array.from({ length: 300 }, (_, at) => refused((index + at) * 5)),
        index,
      );
      session.flush();
    }
    return session;
  }

  it('keeps each finding once, and still joins a preflight to a request that came before it', () => {
    const session = polled();
    expect(ids(session)).toEqual(Array.from({ length: 600 }, (_, index) => `x${index}`));
    expect(session.flush()).toEqual({ findings: [], removed: [] });
    session.add([refused(9_000)], 600);
    const { findings, removed } = session.flush();
    expect(findings.map(({ exchange }) => exchange.id)).toEqual(['x600']);
    expect(removed).toEqual([]);
    const put = { method: 'PUT', asks: { ...asks, 'x-a': '1' }, error: 'net::ERR_FAILED' };
    session.add([entry({ at: 9_100, took: 30, ...put })], 601);
    session.flush();
    session.add([preflight({ at: 9_102, headers: 'x-a', status: 500 })], 602);
    session.flush();
    expect(session.findings().at(-1)?.exchange.hops[0].preflight).toMatchObject({ entry: 602 });
  });

  it('gives up a finding that was settled when another entry comes in its place', () => {
    const session = polled();
    session.add([null], 0);
    expect(session.flush()).toEqual({ findings: [], removed: ['x0'] });
    session.add([refused(0, 'http://other.test/')], 1);
    const { findings, removed } = session.flush();
    expect(findings.map(({ exchange }) => exchange.hops[0].url)).toEqual(['http://other.test/']);
    expect(removed).toEqual([]);
    expect(session.counts).toEqual({ entries: 600, checked: 599 });
  });
});

describe('the entries of an exchange', () => {
  it('are those that were recorded', () => {
    const session = new Session({ source: 'firefox', page });
    session.add([preflight({ at: 0, headers: 'x-a', status: 403 })], 0);
    const [finding] = session.flush().findings;
    expect(finding?.exchange.hops[0].entry).toBe(-1);
    expect(finding && entriesOf(finding.exchange)).toEqual([0]);
  });

  it('can all be forgotten, and come again', () => {
    const session = new Session({ source: 'chromium' });
    session.add([refused(0), refused(20), null], 0);
    session.flush();
    expect(session.forget([0, 1, 2]).sort()).toEqual(['x0', 'x1']);
    expect(session.raw()).toMatchObject({ entries: [], from: 3 });
    expect(session.counts).toEqual({ entries: 0, checked: 0 });
    expect(session.malformed).toEqual([]);
    session.add([refused(40)], 3);
    session.flush();
    expect(ids(session)).toEqual(['x3']);
    expect(session.raw()).toMatchObject({ from: 3, entries: { length: 1 } });
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
    session.forget(Array(19_000).keys());
    expect(session.findings()).toHaveLength(1_000);
  });
});

describe('the cost of a session that is four times as long', () => {
  /** The processor's time of reading them as a file, in milliseconds; the best of two. */
  function cost(entries: readonly unknown[]): number {
    const once = () => {
      const started = process.cpuUsage();
      const session = new Session({ source: 'chromium', complete: true });
      session.add(entries, 0);
      session.flush();
      const { user, system } = process.cpuUsage(started);
      return (user + system) / 1_000;
    };
    return Math.min(once(), once());
  }
  const says = { 'Access-Control-Allow-Origin': 'http://app.test' };
  const many = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index));
  const put = { method: 'PUT', asks: { ...asks, 'x-a': '1' } };
  /** What an expired session makes of polling: every URL redirects to the login page. */
  const toLogin = (step: number) => (index: number) => [
    entry({
      at: step * index,
      url: `http://api.test/poll?${index}`,
      asks,
      status: 302,
      says: { ...says, Location: '/login' },
    }),
    entry({
      at: step * index + 10,
      url: 'http://api.test/login',
      asks,
      status: 500,
      error: 'net::ERR_FAILED',
    }),
  ];
  const floods: [string, number, (index: number) => unknown[]][] = [
    ['URLs that redirect to one, one after the other', 2_000, toLogin(50)],
    ['URLs that redirect to one, at one moment', 2_000, toLogin(0)],
    [
      'URLs that redirect to one that is never loaded',
      4_000,
      (index) => toLogin(50)(index).slice(0, 1),
    ],
    [
      'responses that redirect to the next',
      2_000,
      (index) => [
        entry({
          at: 20 * index,
          url: `http://api.test/${index}`,
          asks,
          status: 302,
          says: { ...says, Location: `/${index + 1}` },
        }),
      ],
    ],
    [
      'preflights and requests of one moment',
      1_500,
      () => [
        preflight({ at: 0, headers: 'x-a', status: 500 }),
        entry({ at: 0, ...put, error: 'net::ERR_FAILED' }),
      ],
    ],
    [
      'preflights and requests, one after the other',
      1_500,
      (index) => [
        preflight({ at: 20 * index, headers: 'x-a', status: 500 }),
        entry({ at: 20 * index, ...put, error: 'net::ERR_FAILED' }),
      ],
    ],
    [
      'responses of one URL that confirm a stored one',
      2_000,
      (index) => [
        entry({ at: 20 * index, asks: { ...asks, 'If-None-Match': `"${index}"` }, status: 304 }),
      ],
    ],
    [
      'failures of one URL',
      3_000,
      (index) => [entry({ at: 20 * index, asks, error: 'net::ERR_FAILED' })],
    ],
  ];

  it.each(floods)('is at most eight times as much: %s', { timeout: 240_000 }, (_, count, make) => {
    const short = many(count, make).flat();
    const long = many(4 * count, make).flat();
    cost(short);
    expect(cost(long)).toBeLessThan(8 * cost(short) + 100);
  });

  it('is not paid for with pairs: each request of a flood still has its preflight', () => {
    for (const step of [0, 1, 20]) {
      const entries = many(400, (index) => [
        preflight({ at: step * index, headers: 'x-a', status: 500 }),
        entry({ at: step * index, ...put, error: 'net::ERR_FAILED' }),
      ]).flat();
      const session = new Session({ source: 'chromium', complete: true });
      session.add(entries, 0);
      session.flush();
      const found = session.findings();
      expect(found).toHaveLength(400);
      expect(found.filter(({ exchange }) => exchange.hops[0].preflight === null)).toEqual([]);
    }
    const session = new Session({ source: 'chromium', complete: true });
    session.add(many(400, toLogin(0)).flat(), 0);
    session.flush();
    expect(session.findings().map(({ exchange }) => exchange.hops.length)).toEqual(
      many(400, () => 2),
    );
  });
});
