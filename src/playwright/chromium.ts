import type { CDPSession } from '@playwright/test';
import { addTo } from '../recording/groups.ts';

/** A list of headers as the protocol has it: lines of one name are joined by line feeds. */
type ProtocolHeaders = Readonly<Record<string, string>>;

/** One message of a request id: a redirect begins the next. */
interface Message {
  readonly order: number;
  readonly request: { url: string; method: string; headers: ProtocolHeaders };
  readonly type: string;
  readonly preflight: boolean;
  readonly initiator: unknown;
  readonly page: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Seconds of the browser's own clock. */
  readonly began: number;
  ended: number | null;
  /** As they went out, with cookies; null where the browser sent nothing. */
  sent: ProtocolHeaders | null;
  status: number;
  headers: ProtocolHeaders;
  version: string;
  error: string | null;
  cors: { readonly corsError: string; readonly failedParameter: string } | null;
}

/** What Chromium says of the requests of pages, as entries that DevTools would write, and its own verdicts. */
export class ChromiumRecorder {
  readonly #messages: Message[] = [];

  /**
   * Listens to a page and the frames that share its process. Not heard: workers, and frames of other sites, which have
   * sessions of their own.
   */
  async listen(session: CDPSession, pageUrl: () => string): Promise<void> {
    /** The messages of each request id; those with extra information come in their order. */
    const byId = new Map<string, Message[]>();
    const lastOf = (id: string) => byId.get(id)?.at(-1);
    /** What came of a request before its `requestWillBeSent`: it comes from another process of Chromium's. */
    const early = new Map<string, (() => void)[]>();
    const once = (
      id: string,
      isNext: (message: Message) => boolean,
      take: (message: Message) => void,
    ) => {
      const message = byId.get(id)?.find(isNext);
      if (message) take(message);
      else early.set(id, [...(early.get(id) ?? []), () => once(id, isNext, take)]);
    };
    session.on('Network.requestWillBeSent', (event) => {
      const before = lastOf(event.requestId);
      if (before && event.redirectResponse) {
        fill(before, event.redirectResponse);
        before.ended = event.timestamp;
      }
      const message: Message = {
        order: this.#messages.length,
        request: event.request,
        type: (event.type ?? 'other').toLowerCase(),
        preflight: event.initiator.type === 'preflight',
        initiator: event.initiator,
        page: event.documentURL || pageUrl(),
        startedAt: event.wallTime * 1000,
        began: event.timestamp,
        ended: null,
        sent: null,
        status: 0,
        headers: {},
        version: '',
        error: null,
        cors: null,
      };
      this.#messages.push(message);
      addTo(byId, event.requestId, message);
      const waiting = early.get(event.requestId) ?? [];
      early.delete(event.requestId);
      for (const take of waiting) take();
    });
    session.on('Network.requestWillBeSentExtraInfo', ({ requestId, headers }) => {
      once(
        requestId,
        ({ sent }) => sent === null,
        (message) => {
          message.sent = headers;
        },
      );
    });
    session.on('Network.responseReceived', ({ requestId, response }) => {
      const message = lastOf(requestId);
      if (message) fill(message, response);
    });
    // Of a blocked response only this tells status and headers.
    session.on('Network.responseReceivedExtraInfo', ({ requestId, statusCode, headers }) => {
      once(
        requestId,
        (message) => !exact.has(message),
        (message) => {
          exact.add(message);
          message.status = statusCode;
          message.headers = headers;
        },
      );
    });
    session.on('Network.loadingFinished', ({ requestId, timestamp }) => {
      const message = lastOf(requestId);
      if (message) message.ended = timestamp;
    });
    session.on(
      'Network.loadingFailed',
      ({ requestId, timestamp, errorText, blockedReason, corsErrorStatus }) => {
        const message = lastOf(requestId);
        if (!message) return;
        message.ended = timestamp;
        // DevTools writes the empty text for what was stopped before it was sent, and so does the recording.
        message.error =
          blockedReason === 'mixed-content' || blockedReason === 'csp' ? '' : errorText;
        if (corsErrorStatus) message.cors = corsErrorStatus;
      },
    );
    await session.send('Network.enable');
  }

  /** Waits until every request has ended, for `most` milliseconds. */
  async settle(most: number): Promise<void> {
    const limit = Date.now() + most;
    const isOpen = ({ ended, type }: Message) => ended === null && type !== 'eventsource';
    do await new Promise((done) => setTimeout(done, 20));
    while (this.#messages.some(isOpen) && Date.now() < limit);
    // The response that was blocked may be told after the failure; where there was none, nothing more comes.
    const isBare = (message: Message) => message.cors !== null && !exact.has(message);
    const patience = Math.min(limit, Date.now() + 500);
    while (this.#messages.some(isBare) && Date.now() < patience) {
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  /** HAR entries in the order of the requests. `_corsErrorStatus` is Chromium's own verdict. */
  entries(): object[] {
    return this.#messages.map((message) => {
      const { request, preflight, startedAt, began, ended, status, error, version } = message;
      const time = ended === null ? 0 : Math.max(0, (ended - began) * 1000);
      const sent = { ...request.headers, ...message.sent };
      return {
        startedDateTime: new Date(startedAt).toISOString(),
        time,
        pageref: message.page,
        _resourceType: preflight ? 'preflight' : message.type,
        _initiator: message.initiator,
        ...(message.cors ? { _corsErrorStatus: message.cors } : {}),
        request: {
          method: request.method,
          url: request.url,
          httpVersion: version,
          headers: lines(sent),
          queryString: [],
          cookies: [],
          headersSize: -1,
          bodySize: -1,
        },
        response: {
          status,
          statusText: '',
          httpVersion: version,
          headers: lines(message.headers),
          cookies: [],
          content: { size: 0, mimeType: 'x-unknown' },
          redirectURL: '',
          headersSize: -1,
          bodySize: -1,
          ...(ended === null ? {} : { _transferSize: 0 }),
          _error: error,
        },
        cache: {},
        timings: { send: 0, wait: time, receive: 0 },
      };
    });
  }
}

/** Messages whose status and headers are those of the wire. */
const exact = new WeakSet<Message>();

function fill(
  message: Message,
  response: { status: number; headers: ProtocolHeaders; protocol?: string },
): void {
  message.version = response.protocol ?? '';
  if (exact.has(message)) return;
  message.status = response.status;
  message.headers = response.headers;
}

function lines(headers: ProtocolHeaders): { name: string; value: string }[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value.split('\n').map((line) => ({ name, value: line })),
  );
}
