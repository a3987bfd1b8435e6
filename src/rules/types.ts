import type { Evidence } from '../clues/evidence.ts';
import type { Failure } from '../clues/failure.ts';
import type { Certainty } from '../recording/types.ts';

export type { Evidence } from '../clues/evidence.ts';
export type { Failure, Surroundings } from '../clues/failure.ts';

/** Why it failed, in the words the user reads. Plain text, never markup. */
export interface Explanation {
  /** One or two sentences with the actual values. */
  readonly summary: string;
  /** What to do, in order: the real fault first. */
  readonly steps: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly certainty: Certainty;
}

/** A cause. One file a cause; the file's name is its id. */
export interface Rule {
  /** Public and stable: it stands in exported HARs. */
  readonly id: string;
  /** States the cause in one line of at most 70 characters, without a full stop. */
  readonly title: string;
  /** True when the CORS error is not the actual problem. */
  readonly misleading: boolean;
  /** On whose side the fix lies. */
  readonly fix: 'server' | 'page' | 'network' | 'browser';
  /** The section of the standard that decides. */
  readonly spec: string;
  /** MDN's page for it, null when there is none. */
  readonly mdn: string | null;
  /** Pure and total. Undefined means "not this". */
  explain(failure: Failure): Explanation | undefined;
}

/** A rule's answer, as plain data: safe to post, to store and to write into a HAR. */
export interface Diagnosis extends Explanation {
  readonly rule: string;
  readonly title: string;
  readonly misleading: boolean;
  readonly fix: Rule['fix'];
  readonly spec: string;
  readonly mdn: string | null;
  /** Ids of the rules that would answer next, if only this cause were fixed. */
  readonly behind: readonly string[];
}
