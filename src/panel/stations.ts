import { isSafelistedMethod } from '../cors/method.ts';
import { requestedHeaderNames } from '../fixes/legs.ts';
import { serverOf, statusName } from '../prose.ts';
import type { Exchange, Hop, NetworkError, Step, Verdict } from '../recording/types.ts';
import { hopAt } from '../verdict/step.ts';

/** A stop on the way from the page to the response. */
export interface Station {
  readonly label: 'Page' | 'DNS' | 'TCP' | 'TLS' | 'Preflight' | 'Redirect' | 'Response';
  /** The status; empty where there is none. */
  readonly status: string;
  /** The server, or the page's origin. */
  readonly who: string;
  /** What happened here in a word or two; empty where the sign says it. */
  readonly said: string;
  readonly state: 'ok' | 'bad' | 'off' | 'unknown';
}

/** The request's path: the page, every preflight and redirect, the response; or how far a connection got. */
export function stationsOf(exchange: Exchange, verdict: Verdict): Station[] {
  const page: Station = {
    label: 'Page',
    status: '',
    who: exchange.origin === 'null' ? 'opaque origin (null)' : serverOf(exchange.origin),
    said: '',
    state: 'ok',
  };
  const connection = connectionOf(exchange, verdict);
  return [page, ...(connection ?? messagesOf(exchange, verdict))];
}

/** The preflights, redirects and responses in their order. */
function messagesOf(exchange: Exchange, verdict: Verdict): Station[] {
  const stations: Station[] = [];
  const pending = verdict.outcome === 'pending';
  const end = verdict.outcome === 'allowed' || pending ? null : verdict.step;
  const last = exchange.hops.length - 1;
  let stopped = false;
  const stop = (kind: Step['kind'], hop: number, message: Hop): void => {
    const failing =
      end !== null && end.hop === hop && (end.kind === 'preflight') === (kind === 'preflight');
    const state = stopped
      ? 'off'
      : !failing
        ? hasPassed(kind, message, hop, pending)
          ? 'ok'
          : 'unknown'
        : verdict.outcome === 'undetermined'
          ? 'unknown'
          : 'bad';
    stations.push({
      label: labels[kind],
      status: state === 'off' ? '' : (message.response?.status.toString() ?? ''),
      who: serverOf(message.url),
      said: state === 'off' ? 'not sent' : saidOf(state, message, verdict),
      state,
    });
    stopped ||= failing;
  };
  // A preflight that shows no response did not pass, and nothing that still runs did.
  const hasPassed = (kind: Step['kind'], message: Hop, hop: number, running: boolean): boolean =>
    message.response !== null || (kind !== 'preflight' && !(running && hop === last));
  for (const [hop, leg] of exchange.hops.entries()) {
    if (leg.preflight) stop('preflight', hop, leg.preflight);
    else if (hop === 0 && last === 0 && exchange.mode === 'cors') stations.push(noPreflight(leg));
    const redirects = hop < last || (end?.hop === hop && end.kind === 'redirect');
    stop(redirects ? 'redirect' : 'response', hop, leg);
  }
  return stations;
}

const labels = { preflight: 'Preflight', redirect: 'Redirect', response: 'Response' } as const;

function saidOf(state: Station['state'], { response }: Hop, verdict: Verdict): string {
  if (state === 'ok') return response === null ? 'not recorded' : '';
  if (state === 'unknown') return 'not visible';
  if (response === null) return verdict.outcome === 'blocked' ? 'blocked here' : 'failed here';
  if (response.status >= 500) return 'server error';
  if (response.status >= 400) return statusName(response.status).replace(/^\d+ ?/, '');
  return verdict.outcome === 'blocked' ? 'blocked here' : 'failed here';
}

/** No preflight was recorded: none was needed, or it is missing. */
function noPreflight(leg: Exchange['hops'][0]): Station {
  const simple = isSafelistedMethod(leg.method) && requestedHeaderNames(leg).length === 0;
  const said = simple ? 'not needed' : 'not recorded';
  return { label: 'Preflight', status: '', who: '', said, state: 'off' };
}

/** What the kind of an error proves: everything before the stage it stands for was passed. */
function failedStage({ kind, detail, inferred }: NetworkError): Station['label'] | null {
  if (inferred) return null;
  if (kind === 'dns') return 'DNS';
  if (kind === 'refused' || (kind === 'timeout' && detail === 'connecting')) return 'TCP';
  if (kind === 'tls') return 'TLS';
  return kind === 'reset' ? 'Response' : null;
}

/** The stages of a connection that failed, as far as the error proves them; null where it proves none. */
function connectionOf(exchange: Exchange, verdict: Verdict): Station[] | null {
  if (verdict.outcome === 'allowed' || verdict.outcome === 'pending') return null;
  const hop = hopAt(exchange, verdict.step);
  const error = hop.error ?? (verdict.outcome === 'failed' ? verdict.error : null);
  const failed = error && failedStage(error);
  if (failed === null || hop.response !== null) return null;
  const url = URL.parse(hop.url);
  const secure = url?.protocol === 'https:';
  const byName = url !== null && !/^(?:\[|[\d.]+$)/.test(url.hostname);
  const order: Station['label'][] = [
    ...(byName ? (['DNS'] as const) : []),
    'TCP',
    ...(secure ? (['TLS'] as const) : []),
    'Response',
  ];
  const at = order.indexOf(failed);
  if (at < 0) return null;
  return order.map((label, index) => ({
    label,
    status: '',
    who: index === 0 ? serverOf(hop.url) : '',
    said: index === at ? 'failed here' : '',
    // A reset may come in the middle of the handshake: that it was passed is not proved.
    state: index > at ? 'off' : index === at ? 'bad' : label === 'TLS' ? 'unknown' : 'ok',
  }));
}
