import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { previewLimit } from '../src/background/previews.ts';
import { withoutBodies } from '../src/devtools/entry.ts';
import { Log } from '../src/devtools/log.ts';
import { readTimings, timeOriginExpression, timingsExpression } from '../src/devtools/timings.ts';
import type { Simulation } from '../src/fixes/simulate.ts';
import { clock, Extension, entry, settle } from './wired.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: clock.now });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('from the devtools page to the panel', () => {
  it('shows what was recorded before and after the panel was opened', async () => {
    const extension = new Extension();
    extension.capture.finished(entry('/early'));
    extension.connectDevtools();
    await settle();
    extension.connectPanel();
    await settle();
    extension.capture.finished(entry('/late'));
    await settle();
    expect(extension.urls()).toEqual([
      'https://api.example.com/early',
      'https://api.example.com/late',
    ]);
    expect(extension.store.get().connected).toBe(true);
  });

  it('shows what the browser recorded before DevTools was opened, once', async () => {
    const extension = new Extension();
    const heard = entry('/heard');
    extension.har = [entry('/earlier'), heard];
    extension.capture.finished(heard);
    extension.connectDevtools();
    extension.connectPanel();
    await extension.capture.begin('https://shop.example/');
    await settle();
    expect(extension.urls().sort()).toEqual([
      'https://api.example.com/earlier',
      'https://api.example.com/heard',
    ]);
  });

  it('loses nothing when the worker is stopped, in whatever order the ends reconnect', async () => {
    for (const first of ['devtools', 'panel']) {
      const extension = new Extension();
      extension.connectDevtools();
      extension.connectPanel();
      for (let i = 0; i < 450; i += 1) extension.capture.finished(entry(`/before/${i}`));
      await settle();
      expect(extension.urls()).toHaveLength(450);

      extension.stopWorker();
      extension.capture.finished(entry('/meanwhile'));
      await settle();
      expect(extension.urls()).toHaveLength(450);

      if (first === 'devtools') extension.connectDevtools();
      extension.connectPanel();
      await settle();
      if (first === 'panel') {
        expect(
          extension.urls(),
          'keeps what it shows until the worker knows it again',
        ).toHaveLength(450);
        extension.connectDevtools();
      }
      await settle();
      expect(extension.urls()).toHaveLength(451);
      extension.capture.finished(entry('/after'));
      await settle();
      expect(extension.urls()).toHaveLength(452);
    }
  });

  it('shows the first of what comes at once, and a flood in batches', async () => {
    const extension = new Extension();
    extension.connectDevtools();
    extension.connectPanel();
    await settle();
    await settle();
    const before = extension.responses.length;
    extension.capture.finished(entry('/first'));
    await vi.advanceTimersByTimeAsync(2);
    expect(extension.urls()).toEqual(['https://api.example.com/first']);
    for (let i = 0; i < 100; i += 1) {
      extension.capture.finished(entry(`/${i}`));
      await vi.advanceTimersByTimeAsync(1);
    }
    await settle();
    expect(extension.urls()).toHaveLength(101);
    expect(extension.responses.length - before).toBeLessThan(5);
  });

  it('never shows half of a replay', async () => {
    const extension = new Extension();
    for (let i = 0; i < 1000; i += 1) extension.capture.finished(entry(`/${i}`));
    extension.connectPanel();
    extension.connectDevtools();
    const seen: number[] = [];
    extension.store.subscribe(() => {
      if (extension.store.get().connected) seen.push(extension.store.get().counts.checked);
    });
    await settle();
    expect(new Set(seen)).toEqual(new Set([1000]));
    expect(extension.urls()).toHaveLength(1000);
  });

  it('counts malformed entries and goes on', async () => {
    const extension = new Extension();
    extension.connectDevtools();
    extension.connectPanel();
    const broken = [null, 7, 'entry', [], {}, { request: null }, { request: { url: 5 } }, () => 1];
    for (const item of broken) extension.capture.finished(item);
    extension.capture.finished(entry('/fine'));
    await settle();
    expect(extension.urls()).toEqual(['https://api.example.com/fine']);
    expect(extension.store.get().malformed).toHaveLength(broken.length);
  });

  it('exports the raw entries in parts', async () => {
    const extension = new Extension();
    extension.connectDevtools();
    extension.connectPanel();
    for (let i = 0; i < 401; i += 1) extension.capture.finished(entry(`/${i}`));
    await settle();
    extension.send({ type: 'export', request: 3 });
    await settle();
    const parts = extension.responses.filter((message) => message.type === 'har');
    expect(parts.flatMap(({ entries }) => entries)).toHaveLength(401);
    expect(parts.map(({ more }) => more)).toEqual([true, true, false]);
  });
});

