import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listenTo, type RequestEvents } from '../src/background/requests.ts';
import { Watches } from '../src/background/watches.ts';
import { Hidden } from '../src/devtools/hidden.ts';
import type { Fact, FromPanel, Message } from '../src/messages.ts';
import { HiddenClient } from '../src/panel/hidden.ts';

const start = Date.parse('2026-01-01T00:00:00Z');

/** An entry as Chromium writes it of a worker's request: no status, and headers that nobody sent. */
function entry(url: string, at: number, status = 0, method = 'GET') {
  return {
    startedDateTime: new Date(start + at).toISOString(),
    time: 10,
    request: { method, url, headers: [] },
    response: { status, headers: [], _error: status === 0 ? 'net::ERR_FAILED' : '' },
  };
}

function fact(url: string, at: number, status: number, change: Partial<Fact> = {}): Fact {
  return {
    method: 'GET',
    url,
    startedAt: start + at,
    duration: 10,
    sent: [['Origin', 'https://app.example']],
    status,
    received: [['Content-Type', 'text/plain']],
    error: '',
    ...change,
  };
}

function take(entries: readonly object[], facts: readonly Fact[]) {
  const hidden = new Hidden();
  hidden.add(facts, start + 1_000);
  return hidden.take(entries);
}

const url = 'https://api.example/a';
const statuses = (revealed: readonly { by: object }[]) =>
  revealed.map(({ by }) => (by as { response: { status: number } }).response.status);

describe('a response that DevTools hides', () => {
  it('gets status and headers, and keeps what DevTools says of the failure', () => {
    const blank = entry(url, 0);
    const { revealed, preflights } = take([blank], [fact(url, 3, 401)]);
    expect(preflights).toEqual([]);
    expect(revealed).toHaveLength(1);
    expect(revealed[0]?.entry).toBe(blank);
    expect(revealed[0]?.by).toMatchObject({
      _webRequest: true,
      request: { headers: [{ name: 'Origin', value: 'https://app.example' }] },
      response: {
        status: 401,
        headers: [{ name: 'Content-Type', value: 'text/plain' }],
        _error: 'net::ERR_FAILED',
      },
    });
  });

  it('is that of its own method and URL, and of its time', () => {
    expect(take([entry(url, 0)], [fact(`${url}?b`, 0, 401)]).revealed).toEqual([]);
    expect(take([entry(url, 0)], [fact(url, 0, 401, { method: 'HEAD' })]).revealed).toEqual([]);
    expect(take([entry(url, 0)], [fact(url, 500, 401)]).revealed).toEqual([]);
    expect(take([entry(`${url}#x`, 0)], [fact(url, 0, 401)]).revealed).toHaveLength(1);
  });

  it('is not one that the page was shown', () => {
    const shown = entry(url, 0, 200);
    expect(take([shown, entry(url, 2)], [fact(url, 0, 200)]).revealed).toEqual([]);
    expect(
      statuses(take([shown, entry(url, 2)], [fact(url, 0, 200), fact(url, 2, 401)]).revealed),
    ).toEqual([401]);
  });

  it('stays unknown where two at once ended differently, or one is missing', () => {
    const two = [entry(url, 0), entry(url, 5)];
    expect(take(two, [fact(url, 0, 401), fact(url, 5, 200)]).revealed).toEqual([]);
    expect(take(two, [fact(url, 0, 401)]).revealed).toEqual([]);
    expect(statuses(take(two, [fact(url, 0, 401), fact(url, 5, 401)]).revealed)).toEqual([
      401, 401,
    ]);
    const apart = [entry(url, 0), entry(url, 300)];
    expect(statuses(take(apart, [fact(url, 300, 200), fact(url, 0, 401)]).revealed)).toEqual([
      401, 200,
    ]);
  });

  it('gets no response where none came, and waits where the fact comes first', () => {
    expect(
      take([entry(url, 0)], [fact(url, 0, 0, { error: 'net::ERR_CONNECTION_REFUSED' })]).revealed,
    ).toEqual([]);
    const hidden = new Hidden();
    hidden.add([fact(url, 0, 401)], start);
    expect(hidden.take([]).revealed).toEqual([]);
    expect(hidden.take([entry(url, 0)]).revealed).toHaveLength(1);
    expect(hidden.take([entry(url, 0)]).revealed).toEqual([]);
  });

  it('comes with its preflight, unless DevTools shows that', () => {
    const asks = fact(url, 1, 403, {
      method: 'OPTIONS',
      sent: [['Access-Control-Request-Method', 'PUT']],
    });
    const put = fact(url, 0, 0, { method: 'PUT', error: 'net::ERR_FAILED' });
    const blank = entry(url, 0, 0, 'PUT');
    const { preflights } = take([blank], [put, asks]);
    expect(preflights).toMatchObject([
      {
        _resourceType: 'preflight',
        request: { method: 'OPTIONS', url },
        response: { status: 403 },
      },
    ]);
    expect(take([blank, entry(url, 1, 403, 'OPTIONS')], [put, asks]).preflights).toEqual([]);
    expect(take([blank], [put, { ...asks, sent: [] }]).preflights).toEqual([]);
  });

  it('is the right one whenever one is named: 500 calls of 60 URLs at once', () => {
    let named = 0;
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            path: fc.nat(59),
            at: fc.nat(4_000),
            jitter: fc.nat(20),
            status: fc.constantFrom(200, 401, 500),
          }),
          { minLength: 100, maxLength: 500 },
        ),
        (calls) => {
          const owners = new Map<object, number>();
          const facts: Fact[] = [];
          for (const { path, at, jitter, status } of calls) {
            owners.set(entry(`${url}/${path}`, at), status);
            facts.push(fact(`${url}/${path}`, at + jitter, status));
          }
          const hidden = new Hidden();
          hidden.add(facts, start + 4_100);
          for (const { entry: blank, by } of hidden.take([...owners.keys()]).revealed) {
            named += 1;
            expect(statuses([{ by }])).toEqual([owners.get(blank)]);
          }
        },
      ),
      { numRuns: 50 },
    );
    expect(named).toBeGreaterThan(1_000);
  });
});

