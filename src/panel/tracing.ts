import type { TracingState } from '../messages.ts';

/** The panel's side of "Reload with tracing": starts it, and knows how it stands. */
export class TracingClient {
  /** What a traced load leaves out in this browser, for the end of a sentence. */
  readonly without: string;
  readonly #ask: (start: boolean) => Promise<TracingState | null>;
  #state: TracingState = { phase: 'off', calls: 0, dropped: 0, problem: null };
  readonly #listeners = new Set<() => void>();

  /** `ask`: the devtools page's answer; null where it has none. */
  constructor(without: string, ask: (start: boolean) => Promise<TracingState | null>) {
    this.without = without;
    this.#ask = ask;
    void this.#send(false);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly get = (): TracingState => this.#state;

  /** What the devtools page says by itself. */
  receive({ phase, calls, dropped, problem }: TracingState): void {
    this.#state = { phase, calls, dropped, problem };
    for (const listener of this.#listeners) listener();
  }

  /** Loads the page again, once, with tracing. */
  start(): void {
    void this.#send(true);
  }

  async #send(start: boolean): Promise<void> {
    try {
      const state = await this.#ask(start);
      if (state) this.receive(state);
    } catch {
      // The devtools page is gone, and the panel with it in a moment.
    }
  }
}