describe('a preview of a fix', () => {
  const simulation: Simulation = {
    server: 'https://api.example.com',
    origin: 'https://shop.example',
    responses: [['Access-Control-Allow-Origin', 'https://shop.example']],
    preflights: [],
    wrong: [],
  };

  async function begun(): Promise<Extension> {
    const extension = new Extension();
    extension.connectDevtools();
    extension.connectPanel();
    await extension.capture.begin('https://shop.example/');
    await settle();
    extension.hosts = ['https://api.example.com/*', 'https://shop.example/*'];
    extension.send({ type: 'try', simulation });
    await settle();
    return extension;
  }
  const said = ({ responses }: Extension) => responses.findLast(({ type }) => type === 'preview');
  const marks = ({ store }: Extension) =>
    store.get().findings.map(({ exchange }) => exchange.simulated);
  /** A request that begins now; those of the tests above begin on a clock of their own. */
  const made = (path: string, startedAt = Date.now()) => entry(path, { startedAt });

  it('is on in its tab, and marks what is made meanwhile and goes to its server', async () => {
    const extension = await begun();
    expect([...extension.rules.values()]).toEqual([7, 7, 7, 7]);
    expect(said(extension)).toMatchObject({
      preview: { server: simulation.server, until: expect.any(Number) },
      ended: null,
    });
    await vi.advanceTimersByTimeAsync(1_000);
    const elsewhere = made('/elsewhere') as { request: { url: string } };
    elsewhere.request.url = 'https://cdn.example.com/elsewhere';
    extension.capture.finished(made('/before', Date.now() - 10_000));
    extension.capture.finished(made('/during'));
    extension.capture.finished(elsewhere);
    extension.send({ type: 'stop' });
    await settle();
    expect(extension.rules.size).toBe(0);
    expect(extension.hosts).toEqual([]);
    expect(said(extension)).toMatchObject({ preview: null, ended: 'stopped' });
    await vi.advanceTimersByTimeAsync(1_000);
    extension.capture.finished(made('/after'));
    await settle();
    expect(marks(extension)).toEqual([false, true, false, false]);
  });

  it('marks what began before it and was answered during it, and a response that is told late', async () => {
    const extension = await begun();
    const slow = made('/slow', Date.now() - 60_000) as { time: number };
    slow.time = 65_000;
    extension.capture.finished(slow);
    const early = entry('/early', { startedAt: Date.now(), status: 0 });
    extension.capture.finished(early);
    extension.har = [entry('/early', { startedAt: Date.now(), status: 401 })];
    await vi.advanceTimersByTimeAsync(3_000);
    expect(marks(extension)).toEqual([true, true]);
    const { findings } = extension.store.get();
    expect(findings[1]?.exchange.hops[0].response?.status).toBe(401);
  });

  it('ends by itself', async () => {
    const extension = await begun();
    await vi.advanceTimersByTimeAsync(previewLimit - 10_000);
    expect(extension.rules.size).toBe(4);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(extension.rules.size).toBe(0);
    expect(said(extension)).toMatchObject({ preview: null, ended: 'time' });
  });

  it('ends with the page it was for', async () => {
    const extension = await begun();
    await extension.capture.navigated('https://shop.example/two');
    await settle();
    expect(extension.rules.size).toBe(4);
    await extension.capture.navigated('https://shop.example.org/');
    await settle();
    expect(extension.rules.size).toBe(0);
    expect(said(extension)).toMatchObject({ preview: null, ended: 'left' });
  });

  it('leaves no rules behind when the worker is stopped, and what it changed stays marked', async () => {
    const extension = await begun();
    await vi.advanceTimersByTimeAsync(1_000);
    extension.capture.finished(made('/during'));
    await settle();
    extension.stopWorker();
    await settle();
    expect(extension.rules.size).toBe(0);
    expect(extension.hosts).toEqual([]);
    extension.capture.finished(made('/meanwhile'));
    extension.connectDevtools();
    extension.connectPanel();
    await vi.advanceTimersByTimeAsync(1_000);
    extension.capture.finished(made('/after'));
    await settle();
    expect(said(extension)).toMatchObject({ preview: null });
    // Nobody knows when exactly the rules went: what came before the word of it may have been changed.
    expect(marks(extension)).toEqual([true, true, false]);
  });

  it('ends when nobody would see any more that it is on', async () => {
    const extension = await begun();
    extension.cut('panel');
    await settle();
    expect(extension.rules.size).toBe(0);
  });

  const wanted = ['https://api.example.com/*', 'https://shop.example/*'];
  /** A panel that has just asked the user. */
  async function asking(): Promise<Extension> {
    const extension = new Extension();
    extension.connectDevtools();
    extension.connectPanel();
    extension.send({ type: 'asking', hosts: wanted });
    await settle();
    return extension;
  }

  it('keeps the hosts that the user was asked for until it begins', async () => {
    const extension = await asking();
    extension.allow(wanted);
    await settle();
    expect(extension.hosts).toEqual(wanted);
    extension.send({ type: 'try', simulation });
    await settle();
    expect(extension.rules.size).toBe(4);
    extension.send({ type: 'stop' });
    await settle();
    expect(extension.hosts).toEqual([]);
  });

  it.each(['devtools', 'panel'] as const)(
    'gives back what is allowed after the %s was closed with the question open',
    async (which) => {
      const extension = await asking();
      extension.cut(which === 'panel' ? 'panel' : 'devtools');
      if (which === 'devtools') extension.cut('devtools');
      await settle();
      extension.allow(wanted);
      await settle();
      expect(extension.hosts).toEqual([]);
    },
  );

  it('gives back what was allowed when the panel goes before it can begin', async () => {
    const extension = await asking();
    extension.allow(wanted);
    await settle();
    extension.cut('panel');
    await settle();
    expect(extension.hosts).toEqual([]);
  });

  it('gives back what nobody asked for, and what the user said no to', async () => {
    const extension = await asking();
    extension.send({ type: 'asking', hosts: [] });
    await settle();
    extension.allow(['https://elsewhere.example/*', ...wanted]);
    await settle();
    expect(extension.hosts).toEqual([]);
  });

  it('survives a worker that is stopped with the question open', async () => {
    for (const back of [true, false]) {
      const extension = await asking();
      extension.stopWorker();
      if (back) {
        extension.connectDevtools();
        extension.connectPanel();
        // What `PreviewClient.reconnected` does.
        extension.send({ type: 'asking', hosts: wanted });
      }
      await settle();
      extension.allow(wanted);
      await settle();
      expect(extension.hosts).toEqual(back ? wanted : []);
    }
  });

  it('has a worker started every half minute for as long as something may be left', async () => {
    const extension = await asking();
    const trying = async () => {
      extension.send({ type: 'asking', hosts: wanted });
      await settle();
      extension.allow(wanted);
      extension.send({ type: 'try', simulation });
      await settle();
    };
    expect(extension.woken).toBe(true);
    extension.send({ type: 'asking', hosts: [] });
    await settle();
    expect(extension.woken).toBe(false);
    await trying();
    expect(extension.woken).toBe(true);
    extension.send({ type: 'stop' });
    await settle();
    expect(extension.woken).toBe(false);
    // DevTools is closed after the worker was stopped: nobody connects again.
    await trying();
    expect({ woken: extension.woken, rules: extension.rules.size }).toEqual({
      woken: true,
      rules: 4,
    });
    extension.stopWorker();
    await settle();
    expect(extension.woken).toBe(false);
    expect(extension.hosts).toEqual([]);
    expect(extension.rules.size).toBe(0);
  });

  it('ends when the tab crashes', async () => {
    const extension = await begun();
    extension.crashed = true;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(extension.rules.size).toBe(0);
    expect(extension.hosts).toEqual([]);
    expect(said(extension)).toMatchObject({ preview: null, ended: 'stopped' });
  });

  it('is replaced by the next one in the same tab', async () => {
    const extension = await begun();
    const before = [...extension.rules.keys()];
    extension.hosts.push('https://b.example/*');
    extension.send({ type: 'try', simulation: { ...simulation, server: 'https://b.example' } });
    await settle();
    expect(extension.rules.size).toBe(4);
    expect([...extension.rules.keys()].some((id) => before.includes(id))).toBe(false);
    expect(said(extension)).toMatchObject({ preview: { server: 'https://b.example' } });
  });

  it('does not begin without both hosts', async () => {
    const extension = await begun();
    extension.send({ type: 'stop' });
    extension.send({ type: 'try', simulation });
    await settle();
    expect(extension.rules.size).toBe(0);
    expect(said(extension)).toMatchObject({ preview: null, ended: 'refused' });
    extension.capture.finished(made('/after', Date.now() + 1_000));
    await settle();
    expect(marks(extension)).toEqual([false]);
  });
});

