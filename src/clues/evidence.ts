import { get } from '../cors/headers.ts';
import { checkedHeaders } from '../recording/stored.ts';
import type { Hop } from '../recording/types.ts';
import { type Failure, isTainted, wantedOrigin } from './failure.ts';

/** One fact an explanation stands on. */
export interface Evidence {
  readonly side: 'request' | 'response';
  /** Lower-case header name, or ":status", ":url", ":method", ":error", ":credentials" (the mode, seen by tracing). */
  readonly header: string;
  /** The value seen; null when the header is missing. */
  readonly found: string | null;
  /** What would pass, in words or as a value; null when nothing is expected of it. */
  readonly expected: string | null;
}

/** Evidence: the status of the failing message's response. */
export function statusSeen({ hop }: { hop: Hop }, expected: string | null = null) {
  return seen('response', ':status', hop.response ? String(hop.response.status) : null, expected);
}

/** Evidence: a response header of the failing message, all its lines as the browser joins them. */
export function headerSeen({ hop }: { hop: Hop }, header: string, expected: string | null = null) {
  return seen(
    'response',
    header,
    hop.response ? get(checkedHeaders(hop.response), header) : null,
    expected,
  );
}

/** Evidence: a request header of the failing message. */
export function headerSent({ hop }: { hop: Hop }, header: string, expected: string | null = null) {
  return seen('request', header, get(hop.headers, header), expected);
}

/** What is as it should be is shown as a fact, without an expectation. */
function seen<Side extends 'request' | 'response'>(
  side: Side,
  header: string,
  found: string | null,
  expected: string | null,
) {
  return { side, header, found, expected: found === expected ? null : expected } as const;
}

/** Evidence: the origin that was compared: as the message said it, or the page's; one inferred is none. */
export function originEvidence(failure: Failure) {
  const said = get(failure.hop.headers, 'origin');
  const found = said ?? (isTainted(failure) ? null : failure.exchange.origin);
  return { side: 'request', header: 'origin', found, expected: null } as const;
}

/** Evidence for those of the named response headers that are there. */
export function headersPresent(failure: { hop: Hop }, ...names: readonly string[]) {
  return names.map((name) => headerSeen(failure, name)).filter(({ found }) => found !== null);
}

/** Evidence: the browser's error code. */
export function errorSeen(error: string) {
  return { side: 'response', header: ':error', found: error, expected: null } as const;
}

/** Evidence: the requested URL. */
export function urlSent({ hop }: { hop: Hop }, expected: string | null = null) {
  return seen('request', ':url', hop.url, expected);
}

/** Evidence: the Access-Control-Allow-Origin an error page lacks; none where the request was no CORS request. */
export function allowOriginSeen(failure: Failure) {
  return failure.error === null
    ? []
    : [headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure))];
}
