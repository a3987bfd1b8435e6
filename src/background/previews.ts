import {
  type Engine,
  hostsOf,
  type PreviewRule,
  rulesOf,
  type Simulation,
} from '../fixes/simulate.ts';
import type { Preview, PreviewEnd } from '../messages.ts';

/** A preview ends by itself after so many milliseconds. */
export const previewLimit = 5 * 60_000;
/** Nothing tells DevTools of a page that crashed, so the browser is asked this often, in milliseconds. */
const checkEvery = 5_000;

/** What a fix preview needs of the browser; a test gives its own. */
export interface HeaderRules {
  readonly engine: Engine;
  /** The ids of the rules that are set, whoever left them. */
  ids(): Promise<number[]>;
  set(change: { remove: number[]; add: PreviewRule[] }): Promise<void>;
  /** The hosts the user has allowed; patterns as they were asked for. */
  hosts(): Promise<string[]>;
  /** Revokes the permission for these hosts. */
  giveBack(hosts: string[]): Promise<void>;
  /** False once a tab is closed or its page's process is gone (crashed, discarded). */
  alive(tabId: number): Promise<boolean>;
  /** Gives back the permissions that only the hosts were for. */
  forgo(): Promise<void>;
  /** From now on the browser starts a worker now and then, or no longer. */
  wake(on: boolean): Promise<void>;
}

/** Who is told of a tab's preview. */
export interface Watchers {
  /** From now on entries of this server are to be marked; null: no longer. Comes before the rules, and after. */
  onMark(server: string | null): void;
  onChange(preview: Preview | null, ended: PreviewEnd | null): void;
}

interface Running {
  readonly preview: Preview;
  readonly hosts: readonly string[];
  readonly rules: number[];
  readonly watchers: Watchers;
  readonly timer: ReturnType<typeof setTimeout>;
  readonly check: ReturnType<typeof setInterval>;
}

/**
 * Fix previews, one a tab at most, as session rules of `declarativeNetRequest`. Nothing else here needs
 * rules or hosts. So whatever neither runs nor is being asked for belongs to nobody, and is removed: when a
 * worker starts (it knows of nothing then, and the browser starts one after its own start, after an update, and
 * every half minute while something runs or is asked for: DevTools may be closed while no worker runs), when a
 * host is granted, and when a preview or a question ends.
 */
export class Previews {
  readonly #rules: HeaderRules;
  readonly #running = new Map<number, Running>();
  /** The hosts that the user is being asked for, by tab. */
  readonly #asking = new Map<number, readonly string[]>();
  /** The hosts whose hidden responses are read, by tab. */
  readonly #kept = new Map<number, readonly string[]>();
  #nextId = 1;
  #woken = false;
  /** One change at a time: a Stop must not overtake the start it ends. */
  #queue: Promise<void>;

  constructor(rules: HeaderRules) {
    this.#rules = rules;
    this.#queue = this.#sweep();
  }

  /** The user is asked for these hosts from now on; none: no longer. */
  ask(tabId: number, hosts: readonly string[]): Promise<void> {
    // At once, not in the queue: the user may be quick.
    if (hosts.length > 0) this.#asking.set(tabId, hosts);
    else this.#asking.delete(tabId);
    void this.#wakeWhileNeeded();
    return this.sweepHosts();
  }

  /** These hosts are needed for as long as the tab's panel is open; replaces those before. Never rejects. */
  keep(tabId: number, hosts: readonly string[]): Promise<void> {
    // At once: the question for them ends with it.
    if (hosts.length > 0) this.#kept.set(tabId, hosts);
    else this.#kept.delete(tabId);
    return this.ask(tabId, []);
  }

  /** Revokes every host that no preview needs and no open question names. Never rejects. */
  sweepHosts(): Promise<void> {
    return this.#next(() => this.#giveBack());
  }

  /** The tab's preview, once everything asked for before has happened. */
  async of(tabId: number): Promise<Preview | null> {
    await this.#queue;
    return this.#running.get(tabId)?.preview ?? null;
  }