describe('navigation', () => {
  it('keeps the requests of the new page, also those that ended before the news of it', async () => {
    const extension = new Extension({ firefox: true });
    extension.connectDevtools();
    extension.connectPanel();
    const began = clock.now + 10_000;
    extension.capture.finished(entry('/old'));
    extension.capture.finished(entry('/old-but-late', { startedAt: began - 500 }));
    extension.capture.finished(entry('/new-and-early', { startedAt: began + 30 }));
    vi.setSystemTime(began + 5_000);
    extension.timeOrigin = began;
    await extension.capture.navigated('https://shop.example/two');
    await settle();
    extension.capture.finished(entry('/old-and-too-late', { startedAt: began - 500 }));
    extension.capture.finished({ nonsense: true });
    await settle();
    expect(extension.urls()).toEqual(['https://api.example.com/new-and-early']);
    expect(extension.store.get().malformed).toHaveLength(1);
    expect(extension.store.get().findings[0]?.exchange.page).toBe('https://shop.example/two');
    expect(extension.store.get().page).toBe('https://shop.example/two');
  });

  it('goes by the load of the document when the page cannot be asked', async () => {
    const extension = new Extension();
    extension.connectDevtools();
    extension.connectPanel();
    const began = clock.now + 10_000;
    extension.capture.finished(entry('/old', { startedAt: began - 500 }));
    const load = entry('', { startedAt: began, status: 200 }) as { request: { url: string } };
    load.request.url = 'https://shop.example/two?tab=1';
    extension.capture.finished({ ...load, _resourceType: 'document' });
    extension.capture.finished(entry('/new', { startedAt: began + 30 }));
    vi.setSystemTime(began + 5_000);
    await extension.capture.navigated('https://shop.example/two?tab=1#part');
    await settle();
    expect(extension.urls()).toEqual(['https://api.example.com/new']);
  });

  it('clears everything when the page does not say when it began, or says nonsense', async () => {
    for (const origin of [null, 0, Number.NaN, Number.POSITIVE_INFINITY]) {
      const extension = new Extension();
      extension.connectDevtools();
      extension.connectPanel();
      extension.capture.finished(entry('/old'));
      await settle();
      clock.now += 10_000;
      vi.setSystemTime(clock.now);
      extension.timeOrigin = 1;
      await extension.capture.navigated('https://shop.example/one');
      extension.timeOrigin = origin;
      await extension.capture.navigated('https://shop.example/two');
      await settle();
      expect(extension.urls()).toEqual([]);
    }
  });

  it('clears nothing while the log is preserved', async () => {
    const extension = new Extension();
    extension.connectDevtools();
    extension.connectPanel();
    await settle();
    extension.send({ type: 'preserve', preserve: true });
    await settle();
    expect(extension.store.get().preserve).toBe(true);
    extension.capture.finished(entry('/old'));
    await extension.capture.navigated('https://shop.example/two');
    await settle();
    expect(extension.urls()).toHaveLength(1);
  });

  it('is forgotten by a worker that is stopped in the middle of it', async () => {
    const extension = new Extension();
    extension.connectDevtools();
    extension.connectPanel();
    extension.capture.finished(entry('/old'));
    await settle();
    clock.now += 10_000;
    vi.setSystemTime(clock.now);
    extension.stopWorker();
    await extension.capture.navigated('https://shop.example/two');
    extension.connectPanel();
    extension.connectDevtools();
    await settle();
    expect(extension.urls()).toEqual([]);
  });
});

