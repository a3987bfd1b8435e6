import type { Evidence } from '../clues/evidence.ts';
import type { Failure } from '../clues/failure.ts';
import type { Certainty } from '../recording/types.ts';

export type { Evidence } from '../clues/evidence.ts';
export type { Failure, Surroundings } from '../clues/failure.ts';

/** Why it failed, in the words the user reads. Plain text in which backticks mark code, never other markup. */
export interface Explanation {
  /** One or two sentences with the actual values. */
  readonly summary: string;
  /** What to do, in order: the real error first. Imperatives, four at most as a rule. */
  readonly steps: readonly string[];
  /** Facts that help to understand or to confirm it, but are nothing to do. */
  readonly notes?: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly certainty: Certainty;
}

/** A cause. One file a cause; the file's name is its id. */
export interface Rule {
  /** Public and stable: it stands in exported HARs. */
  readonly id: string;
  /**
   * The cause in one line of at most 80 characters with the value that decided, without a full stop; code between
   * backticks. Pure and total: it is also called for a failure that only a further check would give.
   */
  title(failure: Failure): string;
  /** True when the CORS error is not the actual problem. */
  readonly misleading: boolean;
  /**
   * Where the first thing to change lies. "server-config": the server's CORS headers. "server-code": what the
   * server or the proxy in front of it does with the request; headers come second. "network": nothing that headers
   * change. "none": the browser, an extension or somebody else's firewall.
   */
  readonly fix: 'server-config' | 'server-code' | 'page' | 'network' | 'none';
  /** The section of the standard that decides. */
  readonly spec: string;
  /** MDN's page for it, null when there is none. */
  readonly mdn: string | null;
  /** Pure and total. Undefined means "not this". */
  explain(failure: Failure): Explanation | undefined;
}

/** What a rule reports, as plain data: safe to post, to store and to write into a HAR. */
export interface Diagnosis extends Explanation {
  readonly rule: string;
  readonly title: string;
  readonly misleading: boolean;
  readonly fix: Rule['fix'];
  readonly spec: string;
  readonly mdn: string | null;
  /** What would fail next, if only this cause were fixed: each further check of the standard, by its rule. */
  readonly behind: readonly { readonly rule: string; readonly title: string }[];
}
