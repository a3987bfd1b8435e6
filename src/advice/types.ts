import type { Exchange } from '../recording/types.ts';
import type { Evidence, Surroundings } from '../rules/types.ts';

/** Something that works today but is fragile or dangerous. One file each; the file's name is its id. */
export interface Advice {
  readonly id: string;
  readonly title: string;
  readonly spec: string | null;
  /** Pure and total; only ever called with exchanges that were allowed. Undefined means nothing to say. */
  advise(exchange: Exchange, surroundings: Surroundings): AdviceGiven | undefined;
}

/** What an advice says about one exchange. Plain text in which backticks mark code. */
export interface AdviceGiven {
  readonly summary: string;
  readonly steps: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** An advice as plain data. */
export interface AdviceFinding extends AdviceGiven {
  readonly rule: string;
  readonly title: string;
}