describe('what the page says of itself', () => {
  /** The value of an expression in a page in which this script ran first. */
  const evaluate = (script: string, expression: string): unknown =>
    runInNewContext(`${script};(${expression})`, {});
  const timing = (change: string) => `
    var window = globalThis;
    var performance = { now: () => 5000, setResourceTimingBufferSize() {}, getEntriesByType: () => [
      { name: 'https://api.example.com/a', startTime: 100, duration: 20, responseStatus: 200, initiatorType: 'fetch' },
    ] };
    var length = 0;
    Date.now = () => 1800000000000;
    ${change}`;
  const read = (change: string) => readTimings(evaluate(timing(change), timingsExpression(0)));

  it('is a number of milliseconds, or nothing', () => {
    const ask = (origin: string) =>
      evaluate(`const performance = { get timeOrigin() { ${origin} } }`, timeOriginExpression);
    expect(ask('return 1800000000000.25')).toBe(1_800_000_000_000.25);
    for (const lie of [
      'return "x".repeat(1e8)',
      'return Array(5e6).fill({})',
      'return NaN',
      'return 1e300',
      'return -1',
      'return { valueOf: () => 1 }',
      'throw 1',
      '',
    ])
      expect(ask(lie), lie).toBeNull();
  });

  it('is its Resource Timing, as numbers within bounds', () => {
    expect(read('')).toEqual([
      {
        name: 'https://api.example.com/a',
        startTime: 1_799_999_995_100,
        offset: 100,
        duration: 20,
        responseStatus: 200,
        initiatorType: 'fetch',
      },
    ]);
  });

  it.each([
    [
      'functions of its own',
      'JSON.stringify = Array.prototype.slice = Array.prototype.push = String = Number = () => { throw 1 };',
      1,
    ],
    [
      'a name that is too long',
      'performance.getEntriesByType = () => [{ name: "x".repeat(1e8), startTime: 1, duration: 1, responseStatus: 0, initiatorType: "fetch" }]',
      0,
    ],
    [
      'objects for numbers',
      'performance.getEntriesByType = () => [{ name: "x", startTime: [1], duration: {}, responseStatus: "9", initiatorType: [] }]',
      0,
    ],
    [
      'times that are none',
      'performance.getEntriesByType = () => [{ name: "x", startTime: 1e300, duration: NaN, responseStatus: -1, initiatorType: "" }]',
      0,
    ],
    [
      'a list without an end',
      'performance.getEntriesByType = () => new Proxy({}, { get: (_, key) => key === "length" ? 1e9 : { name: "x", startTime: 1, duration: 1, responseStatus: 0, initiatorType: "fetch" } })',
      20_000,
    ],
    [
      'lines of its own',
      'performance.getEntriesByType = () => [{ name: "x\\n1 2 3 4", startTime: 1, duration: 1, responseStatus: 0, initiatorType: "fetch" }]',
      1,
    ],
  ])('says nothing by %s', (_, change, most) => {
    const text = evaluate(timing(change), timingsExpression(0));
    expect(String(text).length).toBeLessThan(9_000_000);
    expect(readTimings(text)).toHaveLength(most);
  });

  it('is believed only where DevTools does not know when it began', async () => {
    const extension = new Extension();
    extension.connectDevtools();
    extension.connectPanel();
    const began = clock.now + 10_000;
    extension.capture.finished(entry('/old', { startedAt: began - 500 }));
    extension.capture.finished(entry('/new', { startedAt: began + 30 }));
    vi.setSystemTime(began + 5_000);
    extension.timeOrigin = began + 5_000;
    const title = 'https://shop.example/two';
    extension.pages = [{ id: 'page_2', title, startedDateTime: new Date(began).toISOString() }];
    await extension.capture.navigated(title);
    await settle();
    expect(extension.urls()).toEqual(['https://api.example.com/new']);
  });
});

