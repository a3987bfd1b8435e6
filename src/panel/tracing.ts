import type { TracingState } from '../messages.ts';
import { Observed } from './observed.ts';

/** The panel's side of "Reload with tracing": starts it, and knows how it stands. */
export class TracingClient extends Observed<TracingState> {
  /** What a traced load leaves out in this browser, for the end of a sentence. */
  readonly without: string;
  readonly #ask: (start: boolean) => Promise<TracingState | null>;

  /** `ask`: the devtools page's answer; null where it has none. */
  constructor(without: string, ask: (start: boolean) => Promise<TracingState | null>) {
    super({ phase: 'off', calls: 0, dropped: 0, problem: null });
    this.without = without;
    this.#ask = ask;
    void this.#send(false);
  }

  /** What the devtools page says by itself. */
  receive({ phase, calls, dropped, problem }: TracingState): void {
    this.set({ phase, calls, dropped, problem });
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
