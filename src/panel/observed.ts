/** A state that React components follow (`useSyncExternalStore`): each change replaces it. */
export abstract class Observed<State> {
  #state: State;
  readonly #listeners = new Set<() => void>();

  constructor(initial: State) {
    this.#state = initial;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly get = (): State => this.#state;

  /** Replaces the state, and tells whoever follows it. */
  protected set(state: State): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
