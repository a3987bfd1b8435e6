import { batched, type Fact } from '../messages.ts';

/** After a fact, others are waited for, in milliseconds. */
const gather = 50;

/** What reading hidden responses needs of the browser and of whoever owns its permissions. */
export interface Watching {
  /** Tells of the requests to these hosts until the function returned is called; null where it is not allowed. */
  listen(hosts: readonly string[], tabId: number, tell: (fact: Fact) => void): (() => void) | null;
  /** The hosts that a tab's watches need from now on; revokes the others. Never rejects. */
  keep(tabId: number, hosts: readonly string[]): Promise<void>;
}

/** Who is told. */
export interface Listeners {
  onFacts(facts: Fact[]): void;
  /** The servers whose responses are read in the tab now. */
  onChange(servers: string[]): void;
}

interface Watch {
  readonly hosts: readonly string[];
  readonly stop: () => void;
}

/** The servers of each tab whose responses are read, as the user allowed, while its panel is open. */
export class Watches {
  readonly #watching: Watching;
  readonly #tabs = new Map<number, Map<string, Watch>>();

  constructor(watching: Watching) {
    this.#watching = watching;
  }

  /** The servers that are watched in a tab. */
  of(tabId: number): string[] {
    return [...(this.#tabs.get(tabId)?.keys() ?? [])];
  }

  /** Reads the responses of a server in a tab from now on. */
  async start(
    tabId: number,
    server: string,
    hosts: readonly string[],
    listeners: Listeners,
  ): Promise<void> {
    const watches = this.#tabs.get(tabId) ?? new Map<string, Watch>();
    if (!watches.has(server)) {
      const waiting: Fact[] = [];
      const tell = batched(() => {
        const facts = waiting.splice(0);
        if (facts.length > 0) listeners.onFacts(facts);
      }, gather);
      // The first host is the server's; the second, of the page, is only asked for.
      const stop = this.#watching.listen(hosts.slice(0, 1), tabId, (fact) => {
        waiting.push(fact);
        tell();
      });
      if (stop !== null) {
        watches.set(server, { hosts, stop });
        this.#tabs.set(tabId, watches);
      }
    }
    await this.#keep(tabId);
    listeners.onChange(this.of(tabId));
  }

  /** No longer. */
  async stop(tabId: number, server: string, listeners: Listeners): Promise<void> {
    const watches = this.#tabs.get(tabId);
    watches?.get(server)?.stop();
    watches?.delete(server);
    await this.#keep(tabId);
    listeners.onChange(this.of(tabId));
  }

  /** The panel of the tab was closed. */
  async leave(tabId: number): Promise<void> {
    for (const { stop } of this.#tabs.get(tabId)?.values() ?? []) stop();
    this.#tabs.delete(tabId);
    await this.#keep(tabId);
  }

  #keep(tabId: number): Promise<void> {
    const hosts = [...(this.#tabs.get(tabId)?.values() ?? [])].flatMap((watch) => watch.hosts);
    return this.#watching.keep(tabId, hosts);
  }
}
