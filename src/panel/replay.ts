import { isForbiddenRequestHeader } from '../cors/safelist.ts';
import { requestedHeaderNames } from '../fixes/legs.ts';
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

/** A script that makes the request once more while its fix is previewed: see `repeatOf`. */
export function replayOf(exchange: Exchange, { responses }: Simulation): string {
  const allowed = responses.some(([name]) => name === 'Access-Control-Allow-Credentials');
  const credentials =
    exchange.credentials === 'include' || (exchange.credentials === 'unknown' && allowed);
  return repeatOf(exchange, credentials);
}

/** Most of a body that is read, in bytes, and how long it may take to come, in milliseconds. */
const mostRead = 1_000_000;
const longestRead = 10_000;

/**
 * A script for the inspected page that makes the request once more, without its body, which is never
 * recorded. Its value is true; false when the page shown is not of the origin that made the request.
 * `cache`: Fetch's cache mode; the default where it is left out.
 */
export function repeatOf(exchange: Exchange, credentials: boolean, cache?: 'reload'): string {
  const [leg] = exchange.hops;
  const names = new Set([...requestedHeaderNames(leg), ...kept]);
  const headers = leg.headers.filter(
    ([name, value]) => names.has(name) && !isForbiddenRequestHeader(name, value),
  );
  const init = {
    method: leg.method,
    headers,
    mode: 'cors',
    credentials: credentials ? 'include' : 'same-origin',
    ...(cache === undefined ? {} : { cache }),
  };
  // Read to its end, so that DevTools has what it says, but neither a large file nor an endless stream.
  const read = `async ({ body }) => {
    const reader = body?.getReader();
    if (!reader) return;
    const cancel = () => reader.cancel().catch(() => {});
    const timer = setTimeout(cancel, ${longestRead});
    for (let size = 0; size < ${mostRead}; ) {
      const { done, value } = await reader.read();
      if (done) return clearTimeout(timer);
      size += value.length;
    }
    clearTimeout(timer);
    return cancel();
  }`;
  // A page can redefine `self.origin`, not this; the headers may hold secrets of the page that set them.
  // JSON is JavaScript since ES2019.
  return `location.origin === ${JSON.stringify(exchange.origin)} && (Promise.resolve().then(() => fetch(${JSON.stringify(leg.url)}, ${JSON.stringify(init)})).then(${read}).catch(() => {}), true)`;
}
