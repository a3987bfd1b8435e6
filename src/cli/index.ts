import { stackOf } from '../fixes/index.ts';
import * as report from '../report/annotate.ts';
import type { Har as OwnHar } from '../report/har.ts';
import { createRedactor } from '../report/redact.ts';
import { diagnosed } from './diagnosed.ts';
import { asJson } from './json.ts';

// Every type here stands alone: they are what the package publishes, and `cors-lens.schema.json` says the same.

/** A HAR, parsed. Entries that are not as HAR 1.2 has them are skipped and named. */
export interface Har {
  readonly log: { readonly entries: readonly unknown[]; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/** How to diagnose. */
export interface Options {
  /** The id of the server stack to write config for; left out: the one that the responses show. */
  readonly stack?: string;
  /** Redact cookies, credentials, tokens and bodies. Default: true. */
  readonly redact?: boolean;
}

/** How many requests ended how. */
export interface Counts {
  readonly entries: number;
  readonly checked: number;
  readonly allowed: number;
  readonly blocked: number;
  readonly failed: number;
  readonly undetermined: number;
  readonly pending: number;
  readonly malformed: number;
  readonly simulated?: number;
}

/** One fact that a diagnosis rests on. */
export interface Evidence {
  readonly side: 'request' | 'response';
  /** A header name in lower case, or ":status", ":url", ":method", ":error". */
  readonly header: string;
  readonly found: string | null;
  readonly expected: string | null;
}

/** What a server's CORS config must say. */
export interface Fix {
  /** Null: nothing shows which stack it is. */
  readonly stack: string | null;
  readonly policy: {
    readonly origins: readonly string[];
    readonly methods: readonly string[];
    readonly headers: readonly string[];
    readonly exposed: readonly string[];
    readonly credentials: boolean;
    readonly maxAge: number;
  };
  readonly change: readonly {
    readonly header: string;
    readonly from: string | null;
    readonly to: string;
  }[];
  readonly snippet: string | null;
}

/** One cross-origin request: what the browser decided, and why. */
export interface Finding {
  /** Index into `log.entries`. */
  readonly entry: number;
  readonly method: string;
  readonly url: string;
  /** Serialized origin of the page. */
  readonly origin: string;
  /** Of the response that decided; null: there was none. */
  readonly status: number | null;
  readonly role: 'request' | 'preflight' | 'redirect';
  readonly outcome: 'allowed' | 'blocked' | 'failed' | 'undetermined' | 'pending';
  /** As Chromium's `Network.CorsError` names it, or the browser's error code. */
  readonly error: string | null;
  readonly parameter: string | null;
  /** The check that failed instead, should the hidden credentials mode be the other. */
  readonly alternative?: { readonly error: string; readonly parameter: string | null };
  /** The cause: an id of the catalogue. */
  readonly rule: string | null;
  /** True when the CORS error is not the actual problem. */
  readonly misleading: boolean;
  readonly certainty: 'certain' | 'likely';
  /** Code stands between backticks, as in every text here. */
  readonly title: string | null;
  readonly summary: string | null;
  readonly steps: readonly string[];
  readonly evidence: readonly Evidence[];
  /** Rules that would explain the next failure. */
  readonly behind: readonly string[];
  readonly simulated?: true;
  /** Indexes into `log.entries`. */
  readonly preflight?: number;
  readonly request?: number;
  /** Left out where no CORS config helps. */
  readonly fix?: Fix;
  readonly advice: readonly { readonly rule: string; readonly summary: string }[];
}

/** The diagnosis of a HAR. */
export interface Report {
  readonly version: 1;
  readonly counts: Counts;
  readonly findings: readonly Finding[];
  /** Entries that could not be read. */
  readonly malformed: readonly { readonly entry: number; readonly problem: string }[];
  /** What the recording leaves out, and how to get one that has it. */
  readonly lacks: readonly string[];
}

/**
 * Diagnoses every cross-origin request of a HAR, as `cors-lens diagnose --format json` does. Throws `TypeError` for
 * what is no HAR, and for a stack that there is none of.
 */
export function diagnose(har: Har, options: Options = {}): Report {
  const file = diagnosed('', annotated(har, options), []);
  const { file: _, files: __, ...rest } = JSON.parse([...asJson([file])].join(''));
  const withoutFile = ({ file: ___, ...row }: { file: string }) => row;
  return {
    ...rest,
    findings: rest.findings.map(withoutFile),
    malformed: rest.malformed.map(withoutFile),
  };
}

/**
 * A copy of the HAR in which each cross-origin entry carries its diagnosis: `comment` for people, `_cors` for tools.
 * Throws as `diagnose` does.
 */
export function annotate(har: Har, options: Options = {}): Har {
  return annotated(har, options).har;
}

function annotated(har: OwnHar, { stack, redact = true }: Options): report.Annotated {
  if (!Array.isArray(har?.log?.entries)) throw new TypeError('No HAR: log.entries is no array.');
  const chosen = stackOf(stack);
  if (stack !== undefined && !chosen) throw new TypeError(`Unknown stack "${stack}".`);
  const safe = redact ? createRedactor().json(har) : har;
  return report.annotate(safe, { stackFor: () => chosen });
}
