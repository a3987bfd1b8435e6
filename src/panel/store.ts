import { withoutFragment } from '../cors/origin.ts';
import type { Counts, Message, Snapshot, ToPanel } from '../messages.ts';
import type { Finding, Malformed } from '../session.ts';
import { Observed } from './observed.ts';
import { type Before, beforeReload } from './since.ts';

/** What the panel shows. Replaced as a whole on every change, so that React can compare. */
export interface Shown {
  /** False until the devtools page has told the worker everything once. */
  readonly connected: boolean;
  /** Set once the extension was updated or removed under the open DevTools. */
  readonly lost: boolean;
  readonly page: string | null;
  readonly preserve: boolean;
  /** In the order of the requests. */
  readonly findings: readonly Finding[];
  readonly counts: Counts;
  readonly malformed: readonly Malformed[];
  /** What failed before the page was loaded again; null: it was not, or nothing did. */
  readonly before: Before | null;
  /** How many findings Clear took away and can be brought back. */
  readonly cleared: number;
  /** How many were brought back: the worker has them no longer, so they are in no HAR file. */
  readonly restored: number;
  /** The file's name, when it is a file that is shown and not the inspected tab. */
  readonly imported?: string;
}

/** The panel before anything is known. */
export const nothing: Shown = {
  connected: false,
  lost: false,
  page: null,
  preserve: false,
  findings: [],
  counts: { entries: 0, checked: 0, dropped: 0 },
  malformed: [],
  before: null,
  cleared: 0,
  restored: 0,
};

/** Turns the worker's messages into what is shown. */
export class Store extends Observed<Shown> {
  #byId = new Map<string, Finding>();
  /** What Clear took away, until the page is loaded again. */
  #cleared: readonly Finding[] = [];

  constructor(shown: Shown = nothing) {
    super(shown);
    this.#remember(shown.findings);
  }

  /** A message of the worker; `har` is not its business. */
  receive(message: Message<ToPanel>): void {
    switch (message.type) {
      case 'snapshot': {
        const { type, ...snapshot } = message;
        // The worker was stopped and knows nothing yet: what is shown holds until it was told.
        if (!snapshot.connected && this.get().connected) return;
        const change = this.#onSnapshot(snapshot);
        this.#byId.clear();
        this.#remember(snapshot.findings);
        this.#change({ ...snapshot, ...change });
        break;
      }
      case 'changes': {
        for (const id of message.removed) this.#byId.delete(id);
        this.#remember(message.findings);
        const findings =
          message.findings.length === 0 && message.removed.length === 0
            ? this.get().findings
            : this.#inOrder();
        this.#change({ findings, counts: message.counts, malformed: message.malformed });
        break;
      }
      case 'har':
        break;
    }
  }

  /** The user cleared the list: it is empty at once, and what it held can be brought back. */
  clear(): void {
    this.#cleared = this.get().findings;
    this.#byId.clear();
    this.#change({ findings: [], before: null, cleared: this.#cleared.length, restored: 0 });
  }

  /** Brings back what Clear took away. */
  restore(): void {
    this.#remember(this.#cleared);
    const restored = this.#cleared.length;
    this.#cleared = [];
    const { entries, checked, ...counts } = this.get().counts;
    this.#change({
      findings: this.#inOrder(),
      counts: { ...counts, entries: entries + restored, checked: checked + restored },
      cleared: 0,
      restored,
    });
  }

  /** What a snapshot means for what was shown before: the page was loaded again, or the same goes on. */
  #onSnapshot({ page, findings }: Snapshot): Partial<Shown> {
    const shown = this.get();
    const same =
      findings.length > 0 && findings.some(({ exchange }) => this.#byId.has(exchange.id));
    if (same || !shown.connected) return {};
    if (shown.findings.length === 0 && shown.before === null) {
      // Nothing was shown: after Clear that is no news, and a page of its own ends the way back.
      if (findings.length === 0 && sameAddress(page, shown.page)) return {};
      this.#cleared = [];
      return { cleared: 0, restored: 0 };
    }
    this.#cleared = [];
    const before = sameAddress(page, shown.page)
      ? beforeReload(shown.before, shown.findings, Date.now())
      : null;
    return { before, cleared: 0, restored: 0 };
  }

  /** The extension is gone; DevTools must be reopened. */
  lose(): void {
    this.#change({ lost: true });
  }

  #remember(findings: readonly Finding[]): void {
    for (const finding of findings) this.#byId.set(finding.exchange.id, finding);
  }

  #inOrder(): Finding[] {
    return [...this.#byId.values()].sort(
      (a, b) => a.exchange.hops[0].startedAt - b.exchange.hops[0].startedAt,
    );
  }

  #change(change: Partial<Shown>): void {
    this.set({ ...this.get(), ...change });
  }
}

/** The same page, whatever stands behind the "#". */
function sameAddress(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && withoutFragment(a) === withoutFragment(b);
}
