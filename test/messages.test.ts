import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Hub } from '../src/background/hub.ts';
import { type HeaderRules, Previews, previewLimit } from '../src/background/previews.ts';
import { Capture } from '../src/devtools/capture.ts';
import { withoutBodies } from '../src/devtools/entry.ts';
import { Log, maxEntries } from '../src/devtools/log.ts';
import { readTimings, timeOriginExpression, timingsExpression } from '../src/devtools/timings.ts';
import type { Simulation } from '../src/fixes/simulate.ts';
import type {
  FromDevtools,
  FromPanel,
  Message,
  Port,
  ToDevtools,
  ToPanel,
} from '../src/messages.ts';
import { Store } from '../src/panel/store.ts';

/** Two ends of a connection. What crosses is copied, as a browser does, and arrives later. */
function join<A, B>(): { near: Port<A, B>; far: Port<B, A>; cut: () => void } {
  let open = true;
  const hear: { near?: (message: Message<A>) => void; far?: (message: Message<B>) => void } = {};
  const closed: (() => void)[] = [];
  const deliver = <M>(handler: () => ((message: M) => void) | undefined, message: M) => {
    const copy = JSON.stringify(message);
    setTimeout(() => open && handler()?.(JSON.parse(copy)), 0);
  };
  return {
    near: {
      post: (message) => deliver<Message<B>>(() => hear.far, message),
      listen(onMessage, onClose) {
        hear.near = onMessage;
        closed.push(onClose);
      },
    },
    far: {
      post: (message) => deliver<Message<A>>(() => hear.near, message),
      listen(onMessage, onClose) {
        hear.far = onMessage;
        closed.push(onClose);
      },
    },
    cut() {
      open = false;
      for (const close of closed) close();
    },
  };
}

