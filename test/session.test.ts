import { describe, expect, it } from 'vitest';
import { Session } from '../src/session.ts';
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
