import { vi } from 'vitest';
import { Hub } from '../src/background/hub.ts';
import { type HeaderRules, Previews } from '../src/background/previews.ts';
import { Capture } from '../src/devtools/capture.ts';
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
export class Extension {
  /** The browser's session rules, which outlive a worker: their ids, and the tab each is for. */
  readonly rules = new Map<number, number | undefined>();
  /** The hosts the user has allowed. */
  hosts: string[] = [];
  readonly #table: HeaderRules = {
    engine: 'chromium',
    ids: async () => [...this.rules.keys()],
    set: async ({ remove, add }) => {
      for (const id of remove) this.rules.delete(id);
      for (const { id, condition } of add) this.rules.set(id, condition.tabIds[0]);
    },
    hosts: async () => this.hosts,
    giveBack: async (hosts) => {
      this.hosts = this.hosts.filter((host) => !hosts.includes(host));
    },
    forgo: async () => {},
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

/** The time of the tests: every entry begins a millisecond after the last. */
export const clock = { now: Date.parse('2026-01-01T00:00:00Z') };
/** Waits until everything has arrived. */
export const settle = () => vi.advanceTimersByTimeAsync(400);

/** A failed request of the page, as DevTools hands it out. */
export function entry(path: string, change: { status?: number; startedAt?: number } = {}): unknown {
  const status = change.status ?? 500;
  return {
    startedDateTime: new Date(change.startedAt ?? clock.now++).toISOString(),
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
