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

  it('rests on every load of the URL, each counted once', () => {
    const session = new Session({ source: 'chromium' });
    session.add([refetched(), unshown, refetched()], 0);
    session.flush();
    expect(ruleOf(session, 'x1')).toBe('service-worker');
    for (const index of [0, 2]) {
      expect(ruleOf(session, 'x1')).toBe('service-worker');
      session.add([refetched('http://api.test/other')], index);
      session.flush();
    }
    expect(ruleOf(session, 'x1')).toBeNull();
  });

  it('does not rest on what took the place of a forgotten entry', () => {
    const session = new Session({ source: 'chromium' });
    session.add([unshown, refetched()], 0);
    session.flush();
    session.forget([1]);
    session.add([refetched('http://api.test/other')], 1);
    session.add([entry({ at: 900, asks, status: 500, error: 'net::ERR_FAILED' })], 2);
    session.flush();
    expect(ruleOf(session, 'x0')).toBeNull();
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
  const put = { took: 3, method: 'PUT', error: 'net::ERR_FAILED' };
  const waiting = (at: number) => entry({ at: 5 * at, ...put, asks: { ...asks, 'x-a': '1' } });
  const asked = (at: number) => preflight({ at: 5 * at + 1, headers: 'x-a', status: 500 });

  /** 600 entries, more than are kept open for joining; three of them are requests that wait for their preflight. */
  function polled(): Session {
    const session = new Session({ source: 'chromium' });
    const entries = Array.from({ length: 600 }, (_, at) =>
      at === 400 || at === 599 ? waiting(at) : refused(5 * at),
    );
    // One that came early for its time, and a preflight whose request is not there.
    entries[3] = waiting(650);
    entries[200] = asked(200);
    session.add(entries, 0);
    session.flush();
    return session;
  }

  it('keeps each finding once', () => {
    const session = polled();
    const all = Array.from({ length: 600 }, (_, index) => `x${index}`);
    expect(ids(session)).toEqual([...all.filter((id) => id !== 'x3' && id !== 'x200'), 'x3']);
    expect(session.flush()).toEqual({ findings: [], removed: [] });
    session.add([refused(9_000)], 600);
    const { findings, removed } = session.flush();
    expect(findings.map(({ exchange }) => exchange.id)).toEqual(['x600']);
    expect(removed).toEqual([]);
  });

  it('leaves its oldest exchanges as they are, and joins what comes late to the newest', () => {
    const session = polled();
    session.add([asked(599), asked(400), asked(650), waiting(200)], 600);
    session.flush();
    const found = new Map(session.findings().map(({ exchange }) => [exchange.id, exchange]));
    expect(found.get('x599')?.hops[0].preflight).toMatchObject({ entry: 600 });
    expect(found.get('x3')?.hops[0].preflight).toMatchObject({ entry: 602 });
    expect(found.get('x400')?.hops[0].preflight).toBeNull();
    expect(found.get('x603')?.hops[0].preflight).toBeNull();
    expect(found.size).toBe(600);
  });

  it('gives up a finding that was settled when another entry comes in its place', () => {
    const session = polled();
    session.add([null], 0);
    expect(session.flush()).toEqual({ findings: [], removed: ['x0'] });
    session.add([refused(0, 'http://other.test/')], 1);
    const { findings, removed } = session.flush();
    expect(findings.map(({ exchange }) => exchange.hops[0].url)).toEqual(['http://other.test/']);
    expect(removed).toEqual([]);
    expect(session.counts).toEqual({ entries: 600, checked: 598 });
  });
});

describe('the progress of a flush', () => {
  it('is told now and then, from 0 to 1', () => {
    const session = new Session({ source: 'chromium', complete: true });
    session.add(
      Array.from({ length: 1_200 }, (_, at) => refused(at, `http://api.test/${at}`)),
      0,
    );
    const told: number[] = [];
    session.flush((share) => told.push(share));
    expect(told.length).toBeGreaterThan(3);
    expect(told.length).toBeLessThan(10);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(new Set(told).size).toBe(told.length);
    expect(told[0]).toBeGreaterThan(0);
    expect(told.at(-1)).toBeGreaterThan(0.8);
    expect(told.at(-1)).toBeLessThanOrEqual(1);
    expect(session.flush().findings).toEqual([]);
  });
});

describe('the dev server of a page', () => {
  const vite = { url: 'http://app.test/@vite/client', status: 200 };
  const devServer = { tool: 'vite', sign: '/@vite/client' };
  const toldFor = (...entries: object[]) => {
    const session = new Session({ source: 'chromium', complete: true });
    session.add(entries, 0);
    session.flush();
    return session.findings().find(({ exchange }) => exchange.id === 'x1')?.devServer;
  };

  it('is told with what CORS blocked there, the first that shows', () => {
    expect(toldFor(entry({ at: 0, ...vite }), refused(5))).toEqual(devServer);
    const webpack = entry({ at: 9, url: 'http://app.test/main.hot-update.js', status: 200 });
    expect(toldFor(entry({ at: 0, ...vite }), refused(5), webpack)).toEqual(devServer);
  });

  it('shows in the script that made the call, too', () => {
    const _initiator = { type: 'script', url: 'http://app.test/@vite/client', lineNumber: 1 };
    expect(toldFor({ ...entry({ at: 0, status: 200 }), _initiator }, refused(5))).toEqual(
      devServer,
    );
  });

  it('is of no matter to other pages, nor to what was not blocked', () => {
    const elsewhere = entry({ at: 0, ...vite, url: 'http://other.test/@vite/client' });
    expect(toldFor(elsewhere, refused(5))).toBeUndefined();
    const unreachable = entry({ at: 5, asks, error: 'net::ERR_CONNECTION_REFUSED' });
    expect(toldFor(entry({ at: 0, ...vite }), unreachable)).toBeUndefined();
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

  it('say nothing of their server any more once they are forgotten', () => {
    const says = { 'Access-Control-Allow-Origin': 'http://app.test', Vary: 'Origin' };
    const forbidden = entry({
      at: 20,
      asks,
      status: 403,
      says: { Vary: 'Origin' },
      error: 'net::ERR_FAILED',
    });
    const ruleAfter = (gone: number[]) => {
      const session = new Session({ source: 'chromium' });
      session.add([entry({ at: 0, url: 'http://api.test/b', asks, status: 200, says })], 0);
      session.flush();
      session.forget(gone);
      session.add([forbidden], 1);
      return session.flush().findings[0]?.diagnosis?.rule;
    };
    expect(ruleAfter([])).toBe('forbidden');
    expect(ruleAfter([0])).toBe('allow-origin-missing');
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