/** `webRequest` without a browser: the listeners of each event. */
function fakeEvents() {
  const listeners = new Map<string, Set<(details: object) => void>>();
  const events = new Proxy({} as RequestEvents, {
    get(_, name: string) {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all);
      return {
        addListener: (listener: (details: object) => void) => all.add(listener),
        removeListener: (listener: (details: object) => void) => all.delete(listener),
      };
    },
  });
  const fire = (name: string, details: object) => {
    for (const listener of listeners.get(name) ?? []) listener(details);
  };
  return {
    events,
    fire,
    count: () => [...listeners.values()].reduce((sum, all) => sum + all.size, 0),
  };
}

describe('what webRequest tells', () => {
  const begun = { requestId: '1', method: 'GET', url, timeStamp: start };

  it('is told when the request ends, once, redirects one by one', () => {
    const { events, fire, count } = fakeEvents();
    const told: Fact[] = [];
    const stop = listenTo(events, ['https://api.example/*'], 7, (one) => told.push(one));
    fire('onBeforeRequest', begun);
    fire('onSendHeaders', {
      ...begun,
      requestHeaders: [{ name: 'Origin', value: 'x' }, { name: 'Odd' }],
    });
    fire('onHeadersReceived', {
      ...begun,
      statusCode: 302,
      responseHeaders: [{ name: 'Location', value: '/b' }],
    });
    fire('onBeforeRedirect', { ...begun, timeStamp: start + 4 });
    fire('onBeforeRequest', { ...begun, url: `${url}/b`, timeStamp: start + 5 });
    fire('onErrorOccurred', { ...begun, timeStamp: start + 9, error: 'net::ERR_FAILED' });
    fire('onCompleted', { ...begun, timeStamp: start + 9 });
    expect(told).toMatchObject([
      {
        url,
        status: 302,
        duration: 4,
        sent: [['Origin', 'x']],
        received: [['Location', '/b']],
        error: '',
      },
      { url: `${url}/b`, status: 0, duration: 4, error: 'net::ERR_FAILED' },
    ]);
    stop();
    expect(count()).toBe(0);
  });

  it('is asked for as long as the panel is open, and not where it is not allowed', async () => {
    const kept: (readonly string[])[] = [];
    const { events, count } = fakeEvents();
    let allowed = true;
    const watches = new Watches({
      listen: (hosts, tabId, tell) => (allowed ? listenTo(events, hosts, tabId, tell) : null),
      keep: async (_, hosts) => void kept.push(hosts),
    });
    const told: string[][] = [];
    const listeners = { onFacts: () => {}, onChange: (servers: string[]) => told.push(servers) };
    const hosts = ['https://api.example/*', 'https://app.example/*'];
    await watches.start(7, 'https://api.example', hosts, listeners);
    await watches.start(7, 'https://api.example', hosts, listeners);
    expect(count()).toBe(6);
    await watches.stop(7, 'https://api.example', listeners);
    expect(count()).toBe(0);
    expect(told).toEqual([['https://api.example'], ['https://api.example'], []]);
    expect(kept).toEqual([hosts, hosts, []]);
    await watches.start(7, 'https://api.example', hosts, listeners);
    await watches.leave(7);
    expect([count(), watches.of(7), kept.at(-1)]).toEqual([0, [], []]);
    allowed = false;
    await watches.start(7, 'https://api.example', hosts, listeners);
    expect([told.at(-1), kept.at(-1)]).toEqual([[], []]);
  });
});

describe('the panel’s side', () => {
  function client(answer: boolean | Error) {
    const sent: Message<FromPanel>[] = [];
    const hidden = new HiddenClient({
      ask: async () => {
        if (answer instanceof Error) throw answer;
        return answer;
      },
      send: (message) => sent.push(message),
    });
    return { hidden, sent };
  }
  const hosts = ['https://api.example/*', 'https://app.example/*'];

  it('tells the worker of the question first, and starts with a yes', async () => {
    const { hidden, sent } = client(true);
    const started = hidden.start('https://api.example', 'https://app.example');
    hidden.reconnected();
    await started;
    expect(sent).toEqual([
      { type: 'asking', hosts },
      { type: 'asking', hosts },
      { type: 'watch', server: 'https://api.example', hosts },
    ]);
    hidden.receive({ type: 'watched', servers: ['https://api.example'] });
    expect(hidden.get()).toEqual({
      servers: ['https://api.example'],
      asking: null,
      declined: null,
    });
    hidden.stop('https://api.example');
    expect(sent.at(-1)).toEqual({ type: 'unwatch', server: 'https://api.example' });
  });

  it.each([false, new Error('no window to ask in')])('does nothing without: %s', async (no) => {
    const { hidden, sent } = client(no);
    await hidden.start('https://api.example', 'https://app.example');
    expect(sent.at(-1)).toEqual({ type: 'asking', hosts: [] });
    expect(hidden.get()).toMatchObject({ asking: null, declined: 'https://api.example' });
  });
});
