import { isObject, type Json } from './json.ts';
import type { NetworkError, Traced } from './types.ts';

/** The field of a HAR entry that holds what tracing saw of its call. Exported files keep it, as a claim. */
export const tracedField = '_traced';

/** Longest exception that is kept of a file, in characters. */
const longest = 1_000;

const apis = ['fetch', 'xhr', 'eventsource', 'element'] as const;
const modes = ['cors', 'no-cors', 'same-origin'] as const;
const redirects = ['follow', 'error', 'manual'] as const;
const caches = [
  'default',
  'no-store',
  'reload',
  'no-cache',
  'force-cache',
  'only-if-cached',
] as const;
const outcomes = ['ok', 'error', 'abort', 'timeout'] as const;
const reasons = ['mode', 'scheme', 'csp', 'rejected'] as const;

/** What Fetch and CSP name, as far as a page's word for it is taken. */
export const known = { apis, modes, redirects, caches, outcomes, reasons } as const;

/** The value where it is one of a list; null else. */
export function oneOf<Value extends string>(
  values: readonly Value[],
  value: unknown,
): Value | null {
  return values.find((each) => each === value) ?? null;
}

/** A directive's name, such as `connect-src`; null for anything else. */
export function readDirective(value: unknown): string | null {
  return typeof value === 'string' && /^[a-z-]{3,40}$/.test(value) ? value : null;
}

/** Milliseconds that a call may have taken; null for anything else. */
export function readElapsed(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value < 1e9 ? Math.round(value) : null;
}

/**
 * What an entry says that tracing saw. Never throws: what is not as we write it counts as not seen. `own`: the entry
 * was recorded here; of a file it is a claim.
 */
export function readTraced(raw: unknown, own: boolean): Traced | null {
  if (!isObject(raw) || raw.version !== 1) return null;
  const { credentialsMode, exception } = raw;
  return {
    api: oneOf(apis, raw.api),
    credentials: oneOf(['include', 'omit'], credentialsMode) ?? 'unknown',
    certainty: raw.certainty === 'certain' ? 'certain' : 'likely',
    mode: oneOf(modes, raw.mode),
    redirect: oneOf(redirects, raw.redirect),
    cache: oneOf(caches, raw.cache),
    outcome: oneOf(outcomes, raw.outcome),
    elapsed: readElapsed(raw.elapsed),
    exception: typeof exception === 'string' ? exception.slice(0, longest) : null,
    directive: readDirective(raw.directive),
    unsent: oneOf(reasons, raw.unsent),
    ...(own ? {} : { claimed: true as const }),
  };
}

/**
 * As it stands in an entry. `credentialsMode`, because the name `credentials` is one of a secret, whose value is redacted.
 */
export function writeTraced({ credentials, claimed: _, ...traced }: Traced): Json {
  const said = Object.entries(traced).filter(([, value]) => value !== null);
  return {
    version: 1,
    ...(credentials === 'unknown' ? {} : { credentialsMode: credentials }),
    ...Object.fromEntries(said),
  };
}

/** Why the request failed, as the call in the page shows it; null where that says no more than the entry. */
export function tracedError(traced: Traced): NetworkError | null {
  const { unsent, directive, exception, outcome } = traced;
  if (directive !== null) return { kind: 'csp', text: directive };
  switch (unsent) {
    case 'rejected':
      return { kind: 'rejected', text: exception ?? 'exception' };
    case 'scheme':
      return { kind: 'failed', text: exception ?? 'unsupported scheme' };
    case 'mode':
    case 'csp':
      return { kind: 'unsent', text: '(blocked)' };
    default:
  }
  const name = /^(?:AbortError|TimeoutError)\b/.exec(exception ?? '')?.[0];
  if (name !== undefined) return { kind: 'aborted', text: name };
  if (outcome === 'abort') return { kind: 'aborted', text: 'abort()' };
  return outcome === 'timeout' ? { kind: 'aborted', text: 'timeout of the call' } : null;
}
