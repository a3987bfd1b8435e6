import { serverOf } from '../prose.ts';
import type { Exchange, Hop, Step, Verdict } from '../recording/types.ts';

/** A stop on the way from the page to the response. */
export interface Station {
  readonly kind: 'page' | Step['kind'];
  /** "Preflight", "Redirect", "Response" or "Page". */
  readonly label: string;
  /** Method and server, or the page's origin. */
  readonly who: string;
  /** The response in a word or two; empty for the page. */
  readonly status: string;
  readonly state: 'passed' | 'failed' | 'unsent' | 'unknown';
}

/** The exchange as a line: the page, every preflight and redirect, the response. */
export function stationsOf(exchange: Exchange, verdict: Verdict): Station[] {
  const stations: Station[] = [
    {
      kind: 'page',
      label: 'Page',
      who: exchange.origin === 'null' ? 'opaque origin (null)' : serverOf(exchange.origin),
      status: '',
      state: 'passed',
    },
  ];
  const pending = verdict.outcome === 'pending';
  const end = verdict.outcome === 'allowed' || pending ? null : verdict.step;
  let stopped = false;
  const last = exchange.hops.length - 1;
  const stop = (kind: Step['kind'], hop: number, message: Hop): void => {
    const failing =
      end !== null && end.hop === hop && (end.kind === 'preflight') === (kind === 'preflight');
    const state = stopped
      ? 'unsent'
      : !failing
        ? hasPassed(kind, message, hop, pending)
          ? 'passed'
          : 'unknown'
        : verdict.outcome === 'undetermined'
          ? 'unknown'
          : 'failed';
    stations.push({
      kind,
      label: { preflight: 'Preflight', redirect: 'Redirect', response: 'Response' }[kind],
      who: `${message.method} ${serverOf(message.url)}`,
      status:
        state === 'unsent' ? 'not sent' : (message.response?.status.toString() ?? 'no response'),
      state,
    });
    stopped ||= failing;
  };
  // A preflight that shows no response did not pass, and nothing that still runs did.
  const hasPassed = (kind: Step['kind'], message: Hop, hop: number, running: boolean): boolean =>
    message.response !== null || (kind !== 'preflight' && !(running && hop === last));
  for (const [hop, leg] of exchange.hops.entries()) {
    if (leg.preflight) stop('preflight', hop, leg.preflight);
    const redirects = hop < last || (end?.hop === hop && end.kind === 'redirect');
    stop(redirects ? 'redirect' : 'response', hop, leg);
  }
  return stations;
}
