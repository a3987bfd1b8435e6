import { originOf } from '../cors/origin.ts';
import type { FromPanel, Message, ToPanel } from '../messages.ts';
import type { Finding } from '../session.ts';
import { Observed } from './observed.ts';

/** What reading hidden responses needs of the browser. */
export interface HiddenHost {
  /** Asks the user for these hosts and for `webRequest`. Must be called in the click itself. */
  ask(hosts: string[]): Promise<boolean>;
  send(message: Message<FromPanel>): void;
}

/** What is read of hidden responses, as the panel knows it. */
export interface HiddenState {
  /** The servers whose responses are read now. */
  readonly servers: readonly string[];
  /** The server that the user is being asked for. */
  readonly asking: string | null;
  /** The server that was last declined, or that the browser refused. */
  readonly declined: string | null;
}

/** The panel's side of reading responses that DevTools does not show. */
export class HiddenClient extends Observed<HiddenState> {
  readonly #host: HiddenHost;
  #asked: string[] = [];

  constructor(host: HiddenHost) {
    super({ servers: [], asking: null, declined: null });
    this.#host = host;
  }

  /** On a click: asks for the permission, and has the responses of a server to a page of this origin read. */
  async start(server: string, origin: string): Promise<void> {
    if (this.get().asking !== null) return;
    const hosts = [`${server}/*`, `${origin}/*`];
    // First, so that the worker knows whose hosts they are, however this ends.
    this.#host.send({ type: 'asking', hosts });
    const asked = this.#host.ask(hosts);
    this.#asked = hosts;
    this.set({ ...this.get(), asking: server, declined: null });
    const allowed = await asked.catch(() => false);
    this.#asked = [];
    this.#host.send(allowed ? { type: 'watch', server, hosts } : { type: 'asking', hosts: [] });
    this.set({ ...this.get(), asking: null, declined: allowed ? null : server });
  }

  stop(server: string): void {
    this.#host.send({ type: 'unwatch', server });
  }

  /** A new connection: a worker that was stopped no longer knows what the user is being asked. */
  reconnected(): void {
    if (this.#asked.length > 0) this.#host.send({ type: 'asking', hosts: this.#asked });
  }

  /** A message of the worker; only `watched` is of interest. */
  receive(message: Message<ToPanel>): void {
    if (message.type === 'watched') this.set({ ...this.get(), servers: message.servers });
  }
}

/** The server whose response DevTools kept to itself, where it can be read with a permission; null elsewhere. */
export function hiddenServer({ exchange, verdict }: Finding): string | null {
  const last = exchange.hops.at(-1);
  const none = last?.response === null && last.preflight?.response == null;
  if (!none || exchange.simulated || verdict.outcome === 'allowed') return null;
  // The browser names every other reason.
  if (verdict.outcome !== 'undetermined' || !verdict.failed) return null;
  const server = originOf(last.url);
  const isWeb = (each: string | null) => each !== null && /^https?:/.test(each);
  return isWeb(server) && originOf(exchange.origin) === exchange.origin ? server : null;
}
