import { type HeaderRule, hostsOf, rulesOf, type Simulation } from '../fixes/simulate.ts';
import type { Trial, TrialEnd } from '../messages.ts';

/** A trial ends by itself after so many milliseconds. */
export const trialLimit = 5 * 60_000;

/** What trying a fix needs of the browser; a test gives its own. */
export interface HeaderRules {
  /** The ids of the rules that are set, whoever left them. */
  ids(): Promise<number[]>;
  set(change: { remove: number[]; add: HeaderRule[] }): Promise<void>;
  /** The hosts the user has allowed; patterns as they were asked for. */
  hosts(): Promise<string[]>;
  /** Gives the permission for these hosts back. */
  giveBack(hosts: string[]): Promise<void>;
}

/** Who is told of a tab's trial. */
export interface Watchers {
  /** From now on entries of this server are to be marked; null: no longer. Comes before the rules, and after. */
  onMark(server: string | null): void;
  onChange(trial: Trial | null, ended: TrialEnd | null): void;
}

interface Running {
  readonly trial: Trial;
  readonly hosts: readonly string[];
  readonly rules: number[];
  readonly watchers: Watchers;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * Fixes being tried, one a tab at most, as session rules of `declarativeNetRequest`. Browsers forget such
 * rules when they close; when only the worker was stopped, the next one begins by removing them. Nothing else
 * here needs hosts, so none are kept beyond the trials.
 */
export class Trials {
  readonly #rules: HeaderRules;
  readonly #running = new Map<number, Running>();
  #nextId = 1;
  /** One change at a time: a Stop must not overtake the start it ends. */
  #queue: Promise<void>;

  constructor(rules: HeaderRules) {
    this.#rules = rules;
    this.#queue = this.#sweep();
  }

  /** The tab's trial, once everything asked for before has happened. */
  async of(tabId: number): Promise<Trial | null> {
    await this.#queue;
    return this.#running.get(tabId)?.trial ?? null;
  }

  /** Changes the server's responses in this tab. A trial that is on there is stopped first. Never rejects. */
  start(tabId: number, simulation: Simulation, watchers: Watchers): Promise<void> {
    return this.#next(async () => {
      const hosts = hostsOf(simulation);
      await this.#end(tabId, 'stopped', hosts);
      const rules = rulesOf(simulation, tabId, this.#nextId);
      this.#nextId += rules.length;
      const from = Date.now();
      const { server, origin } = simulation;
      const trial: Trial = { server, origin, from, until: from + trialLimit };
      watchers.onMark(server);
      const timer = setTimeout(() => void this.stop(tabId, 'time'), trialLimit);
      this.#running.set(tabId, {
        trial,
        hosts,
        rules: rules.map(({ id }) => id),
        watchers,
        timer,
      });
      try {
        // Without them Chromium takes the rules and does nothing.
        const allowed = new Set(await this.#rules.hosts());
        if (!hosts.every((host) => allowed.has(host))) throw new Error('not allowed');
        await this.#rules.set({ remove: [], add: rules });
        watchers.onChange(trial, null);
      } catch {
        await this.#end(tabId, 'refused');
      }
    });
  }

  /** Ends the tab's trial, if there is one, and takes its rules away. Never rejects. */
  stop(tabId: number, why: TrialEnd): Promise<void> {
    return this.#next(() => this.#end(tabId, why));
  }

  /** The tab shows a page of this origin. A trial of another origin ends: its page, or its frame, is gone. */
  navigated(tabId: number, origin: string | null): Promise<void> {
    return this.#next(async () => {
      if (this.#running.get(tabId)?.trial.origin !== origin) await this.#end(tabId, 'left');
    });
  }

  /** `kept`: hosts that are not given back, because the next trial needs them. */
  async #end(tabId: number, why: TrialEnd, kept: readonly string[] = []): Promise<void> {
    const running = this.#running.get(tabId);
    if (!running) return;
    clearTimeout(running.timer);
    this.#running.delete(tabId);
    await this.#rules.set({ remove: running.rules, add: [] }).catch(() => {});
    const used = new Set([...this.#running.values()].flatMap(({ hosts }) => hosts).concat(kept));
    await this.#rules.giveBack(running.hosts.filter((host) => !used.has(host))).catch(() => {});
    running.watchers.onMark(null);
    running.watchers.onChange(null, why);
  }

  async #sweep(): Promise<void> {
    try {
      const left = await this.#rules.ids();
      if (left.length > 0) await this.#rules.set({ remove: left, add: [] });
      await this.#rules.giveBack(await this.#rules.hosts());
    } catch {
      // A browser without such rules has none left over.
    }
  }

  #next(task: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(task);
    return this.#queue;
  }
}
