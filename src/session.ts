import type { AdviceFinding } from './advice/types.ts';
import type { Exchange, Verdict } from './exchange/types.ts';
import type { Diagnosis } from './rules/types.ts';

/** One exchange with everything we know about it. Plain data: it crosses ports and workers as it is. */
export interface Finding {
  readonly exchange: Exchange;
  readonly verdict: Verdict;
  /** Why it failed; null when it was allowed, or when nothing in the catalogue explains it. */
  readonly diagnosis: Diagnosis | null;
  readonly advice: readonly AdviceFinding[];
}

/** An entry that could not be read, counted and shown. */
export interface Malformed {
  /** Its place in the session or file. */
  readonly entry: number;
  readonly problem: string;
}