describe('a page that is loaded again', () => {
  it('is not taken for the load before, whose document has the same URL', async () => {
    const extension = new Extension();
    extension.connectDevtools();
    extension.connectPanel();
    const url = 'https://shop.example/two';
    const document = (startedAt: number) => {
      const load = entry('', { startedAt, status: 200 }) as { request: { url: string } };
      load.request.url = url;
      return { ...load, _resourceType: 'document' };
    };
    extension.pages = [{ title: url, startedDateTime: new Date(clock.now - 5_000).toISOString() }];
    extension.capture.finished(document(clock.now - 5_000));
    extension.capture.finished(entry('/old', { startedAt: clock.now - 4_000 }));
    clock.now += 10_000;
    vi.setSystemTime(clock.now);
    extension.timeOrigin = clock.now - 100;
    await extension.capture.navigated(url);
    await settle();
    expect(extension.urls()).toEqual([]);
  });
});

describe('clearing', () => {
  it('goes from the panel to the source of truth', async () => {
    const extension = new Extension();
    extension.connectDevtools();
    extension.connectPanel();
    extension.capture.finished(entry('/old'));
    await settle();
    extension.send({ type: 'clear' });
    await settle();
    expect(extension.urls()).toEqual([]);
    extension.capture.finished(entry('/new'));
    await settle();
    expect(extension.urls()).toEqual(['https://api.example.com/new']);
  });
});