/** Devtools page, worker and panel of one tab, as the browsers' glue joins them. */
class Extension {
  /** The browser's session rules, which outlive a worker: their ids, and the tab each is for. */
  readonly rules = new Map<number, number | undefined>();
  /** The hosts the user has allowed. */
  hosts: string[] = [];
  readonly #table: HeaderRules = {
    ids: async () => [...this.rules.keys()],
    set: async ({ remove, add }) => {
      for (const id of remove) this.rules.delete(id);
      for (const { id, condition } of add) this.rules.set(id, condition.tabIds[0]);
    },
    hosts: async () => this.hosts,
    giveBack: async (hosts) => {
      this.hosts = this.hosts.filter((host) => !hosts.includes(host));
    },
    alive: async () => !this.crashed,
    wake: async (on) => {
      this.woken = on;
    },
  };
  /** The browser starts a worker every half minute. */
  woken = false;
  crashed = false;
  #previews = new Previews(this.#table);
  hub = new Hub(this.#previews);
  readonly store = new Store();
  har: unknown[] = [];
  pages: unknown[] = [];
  timeOrigin: number | null = null;
  toWorker: Message<FromPanel>[] = [];
  responses: Message<ToPanel>[] = [];
  #panel: Port<ToPanel, FromPanel> | null = null;
  #cuts: (() => void)[] = [];
  readonly capture: Capture;

  constructor(options: { firefox?: boolean; preserve?: boolean } = {}) {
    this.capture = new Capture(
      {
        tabId: 7,
        source: options.firefox ? 'firefox' : 'chromium',
        har: options.firefox ? null : async () => ({ entries: this.har, pages: this.pages }),
        timeOrigin: async () => this.timeOrigin,
        savePreserve: () => {},
      },
      options.preserve ?? false,
    );
  }

  connectDevtools(): void {
    const { near, far, cut } = join<ToDevtools, FromDevtools>();
    this.#cuts.push(cut);
    this.hub.devtools(far);
    this.capture.connected(near);
  }

  connectPanel(): void {
    const { near, far, cut } = join<ToPanel, FromPanel>();
    this.#cuts.push(cut);
    this.hub.panel(far);
    near.listen(
      (message) => {
        this.responses.push(message);
        this.store.receive(message);
      },
      () => {},
    );
    near.post({ type: 'hello', tabId: 7 });
    this.#panel = near;
  }

  send(message: Message<FromPanel>): void {
    this.#panel?.post(message);
  }

  /** The browser stops the worker: everything it knew is gone. */
  stopWorker(): void {
    for (const cut of this.#cuts.splice(0)) cut();
    this.#previews = new Previews(this.#table);
    this.hub = new Hub(this.#previews);
  }

  /** The user says yes to the browser, which tells the worker, whoever else still listens. */
  allow(hosts: string[]): void {
    this.hosts = [...this.hosts, ...hosts];
    void this.#previews.sweepHosts();
  }

  /** The panel, or the devtools page, is closed. */
  cut(which: 'devtools' | 'panel'): void {
    this.#cuts.splice(which === 'devtools' ? 0 : 1, 1)[0]?.();
  }

  urls(): string[] {
    return this.store.get().findings.map(({ exchange }) => exchange.hops[0].url);
  }
}

let now = Date.parse('2026-01-01T00:00:00Z');
const settle = () => vi.advanceTimersByTimeAsync(400);

function entry(path: string, change: { status?: number; startedAt?: number } = {}): unknown {
  const status = change.status ?? 500;
  return {
    startedDateTime: new Date(change.startedAt ?? now++).toISOString(),
    time: 12,
    pageref: 'page_1',
    _resourceType: 'fetch',
    request: {
      method: 'GET',
      url: `https://api.example.com${path}`,
      httpVersion: 'http/2',
      headers: [
        { name: 'Origin', value: 'https://shop.example' },
        { name: 'Sec-Fetch-Mode', value: 'cors' },
      ],
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: 0,
      postData: { mimeType: 'text/plain', text: 'a body' },
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'http/2',
      headers: [],
      cookies: [],
      content: { size: 12, mimeType: 'text/plain', text: 'a body' },
      redirectURL: '',
      headersSize: -1,
      bodySize: 0,
      _error: 'net::ERR_FAILED',
    },
    cache: {},
    timings: { send: 0, wait: 10, receive: 2 },
  };
}

beforeEach(() => {
  vi.useFakeTimers({ now });
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
    const began = now + 10_000;
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
    const began = now + 10_000;
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
      now += 10_000;
      vi.setSystemTime(now);
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
    now += 10_000;
    vi.setSystemTime(now);
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
    const began = now + 10_000;
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
    extension.pages = [{ title: url, startedDateTime: new Date(now - 5_000).toISOString() }];
    extension.capture.finished(document(now - 5_000));
    extension.capture.finished(entry('/old', { startedAt: now - 4_000 }));
    now += 10_000;
    vi.setSystemTime(now);
    extension.timeOrigin = now - 100;
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
    const startedAt = now;
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
    const startedAt = now;
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

describe('a flood', () => {
  it('lets the oldest go and says how many', async () => {
    const extension = new Extension();
    extension.connectDevtools();
    extension.connectPanel();
    const total = 25_000;
    for (let i = 0; i < total; i += 1) {
      extension.capture.finished(entry(`/${i}`));
      if (i % 1_000 === 0) await vi.advanceTimersByTimeAsync(60);
    }
    await settle();
    const { counts, findings } = extension.store.get();
    expect(counts.entries).toBeLessThanOrEqual(maxEntries);
    expect(counts.entries).toBeGreaterThan(0.89 * maxEntries);
    expect(counts.dropped).toBe(total - counts.entries);
    expect(findings).toHaveLength(counts.entries);
    expect(findings[0]?.exchange.hops[0].url).toBe(`https://api.example.com/${counts.dropped}`);
  }, 120_000);

  it('drops what went well first, and keeps a failure, also for a worker that was stopped', async () => {
    const extension = new Extension();
    extension.connectDevtools();
    extension.connectPanel();
    type Draft = {
      request: { headers: object[]; method: string };
      response: { headers: object[]; _error?: string };
    };
    const fine = (path: string, across: boolean) => {
      const made = entry(path, { status: 200 }) as Draft;
      delete made.response._error;
      if (across) made.response.headers = [{ name: 'Access-Control-Allow-Origin', value: '*' }];
      else made.request.headers = [];
      return made;
    };
    const preflight = fine('/failed', true);
    preflight.request.method = 'OPTIONS';
    preflight.request.headers.push({ name: 'Access-Control-Request-Method', value: 'GET' });
    extension.capture.finished({ ...preflight, _resourceType: 'preflight' });
    extension.capture.finished(entry('/failed', { status: 200 }));
    for (let i = 0; i < 3_000; i += 1) extension.capture.finished(fine(`/fine/${i}`, true));
    for (let i = 0; i < 40_000; i += 1) {
      extension.capture.finished(fine(`/own/${i}`, false));
      if (i % 1_000 === 0) await vi.advanceTimersByTimeAsync(60);
    }
    await settle();
    const urls = () => extension.urls().filter((url) => !url.includes('/fine/'));
    expect(urls()).toEqual(['https://api.example.com/failed']);
    expect(extension.store.get().findings[0]?.exchange.hops[0].preflight).not.toBeNull();
    expect(extension.store.get().counts).toMatchObject({
      checked: 3_001,
      droppedByKind: { crossOrigin: 0, failed: 0 },
    });
    for (let i = 0; i < 20_000; i += 1) {
      extension.capture.finished(fine(`/fine/more/${i}`, true));
      if (i % 1_000 === 0) await vi.advanceTimersByTimeAsync(60);
    }
    extension.stopWorker();
    extension.connectDevtools();
    extension.connectPanel();
    await settle();
    expect(urls()).toEqual(['https://api.example.com/failed']);
    const { dropped, droppedByKind, entries } = extension.store.get().counts;
    expect(droppedByKind).toMatchObject({ failed: 0 });
    expect(droppedByKind?.sameOrigin).toBeGreaterThan(30_000);
    expect(droppedByKind?.crossOrigin).toBeGreaterThan(10_000);
    expect(dropped + entries).toBe(63_002);
  }, 120_000);

  it('bounds entries that are large, not only many', () => {
    const log = new Log();
    for (let i = 0; i < 300; i += 1) log.add({ i, padding: 'x'.repeat(1_000_000) });
    expect(log.entries.length).toBeLessThan(100);
    expect(log.dropped + log.entries.length).toBe(300);
    expect(log.first).toBe(log.dropped);
    expect(log.takeGone()).toHaveLength(log.dropped);
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