  /** Changes the server's responses in this tab. A preview that is on there is stopped first. Never rejects. */
  start(tabId: number, simulation: Simulation, watchers: Watchers): Promise<void> {
    return this.#next(async () => {
      const hosts = hostsOf(simulation, this.#rules.engine);
      // They stay in question until the preview owns them.
      this.#asking.set(tabId, hosts);
      await this.#wakeWhileNeeded();
      await this.#end(tabId, 'stopped');
      const rules = rulesOf(simulation, tabId, this.#nextId, this.#rules.engine);
      this.#nextId += rules.length;
      const from = Date.now();
      const { server, origin } = simulation;
      const preview: Preview = { server, origin, from, until: from + previewLimit };
      watchers.onMark(server);
      const timer = setTimeout(() => void this.stop(tabId, 'time'), previewLimit);
      const check = setInterval(async () => {
        if (!(await this.#rules.alive(tabId).catch(() => false))) void this.stop(tabId, 'stopped');
      }, checkEvery);
      this.#running.set(tabId, {
        preview,
        hosts,
        rules: rules.map(({ id }) => id),
        watchers,
        timer,
        check,
      });
      this.#asking.delete(tabId);
      try {
        // Without them the browser takes the rules and does nothing.
        const allowed = new Set(await this.#rules.hosts());
        if (!hosts.every((host) => allowed.has(host))) throw new Error('not allowed');
        await this.#rules.set({ remove: [], add: rules });
        watchers.onChange(preview, null);
      } catch {
        await this.#end(tabId, 'refused');
      }
    });
  }

  /** Ends the tab's preview, if there is one, and takes its rules away. Never rejects. */
  stop(tabId: number, why: PreviewEnd): Promise<void> {
    return this.#next(() => this.#end(tabId, why));
  }

  /** Nobody looks at the tab any more: ends its preview and its question. Never rejects. */
  leave(tabId: number): Promise<void> {
    this.#asking.delete(tabId);
    return this.#next(async () => {
      await this.#end(tabId, 'stopped');
      await this.#giveBack();
    });
  }

  /** The tab shows a page of this origin. A preview of another origin ends: its page, or its frame, is gone. */
  navigated(tabId: number, origin: string | null): Promise<void> {
    return this.#next(async () => {
      if (this.#running.get(tabId)?.preview.origin !== origin) await this.#end(tabId, 'left');
    });
  }

  async #end(tabId: number, why: PreviewEnd): Promise<void> {
    const running = this.#running.get(tabId);
    if (!running) return;
    clearTimeout(running.timer);
    clearInterval(running.check);
    this.#running.delete(tabId);
    await this.#rules.set({ remove: running.rules, add: [] }).catch(() => {});
    await this.#giveBack();
    running.watchers.onMark(null);
    running.watchers.onChange(null, why);
  }

  async #giveBack(): Promise<void> {
    const used = new Set([...this.#running.values()].flatMap(({ hosts }) => hosts));
    for (const hosts of [...this.#asking.values(), ...this.#kept.values()]) {
      for (const host of hosts) used.add(host);
    }
    try {
      const unowned = (await this.#rules.hosts()).filter((host) => !used.has(host));
      await this.#rules.giveBack(unowned);
      if (this.#asking.size === 0 && this.#kept.size === 0) await this.#rules.forgo();
    } catch {
      // The next sweep tries again.
    }
    await this.#wakeWhileNeeded();
  }

  async #wakeWhileNeeded(): Promise<void> {
    const on = this.#running.size > 0 || this.#asking.size > 0 || this.#kept.size > 0;
    if (on === this.#woken) return;
    this.#woken = on;
    await this.#rules.wake(on).catch(() => {});
  }

  async #sweep(): Promise<void> {
    try {
      const left = await this.#rules.ids();
      if (left.length > 0) await this.#rules.set({ remove: left, add: [] });
    } catch {
      // A browser without such rules has none left over.
    }
    // The worker before this one may have left it on.
    this.#woken = true;
    await this.#giveBack();
  }

  #next(task: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(task);
    return this.#queue;
  }
}
