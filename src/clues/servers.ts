import { originOf } from '../cors/origin.ts';
import type { Exchange, Verdict } from '../recording/types.ts';

/** How the exchanges with one server ended; statuses by how often they came. */
interface Counts {
  allowed: number;
  failed: number;
  readonly statuses: Map<number, number>;
}

/** How a session's exchanges ended, server by server. */
export class Servers {
  #counts = new Map<string, Counts>();
  #changed = new Set<string>();

  /** Counts an exchange in, or out again with `by` -1. */
  count(exchange: Exchange, verdict: Verdict, by: 1 | -1): void {
    if (!isCounted(exchange, verdict)) return;
    const server = serverOf(exchange);
    const counts = this.#of(server);
    const kind = verdict.outcome === 'allowed' ? 'allowed' : 'failed';
    if (kind === 'allowed' && counts.allowed === 0) this.#changed.add(server);
    counts[kind] += by;
    const status = exchange.hops.at(-1)?.response?.status;
    if (status === undefined) return;
    if (!counts.statuses.has(status)) this.#changed.add(server);
    const number = (counts.statuses.get(status) ?? 0) + by;
    if (number > 0) counts.statuses.set(status, number);
    else counts.statuses.delete(status);
  }

  /** How the other exchanges with the same server ended. What counts of `exchange` itself is counted already. */
  others(exchange: Exchange, verdict: Verdict) {
    const { allowed, failed, statuses } = this.#of(serverOf(exchange));
    const own = isCounted(exchange, verdict) ? 1 : 0;
    const passed = verdict.outcome === 'allowed';
    const status = exchange.hops.at(-1)?.response?.status;
    return {
      allowed: allowed - (passed ? own : 0),
      failed: failed - (passed ? 0 : own),
      statuses: [...statuses]
        .filter(([code, number]) => number > (code === status ? own : 0))
        .map(([code]) => code),
    };
  }

  /** The servers that since the last call allowed an exchange, or returned a status, for the first time. */
  takeChanged(): ReadonlySet<string> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  #of(server: string): Counts {
    let counts = this.#counts.get(server);
    if (!counts) {
      counts = { allowed: 0, failed: 0, statuses: new Map() };
      this.#counts.set(server, counts);
    }
    return counts;
  }
}

/** The server of the first request of an exchange: an origin, or the URL where it has none. */
export function serverOf(exchange: Exchange): string {
  return originOf(exchange.hops[0].url) ?? exchange.hops[0].url;
}

/** What is still running says nothing of the server, nor does what `isPreview` names. */
function isCounted(exchange: Exchange, verdict: Verdict): boolean {
  return verdict.outcome !== 'pending' && !isPreview(exchange, verdict);
}

/** What a fix preview let pass or spoilt says nothing of the server; that it sent no response does. */
export function isPreview({ simulated }: Exchange, { outcome }: Verdict): boolean {
  return simulated && outcome !== 'failed';
}
