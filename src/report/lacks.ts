import { type Recording, recordingOf } from '../recording/file.ts';
import type { Exchange } from '../recording/types.ts';
import type { Finding } from '../session.ts';
import type { Har } from './har.ts';

/** How to get a recording that leaves nothing out, for tools that know no way of their own. */
const better =
  'Record the page with the Network panel of DevTools: tick "Preserve log", reload, then "Export HAR".';

/**
 * What a recording does not hold and a diagnosis would rest on, one sentence or two each: why something in it is
 * only likely, or cannot be told, and how to record better. Empty for a session that was recorded here.
 */
export function lacksOf(
  { log }: Har,
  findings: readonly Finding[],
  recording: Recording = recordingOf(log),
): string[] {
  if (recording.dialect.id === 'cors-lens') return [];
  const exchanges = findings.map(({ exchange }) => exchange);
  const lacks = [
    ...failures(recording, exchanges),
    ...connections(recording),
    ...origins(recording),
    ...responses(recording, exchanges),
    ...preflights(exchanges),
    ...redacted(exchanges),
  ];
  if (lacks.length > 0) lacks.push(recording.dialect.better ?? better);
  if (exchanges.length === 0) return lacks;
  const secret = /^(cookie|set-cookie|authorization)$/i;
  if (!log.entries.some((entry) => headerNames(entry).some((name) => secret.test(name)))) {
    lacks.push(
      'It has no cookies and no `Authorization` header, as in a sanitized export: whether requests had credentials is inferred.',
    );
  }
  if (
    recording.source === 'unknown' &&
    legsOf(exchanges).every(({ headers }) => !headers.some(([name]) => name === 'sec-fetch-mode'))
  ) {
    lacks.push(
      'No request in it says how it was made (`Sec-Fetch-Mode`): perhaps no browser made them.',
    );
  }
  return lacks;
}

/** The file does not say which requests failed, or does not hold them. */
function failures(
  { dialect, statesFailures, source }: Recording,
  exchanges: readonly Exchange[],
): string[] {
  const failed = exchanges.some(
    ({ reported, hops }) => reported === 'failed' && hops[0].entry >= 0,
  );
  if (dialect.leavesOut?.includes('failures') && !failed) {
    return [
      `${dialect.title} leaves out requests that failed: a request that CORS blocked is missing here, and at most its preflight shows. That no request failed is not proved.`,
    ];
  }
  const silent = exchanges.filter(({ reported }) => reported === 'unknown');
  if (silent.length === 0 || (source === 'chromium' && statesFailures)) return [];
  return [
    source === 'firefox'
      ? 'Firefox does not export which requests failed: what is blocked here is what the headers of the responses rule out.'
      : 'It does not say which requests failed: what is blocked here is what the headers of the responses rule out.',
  ];
}

/** A proxy that writes down responses only. */
function connections({ dialect, statesFailures }: Recording): string[] {
  return dialect.leavesOut?.includes('connections') && !statesFailures
    ? [
        `${dialect.title} leaves out requests that got no response: a connection that failed, a name that was not resolved or a TLS error does not show.`,
      ]
    : [];
}

/** Without `Origin` a request of a script looks like an image's. */
function origins({ dialect, showsOrigin }: Recording): string[] {
  return dialect.leavesOut?.includes('origins') && !showsOrigin
    ? [
        `${dialect.title} does not record the \`Origin\` header: requests of scripts cannot be told from images, and are not checked.`,
      ]
    : [];
}

/** Requests failed, and not one of them shows a response. */
function responses({ dialect }: Recording, exchanges: readonly Exchange[]): string[] {
  const failed = exchanges.filter(({ reported }) => reported === 'failed');
  const blind = failed.filter(({ hops }) =>
    hops.every(
      ({ response, preflight, error }) =>
        response === null && (preflight?.response ?? null) === null && error?.kind === 'failed',
    ),
  );
  if (blind.length === 0 || blind.length < failed.length / 2) return [];
  const who = dialect.leavesOut?.includes('responses') ? dialect.title : 'It';
  return [
    `${who} records neither the response nor the preflight of a request that failed, so the cause cannot be read from it. The likeliest is a CORS check: for one, the browser gives the same error. The Console of the same page names the check.`,
  ];
}

/** Requests that need a preflight, and not one preflight. A single one may have been cached. */
function preflights(exchanges: readonly Exchange[]): string[] {
  const asking = legsOf(exchanges).filter(
    ({ method }) => !['GET', 'HEAD', 'POST'].includes(method),
  );
  const none = legsOf(exchanges).every(({ preflight }) => preflight === null);
  return asking.length > 0 && none
    ? [
        'It has no preflights, although some requests need one: what a server said to them is unknown.',
      ]
    : [];
}

/** A sanitizer took out the values the checks need. */
function redacted(exchanges: readonly Exchange[]): string[] {
  const taken = legsOf(exchanges).some(
    ({ response, preflight }) => response?.redacted || preflight?.response?.redacted,
  );
  return taken
    ? [
        'Its `Access-Control-*` headers are redacted: sanitize cookies and tokens only, and leave these in.',
      ]
    : [];
}

function legsOf(exchanges: readonly Exchange[]) {
  return exchanges.flatMap(({ hops }) => hops);
}

function headerNames(entry: unknown): string[] {
  return ['request', 'response'].flatMap((part) => {
    const headers = (entry as Record<string, { headers?: unknown } | undefined> | null)?.[part]
      ?.headers;
    return Array.isArray(headers)
      ? headers.flatMap((header: { name?: unknown } | null) =>
          typeof header?.name === 'string' ? [header.name] : [],
        )
      : [];
  });
}
