import { get } from '../cors/headers.ts';
import { originOf } from '../cors/origin.ts';
import { quote, serverOf, statusName } from '../prose.ts';
import type { Exchange, Hop } from '../recording/types.ts';
import type { Finding } from '../session.ts';
import { Observed } from './observed.ts';
import { isSafe, type PreviewState, requestOf } from './preview.ts';

/** A check of a request, made anew: what is known of it. Times are milliseconds since the epoch. */
export interface CheckState {
  /** What was repeated; null: nothing yet. */
  readonly before: Finding | null;
  /** "elsewhere": the page that sent it is not the one shown. "silent": nothing came of it for a while. */
  readonly phase: 'idle' | 'sent' | 'elsewhere' | 'silent';
  readonly from: number;
}

/** What `CheckClient` needs of the browser: the value of a script in the inspected page. */
export type Evaluate = (script: string) => Promise<unknown>;

/** A repeated request that is not heard of for so long is given up, in milliseconds. */
export const checkTimeout = 20_000;

/** The clocks of panel and recording differ by a few milliseconds. */
const skew = 50;

/** Repeats requests in the inspected page as they are, one at a time. */
export class CheckClient extends Observed<CheckState> {
  readonly #evaluate: Evaluate;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(evaluate: Evaluate) {
    super({ before: null, phase: 'idle', from: 0 });
    this.#evaluate = evaluate;
  }

  /** On a click: repeats the request of a diagnosis; `credentials`: with cookies. */
  async check(before: Finding, credentials: boolean): Promise<void> {
    clearTimeout(this.#timer);
    const state: CheckState = { before, phase: 'sent', from: Date.now() };
    this.set(state);
    const end = (phase: CheckState['phase']): void => {
      if (this.get() === state) this.set({ ...state, phase });
    };
    this.#timer = setTimeout(() => end('silent'), checkTimeout);
    // It rests on what configs are made of, which the panel starts without.
    const { repeatOf } = await import('./replay.ts');
    const script = repeatOf(before.exchange, credentials, 'reload');
    const sent = await this.#evaluate(script).catch(() => undefined);
    if (sent !== true) end('elsewhere');
  }
}

/** What came of the repeated request: the newest finding of it that is over; null while there is none. */
export function checkedOf(
  { before, from }: CheckState,
  findings: readonly Finding[],
): Finding | null {
  if (before === null) return null;
  const request = requestOf(before.exchange);
  return (
    findings.findLast(
      ({ exchange, verdict }) =>
        exchange.id !== before.exchange.id &&
        !exchange.simulated &&
        verdict.outcome !== 'pending' &&
        requestOf(exchange) === request &&
        exchange.hops[0].startedAt >= from - skew,
    ) ?? null
  );
}

/** Why a request cannot be repeated by us, as a sentence; null where it can. */
export function whyNotChecked(
  { exchange }: Finding,
  { phase, preview }: Pick<PreviewState, 'phase' | 'preview'>,
): string | null {
  const { method, url } = exchange.hops[0];
  if (!isSafe(method)) {
    return `A ${quote(method)} may change data on the server, so it is not repeated. Send it again in your app: the new request gets its own diagnosis.`;
  }
  if (originOf(exchange.origin) !== exchange.origin) {
    return `The request came from the opaque origin \`${quote(exchange.origin)}\`, which the page shown does not have. Send it again there.`;
  }
  if (phase === 'on' && preview?.server === originOf(url)) {
    return `The fix preview changes the responses of ${serverOf(url)}. Stop it first.`;
  }
  return null;
}

/** One line of a response that is another now; null: it was or is not there. */
export interface HeaderChange {
  readonly message: 'Preflight' | 'Response';
  readonly name: string;
  readonly before: string | null;
  readonly now: string | null;
}

/** What CORS is about in a response: its status, `Access-Control-*` and `Vary`. */
function deciding(hop: Hop | null): Map<string, string> {
  const lines = new Map<string, string>();
  if (!hop?.response) return lines;
  const { status, headers } = hop.response;
  lines.set('Status', statusName(status));
  for (const [name] of headers) {
    if (name === 'vary' || name.startsWith('access-control-')) {
      lines.set(name, get(headers, name) ?? '');
    }
  }
  return lines;
}

/** What is different in the responses that decide, the preflight's first. */
export function changesOf(before: Exchange, now: Exchange): HeaderChange[] {
  const [first, second] = [before, now].map(({ hops }) => ({
    Preflight: hops.at(-1)?.preflight ?? null,
    Response: hops.at(-1) ?? null,
  }));
  return (['Preflight', 'Response'] as const).flatMap((message) => {
    const [old, fresh] = [deciding(first?.[message] ?? null), deciding(second?.[message] ?? null)];
    // A preflight that was not needed, or is remembered, says nothing.
    if (message === 'Preflight' && (old.size === 0 || fresh.size === 0)) return [];
    return [...new Set([...old.keys(), ...fresh.keys()])]
      .map((name) => ({
        message,
        name,
        before: old.get(name) ?? null,
        now: fresh.get(name) ?? null,
      }))
      .filter((change) => change.before !== change.now);
  });
}
