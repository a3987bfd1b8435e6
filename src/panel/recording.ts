import type { Message, ToPanel } from '../messages.ts';
import type { Recorded } from './files.ts';

/** How long the worker may be silent in the middle of a response, in milliseconds. */
const timeout = 15_000;

/** Asks the worker for a session's raw entries, which come in parts. */
export class Recording {
  readonly #ask: (request: number) => void;
  readonly #source: Recorded['source'];
  #next = 1;
  #waiting: {
    request: number;
    parts: Message<Pick<ToPanel, 'har'>>[];
    response: Promise<Recorded>;
    resolve: (recorded: Recorded) => void;
    reject: (error: Error) => void;
    timer: ReturnType<typeof setTimeout>;
  } | null = null;

  constructor(ask: (request: number) => void, source: Recorded['source']) {
    this.#ask = ask;
    this.#source = source;
  }

  /** The entries. Rejects with a sentence for the user when the worker does not respond. */
  get(): Promise<Recorded> {
    if (this.#waiting) return this.#waiting.response;
    const request = this.#next++;
    let resolve: (recorded: Recorded) => void = () => {};
    let reject: (error: Error) => void = () => {};
    const response = new Promise<Recorded>((done, failed) => {
      resolve = done;
      reject = failed;
    });
    this.#waiting = { request, parts: [], response, resolve, reject, timer: this.#timeout() };
    this.#ask(request);
    return response;
  }

  /** A message of the worker; only `har` is of interest. */
  receive(message: Message<ToPanel>): void {
    const waiting = this.#waiting;
    if (message.type !== 'har' || message.request !== waiting?.request) return;
    clearTimeout(waiting.timer);
    waiting.parts.push(message);
    if (message.more) {
      waiting.timer = this.#timeout();
      return;
    }
    this.#waiting = null;
    waiting.resolve({
      entries: waiting.parts.flatMap(({ entries }) => entries),
      from: waiting.parts[0]?.from ?? 0,
      pages: waiting.parts.flatMap(({ pages }) => pages),
      source: this.#source,
    });
  }

  /** The connection broke. */
  lose(why = 'The connection was lost. Try again.'): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    this.#waiting = null;
    clearTimeout(waiting.timer);
    waiting.reject(new Error(why));
  }

  #timeout(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.lose('The extension is not responding. Try again.'), timeout);
  }
}
