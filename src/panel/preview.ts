import type { Engine, Simulation } from '../fixes/simulate.ts';
import type { FromPanel, Message, Preview, PreviewEnd, ToPanel } from '../messages.ts';
import type { ResponseBody } from '../recording/body.ts';
import type { Exchange } from '../recording/types.ts';
import type { Finding } from '../session.ts';
import { Observed } from './observed.ts';

/** What is to be previewed, made by `attemptOf`: the code for it waits until there is something to preview. */
export interface Attempt {
  readonly request: string;
  readonly method: string;
  readonly url: string;
  readonly simulation: Simulation;
  readonly hosts: string[];
  /** Makes the request again, in the inspected page. */
  readonly script: string;
  /** The script runs without being asked for once more. */
  readonly byItself: boolean;
}

/** What a fix preview needs of the browser. */
export interface PreviewHost {
  readonly engine: Engine;
  /** Asks the user for access to these hosts. Must be called in the click itself. */
  ask(hosts: string[]): Promise<boolean>;
  /** Shows the open question again, where it may be behind another window. */
  askAgain?(): void;
  send(message: Message<FromPanel>): void;
  /** The value of a script in the inspected page. */
  evaluate(script: string): Promise<unknown>;
  /** True where the tab shows no page, but the browser's own: it crashed. Only where the worker does not notice (Firefox). */
  isGone?(): Promise<boolean>;
  /** The next response to this request with its body; null when there was none for a while. */
  responseBody?(method: string, url: string): Promise<ResponseBody | null>;
}

/** A preview as the panel knows it. */
export interface PreviewState {
  /** The request it was started for; null: none since the panel was opened. */
  readonly request: string | null;
  readonly phase: 'off' | 'asking' | 'on';
  /** The preview that is on; when it is off, the last, with the time it ended as its `until`. */
  readonly preview: Preview | null;
  /** Why it is off. */
  readonly ended: PreviewEnd | 'declined' | null;
  /** Whether the request was made again: not yet, yes, or the page that made it is not the one shown. */
  readonly replayed: 'no' | 'yes' | 'elsewhere';
  /** The response that the browser kept from everybody before. */
  readonly body: ResponseBody | null;
}

/** The clocks of the worker and of the recording differ by a few milliseconds. */
const skew = 50;

/** How often a crash is looked for, in milliseconds. */
const checkEvery = 2_000;

const none: PreviewState = {
  request: null,
  phase: 'off',
  preview: null,
  ended: null,
  replayed: 'no',
  body: null,
};

/** What stays the same of a request when it is made again. */
export function requestOf({ hops: [{ method, url }] }: Exchange): string {
  return `${method} ${url}`;
}

/** What is said while the user is being asked. */
export const waitingFor: Readonly<Record<Engine, string>> = {
  chromium: 'Waiting for permission: see the prompt in the page’s window.',
  firefox: 'Waiting for permission: see the window that opened.',
};

/** True for methods that change nothing on the server (RFC 9110, section 9.2.1), so that they may be repeated. */
export function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** The panel's side of a fix preview: asks, starts, makes the request again, and knows what is on. */
export class PreviewClient extends Observed<PreviewState> {
  readonly #host: PreviewHost;
  #attempt: Attempt | null = null;
  /** The worker has been asked to start, and what it says next is its response. */
  #waiting = false;
  /** What the user is being asked for. */
  #asked: string[] = [];
  #watching: ReturnType<typeof setInterval> | undefined;

  constructor(host: PreviewHost) {
    super(none);
    this.#host = host;
  }

  /** Whose rules the fix is previewed with. */
  get engine(): Engine {
    return this.#host.engine;
  }

  /** On a click: asks for the permission and starts. */
  async start(attempt: Attempt): Promise<void> {
    if (this.get().phase === 'asking') {
      this.#host.askAgain?.();
      return;
    }
    // First, so that the worker knows whose hosts they are, however this ends.
    this.#host.send({ type: 'asking', hosts: attempt.hosts });
    const asked = this.#host.ask(attempt.hosts);
    this.#asked = attempt.hosts;
    this.set({ ...none, request: attempt.request, phase: 'asking' });
    const allowed = await asked.catch(() => false);
    this.#asked = [];
    if (!allowed) {
      this.#host.send({ type: 'asking', hosts: [] });
      this.set({ ...this.get(), phase: 'off', ended: 'declined' });
      return;
    }
    this.#attempt = attempt;
    this.#waiting = true;
    this.#host.send({ type: 'try', simulation: attempt.simulation });
  }

  /** On a click: makes the request again, whatever its method. */
  async replay(): Promise<void> {
    if (this.#attempt === null || this.get().phase !== 'on') return;
    this.set({ ...this.get(), replayed: 'yes' });
    const { method, url, request } = this.#attempt;
    void this.#host.responseBody?.(method, url).then((body) => {
      if (body && this.get().request === request) this.set({ ...this.get(), body });
    });
    const sent = await this.#host.evaluate(this.#attempt.script).catch(() => undefined);
    if (sent !== true) this.set({ ...this.get(), replayed: 'elsewhere' });
  }

  stop(): void {
    this.#host.send({ type: 'stop' });
  }

  /** A new connection: a worker that was stopped no longer knows what the user is being asked. */
  reconnected(): void {
    if (this.#asked.length > 0) this.#host.send({ type: 'asking', hosts: this.#asked });
  }

  /** A message of the worker; only `preview` is of interest. */
  receive(message: Message<ToPanel>): void {
    if (message.type !== 'preview') return;
    const { preview, ended } = message;
    if (preview !== null) {
      const started = this.#waiting;
      this.#watch();
      this.#waiting = false;
      this.set({ ...this.get(), phase: 'on', preview, ended: null });
      if (started && this.#attempt?.byItself) void this.replay();
    } else if (this.get().phase === 'on') {
      // A worker that knows of none was stopped meanwhile, and took the rules away when it came back.
      const { preview: shown } = this.get();
      const last = shown && { ...shown, until: Date.now() };
      this.set({ ...this.get(), phase: 'off', preview: last, ended: ended ?? 'stopped' });
    } else if (this.#waiting && ended !== 'stopped') {
      this.set({ ...this.get(), phase: 'off', ended: 'refused' });
    }
  }

  /** Ends the preview when the page is gone. */
  #watch(): void {
    const { isGone } = this.#host;
    if (!isGone) return;
    this.#watching ??= setInterval(async () => {
      if (this.get().phase !== 'on') {
        clearInterval(this.#watching);
        this.#watching = undefined;
      } else if (await isGone().catch(() => false)) this.stop();
    }, checkEvery);
  }
}

/** What came of the request while the preview is or was on: the newest such finding; null while there is none. */
export function outcomeOf(state: PreviewState, findings: readonly Finding[]): Finding | null {
  const { preview, request } = state;
  if (preview === null) return null;
  return (
    findings.findLast(
      ({ exchange }) =>
        exchange.simulated &&
        requestOf(exchange) === request &&
        exchange.hops[0].startedAt >= preview.from - skew &&
        exchange.hops[0].startedAt <= preview.until,
    ) ?? null
  );
}
