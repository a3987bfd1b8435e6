import { quote } from '../prose.ts';
import type { Hop } from '../recording/types.ts';
import { clientLabel } from '../report/summary.ts';
import type { Finding } from '../session.ts';
import { decisiveStep, hopAt } from '../verdict/step.ts';

/** "fetch() at `api.js:5` · 14 ms": the facts in a line. */
export function factsGist({ exchange, verdict }: Finding): string {
  const { initiator } = exchange;
  const { duration } = hopAt(exchange, decisiveStep(exchange, verdict));
  const at = initiator && ` at \`${fileOf(initiator.url)}:${initiator.line}\``;
  return `${clientLabel(exchange)}${at ?? ''} · ${Math.round(duration)} ms${
    exchange.credentials === 'unknown' ? ' · credentials unknown' : ''
  }`;
}

/** A message of the exchange: its title and the request and response it is made of. */
export interface Message {
  readonly title: 'Preflight' | 'Request' | 'Redirect';
  readonly hop: Hop;
}

/** Every preflight and request of a finding in their order. */
export function messagesOf({ exchange }: Finding): Message[] {
  const last = exchange.hops.length - 1;
  return exchange.hops.flatMap((leg, index): Message[] => [
    ...(leg.preflight ? [{ title: 'Preflight', hop: leg.preflight } as const] : []),
    { title: index < last ? 'Redirect' : 'Request', hop: leg },
  ]);
}

/** "preflight 11 + 8 · request 14 + 6": how many headers each message has. */
export function headersGist(messages: readonly Message[]): string {
  return messages
    .map(({ title, hop: { headers, response } }) =>
      [title.toLowerCase(), headers.length, response && `+ ${response.headers.length}`]
        .filter((part) => part !== null)
        .join(' '),
    )
    .join(' · ');
}

/** The last part of a script's address. */
export function fileOf(url: string): string {
  const path = URL.parse(url)?.pathname ?? url;
  return quote(path.slice(path.lastIndexOf('/') + 1) || url).replaceAll('`', '');
}
