import type { Counts, Message, ToPanel } from '../messages.ts';
import type { Finding, Malformed } from '../session.ts';

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
};

/** Turns the worker's messages into what is shown. */
export class Store {
  #shown: Shown;
  #byId = new Map<string, Finding>();
  readonly #listeners = new Set<() => void>();

  constructor(shown: Shown = nothing) {
    this.#shown = shown;
    this.#remember(shown.findings);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly get = (): Shown => this.#shown;

  /** A message of the worker; `har` answers are not its business. */
  receive(message: Message<ToPanel>): void {
    switch (message.type) {
      case 'snapshot': {
        const { type, ...snapshot } = message;
        // The worker was stopped and knows nothing yet: what is shown holds until it was told.
        if (!snapshot.connected && this.#shown.connected) return;
        this.#byId.clear();
        this.#remember(snapshot.findings);
        this.#set({ ...snapshot });
        break;
      }
      case 'changes': {
        for (const id of message.removed) this.#byId.delete(id);
        this.#remember(message.findings);
        const findings =
          message.findings.length === 0 && message.removed.length === 0
            ? this.#shown.findings
            : this.#inOrder();
        this.#set({ findings, counts: message.counts, malformed: message.malformed });
        break;
      }
      case 'har':
        break;
    }
  }

  /** The extension is gone; DevTools must be reopened. */
  lose(): void {
    this.#set({ lost: true });
  }

  #remember(findings: readonly Finding[]): void {
    for (const finding of findings) this.#byId.set(finding.exchange.id, finding);
  }

  #inOrder(): Finding[] {
    return [...this.#byId.values()].sort(
      (a, b) => a.exchange.hops[0].startedAt - b.exchange.hops[0].startedAt,
    );
  }

  #set(change: Partial<Shown>): void {
    this.#shown = { ...this.#shown, ...change };
    for (const listener of this.#listeners) listener();
  }
}
