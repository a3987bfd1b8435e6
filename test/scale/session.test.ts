import { describe, expect, it } from 'vitest';
import { Session } from '../../src/session.ts';
import { entry, preflight } from '../entries.ts';

const asks = { Origin: 'http://app.test' };

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