describe('late facts', () => {
  it('replaces an entry that came before its status was known', async () => {
    const extension = new Extension();
    extension.connectDevtools();
    extension.connectPanel();
    const startedAt = clock.now;
    extension.capture.finished(entry('/slow', { status: 0, startedAt }));
    await settle();
    extension.har = [entry('/slow', { status: 401, startedAt })];
    await vi.advanceTimersByTimeAsync(5_000);
    const [finding] = extension.store.get().findings;
    expect(finding?.exchange.hops[0].response?.status).toBe(401);
    expect(extension.urls()).toHaveLength(1);
  });

  it('tells identical calls of one millisecond apart by their number', () => {
    const log = new Log();
    const startedAt = clock.now;
    log.add(entry('/same', { status: 0, startedAt }));
    log.add(entry('/same', { status: 500, startedAt }));
    log.add(entry('/same', { status: 0, startedAt }));
    const fresh = [500, 500, 0].map((status) => entry('/same', { status, startedAt }));
    expect(log.refresh(fresh).map(({ index }) => index)).toEqual([0]);
  });

  it('never asks Firefox, which loses requests while it answers', async () => {
    const extension = new Extension({ firefox: true });
    extension.connectDevtools();
    extension.capture.finished(entry('/failed', { status: 0 }));
    await expect(vi.advanceTimersByTimeAsync(10_000)).resolves.not.toThrow();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('bodies', () => {
  it('are stripped before anything is kept', () => {
    const stripped = withoutBodies({
      ...(entry('/form') as object),
      _webSocketMessages: [{ data: 'a body' }],
      _eventSourceMessages: [{ data: 'a body' }],
      getContent: () => 'a body',
    });
    expect(JSON.stringify(stripped)).not.toContain('a body');
    expect(stripped).toMatchObject({ request: { postData: { mimeType: 'text/plain' } } });
  });

  it('inside a data: URL are cut', () => {
    const url = `data:text/plain,${'secret'.repeat(1000)}`;
    const stripped = withoutBodies({ request: { url }, response: {} }) as {
      request: { url: string };
    };
    expect(stripped.request.url.length).toBeLessThan(120);
  });
});
