import type { CorsError } from '../cors/errors.ts';
import type { Certainty, CheckFailure, Exchange, Hop, Verdict } from '../exchange/types.ts';

/** What else the session has that bears on one exchange. */
export interface Surroundings {
  /** Other loads of the same URL, `no-cors` ones included, oldest first. */
  readonly sameUrl: readonly Hop[];
  /** How the session's cross-origin requests to the same server ended, this one included. */
  readonly server: {
    readonly allowed: number;
    readonly failed: number;
    /** The statuses they ended with, each once; those without an answer are left out. */
    readonly statuses: readonly number[];
  };
}

/** An exchange that did not reach the page, with the verdict to be explained. */
export interface Failure {
  readonly exchange: Exchange;
  readonly verdict: Exclude<Verdict, { outcome: 'allowed' }>;
  /** Chromium's name of the failed check; null when no CORS check failed. */
  readonly error: CorsError | null;
  /** The message that failed: a preflight, a redirect or the final request. */
  readonly hop: Hop;
  /** Every check this exchange fails, in the browser's order; the first is the verdict. */
  readonly failures: readonly CheckFailure[];
  readonly surroundings: Surroundings;
}

/** One fact an explanation stands on. */
export interface Evidence {
  readonly side: 'request' | 'response';
  /** Lower-case header name, or ":status", ":url", ":method", ":error". */
  readonly header: string;
  /** The value seen; null when the header is missing. */
  readonly found: string | null;
  /** What would pass, in words or as a value; null when nothing is expected of it. */
  readonly expected: string | null;
}

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
  /** On whose side the repair lies. */
  readonly repair: 'server' | 'page' | 'network' | 'browser';
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
  readonly repair: Rule['repair'];
  readonly spec: string;
  readonly mdn: string | null;
  /** Ids of the rules that would answer next, if only this cause were repaired. */
  readonly behind: readonly string[];
}
