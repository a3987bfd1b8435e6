import { isForbiddenRequestHeader } from '../cors/safelist.ts';
import { requestedHeaderNames } from '../fixes/policy.ts';
import { type Engine, hostsOf, type Simulation } from '../fixes/simulate.ts';
import type { Exchange } from '../recording/types.ts';
import { type Attempt, isSafe, requestOf } from './preview.ts';

/** Sent by themselves, and sent again: the response depends on them. */
const kept = new Set(['accept', 'content-type']);

/** Everything that trying these headers on the exchange takes. */
export function attemptOf(exchange: Exchange, simulation: Simulation, engine: Engine): Attempt {
  return {
    request: requestOf(exchange),
    method: exchange.hops[0].method,
    url: exchange.hops[0].url,
    simulation,
    hosts: hostsOf(simulation, engine),
    script: replayOf(exchange, simulation),
    byItself: isSafe(exchange.hops[0].method),
  };
}

/**
 * A script for the inspected page that makes the request once more, without its body, which is never
 * recorded. Its value is true; false when the page shown is not of the origin that made the request.
 */
export function replayOf(exchange: Exchange, { origin, responses }: Simulation): string {
  const [leg] = exchange.hops;
  const names = new Set([...requestedHeaderNames(leg), ...kept]);
  const headers = leg.headers.filter(
    ([name, value]) => names.has(name) && !isForbiddenRequestHeader(name, value),
  );
  const withCredentials = responses.some(([name]) => name === 'Access-Control-Allow-Credentials');
  const init = {
    method: leg.method,
    headers,
    mode: 'cors',
    credentials:
      exchange.credentials === 'include' || (exchange.credentials === 'unknown' && withCredentials)
        ? 'include'
        : 'same-origin',
  };
  // A page can redefine `self.origin`, not this; the headers may hold secrets of the page that set them.
  // JSON is JavaScript since ES2019. An error is read to its end, so that DevTools has what it says.
  const read = '(response) => response.ok ? response.body?.cancel() : response.text()';
  return `location.origin === ${JSON.stringify(origin)} && (Promise.resolve().then(() => fetch(${JSON.stringify(leg.url)}, ${JSON.stringify(init)})).then(${read}).catch(() => {}), true)`;
}
