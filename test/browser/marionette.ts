import { connect, type Socket } from 'node:net';

/** An error Firefox answered a command with. */
export class MarionetteError extends Error {}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * Firefox's own remote protocol, over TCP: messages `LENGTH:[0, id, command, parameters]`, answers
 * `LENGTH:[1, id, error, result]`. Unlike WebDriver BiDi it also runs privileged scripts, which is the
 * only way to DevTools. https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 */
export class Marionette {
  readonly #socket: Socket;
  readonly #pending = new Map<number, Pending>();
  #received = Buffer.alloc(0);
  #id = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', () => {});
    socket.on('close', () => {
      for (const { reject } of this.#pending.values()) {
        reject(new MarionetteError('Firefox closed the connection.'));
      }
      this.#pending.clear();
    });
  }

  /** Connects to a Firefox on this machine and opens a session. */
  static async open(port: number): Promise<Marionette> {
    const socket = await new Promise<Socket>((resolve, reject) => {
      const attempt: Socket = connect(port, '127.0.0.1', () => resolve(attempt));
      attempt.once('error', reject);
    });
    const marionette = new Marionette(socket);
    await marionette.send('WebDriver:NewSession', { capabilities: { alwaysMatch: {} } });
    await marionette.send('WebDriver:SetTimeouts', { script: 120_000, pageLoad: 60_000 });
    return marionette;
  }

  /** Sends a command; rejects with a `MarionetteError` when Firefox answers with an error. */
  send(command: string, parameters: object = {}): Promise<unknown> {
    this.#id += 1;
    const id = this.#id;
    const message = Buffer.from(JSON.stringify([0, id, command, parameters]));
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#socket.write(Buffer.concat([Buffer.from(`${message.length}:`), message]));
    });
  }

  #read(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const colon = this.#received.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(this.#received.subarray(0, colon).toString());
      if (this.#received.length < end) return;
      const message: unknown = JSON.parse(this.#received.subarray(colon + 1, end).toString());
      this.#received = this.#received.subarray(end);
      // The first message greets; it is no response.
      if (Array.isArray(message)) this.#response(message);
    }
  }

  #response([, id, error, result]: unknown[]): void {
    const pending = this.#pending.get(id as number);
    this.#pending.delete(id as number);
    if (!pending) return;
    if (error) {
      const { error: name, message, stacktrace } = error as Record<string, string>;
      pending.reject(new MarionetteError(`${name}: ${message}\n${stacktrace}`));
      return;
    }
    const keys = typeof result === 'object' && result !== null ? Object.keys(result) : [];
    pending.resolve(
      keys.length === 1 && keys[0] === 'value' ? (result as { value: unknown }).value : result,
    );
  }
}
