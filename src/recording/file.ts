import { devtools } from './dialects/devtools.ts';
import { firefox } from './dialects/firefox.ts';
import { dialectOf, engineOf } from './dialects/index.ts';
import { other } from './dialects/other.ts';
import { isRedacted } from './dialects/redacted.ts';
import { safari } from './dialects/safari.ts';
import type { Dialect, Json } from './dialects/types.ts';
import { part } from './dialects/types.ts';
import type { Credentials, Source } from './types.ts';

/**
 * What a recording as a whole shows, which decides what a field that is missing in one of its entries means. The
 * name of its creator alone never does: fields are removed, and files converted.
 */
export interface Recording {
  readonly dialect: Dialect;
  readonly source: Source;
  /** True when a request that failed says so: one without an error has succeeded. */
  readonly statesFailures: boolean;
  /** True when `Origin` is written: a GET that has none was sent without one. */
  readonly showsOrigin: boolean;
  /** True when what it was is taken out, or the tool leaves it out: that a request shows none says nothing. */
  readonly hidesOrigin: boolean;
  /** True when responses have headers: one without any is the tool's own, or somebody took them out. */
  readonly showsHeaders: boolean;
  /** True when some entry names its page: those that name none are of workers, or of frames of other sites. */
  readonly namesPages: boolean;
  /** True when the tool writes methods in lower case, which no browser sends of the standard ones. */
  readonly lowersMethods: boolean;
  /** True when it is made here: a mark that "Try this fix" was on is ours. In a file anybody can write it. */
  readonly own: boolean;
  /** The credentials mode of every request, where who recorded knows it; no recording holds it. */
  readonly credentials?: Exclude<Credentials, 'unknown'>;
}

/** The recording that is made here, by the extension. */
export function liveRecording(source: Source): Recording {
  const dialect = { chromium: devtools, firefox, webkit: safari, unknown: other }[source];
  return {
    dialect,
    source,
    statesFailures: source === 'chromium',
    showsOrigin: true,
    hidesOrigin: false,
    showsHeaders: false,
    namesPages: true,
    lowersMethods: false,
    own: true,
  };
}

/** What a HAR's `log` is. Total: nothing in it needs to be as the format says. */
export function recordingOf(log: unknown): Recording {
  const [creator, browser] = ['creator', 'browser'].map((name) => {
    const { name: said } = part(log, name);
    return typeof said === 'string' ? said : '';
  }) as [string, string];
  const dialect = dialectOf(creator, browser);
  const source = engineOf(dialect, creator, browser);
  const { entries } = (log ?? {}) as Json;
  const shown = {
    errors: false,
    sizes: false,
    origin: false,
    redacted: false,
    headers: false,
    page: false,
    lower: false,
    upper: false,
  };
  for (const entry of Array.isArray(entries) ? entries : []) look(entry, dialect, shown);
  return {
    dialect,
    source,
    // DevTools writes the size of what was transferred together with the error.
    statesFailures: shown.errors || (source === 'chromium' && shown.sizes),
    showsOrigin: shown.origin && !shown.redacted,
    hidesOrigin:
      shown.redacted || (!shown.origin && dialect.leavesOut?.includes('origins') === true),
    showsHeaders: shown.headers,
    namesPages: shown.page,
    lowersMethods: shown.lower && !shown.upper,
    own: false,
  };
}

function look(
  raw: unknown,
  dialect: Dialect,
  shown: {
    errors: boolean;
    sizes: boolean;
    origin: boolean;
    redacted: boolean;
    headers: boolean;
    page: boolean;
    lower: boolean;
    upper: boolean;
  },
): void {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return;
  const entry = dialect.tidy?.(raw as Json) ?? (raw as Json);
  const request = part(entry, 'request');
  const response = part(entry, 'response');
  shown.errors ||= [response._error, entry._error].some(
    (error) => typeof error === 'string' && error !== '',
  );
  shown.sizes ||= typeof response._transferSize === 'number' || response._error === null;
  shown.headers ||= Array.isArray(response.headers) && response.headers.length > 0;
  shown.page ||= typeof entry.pageref === 'string';
  const { method, headers } = request;
  if (typeof method === 'string') {
    shown.lower ||= /^(get|post|put|head|delete|options)$/.test(method);
    shown.upper ||= /^(GET|POST|PUT|HEAD|DELETE|OPTIONS)$/.test(method);
  }
  if (shown.origin || !Array.isArray(headers)) return;
  const origin = headers.find(
    (line) => typeof line?.name === 'string' && line.name.toLowerCase() === 'origin',
  );
  shown.origin = origin !== undefined;
  // A sanitizer takes out all or none.
  shown.redacted = typeof origin?.value === 'string' && isRedacted(origin.value);
}
