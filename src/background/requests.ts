import type { WebRequest } from 'webextension-polyfill';
import type { Fact } from '../messages.ts';

/** What is needed of `browser.webRequest`; a test gives its own. */
export type RequestEvents = Pick<
  WebRequest.Static,
  | 'onBeforeRequest'
  | 'onSendHeaders'
  | 'onHeadersReceived'
  | 'onBeforeRedirect'
  | 'onCompleted'
  | 'onErrorOccurred'
>;

/** Requests that are under way at once; what would be more is left out. */
const most = 2_000;

/**
 * Tells of every request to these hosts in a tab when it ends: status, headers, the error code. Chromium shows those of
 * preflights only with "extraHeaders". Call the function it returns to end it.
 */
export function listenTo(
  events: RequestEvents,
  hosts: readonly string[],
  tabId: number,
  tell: (fact: Fact) => void,
): () => void {
  const running = new Map<string, Fact>();
  const filter = { urls: [...hosts], tabId };
  const note = (id: string, change: Partial<Fact>): void => {
    const fact = running.get(id);
    if (fact) running.set(id, { ...fact, ...change });
  };
  const end = (id: string, timeStamp: number, error: string): void => {
    const fact = running.get(id);
    running.delete(id);
    if (fact) tell({ ...fact, duration: Math.max(0, timeStamp - fact.startedAt), error });
  };
  const onBegin = (of: WebRequest.OnBeforeRequestDetailsType): void => {
    if (running.size >= most) return;
    const { method, url, timeStamp: startedAt } = of;
    const none = { duration: 0, sent: [], status: 0, received: [], error: '' };
    running.set(of.requestId, { method, url, startedAt, ...none });
  };
  const onSend = (of: WebRequest.OnSendHeadersDetailsType): void =>
    note(of.requestId, { sent: linesOf(of.requestHeaders) });
  const onReceive = (of: WebRequest.OnHeadersReceivedDetailsType): void =>
    note(of.requestId, { status: of.statusCode, received: linesOf(of.responseHeaders) });
  const onEnd = (of: { requestId: string; timeStamp: number }): void =>
    end(of.requestId, of.timeStamp, '');
  const onError = (of: WebRequest.OnErrorOccurredDetailsType): void =>
    end(of.requestId, of.timeStamp, of.error);
  // Newer than the polyfill's types.
  const extra = 'extraHeaders' as 'responseHeaders' & 'requestHeaders';
  events.onBeforeRequest.addListener(onBegin, filter);
  events.onSendHeaders.addListener(onSend, filter, ['requestHeaders', extra]);
  events.onHeadersReceived.addListener(onReceive, filter, ['responseHeaders', extra]);
  events.onBeforeRedirect.addListener(onEnd, filter);
  events.onCompleted.addListener(onEnd, filter);
  events.onErrorOccurred.addListener(onError, filter);
  return () => {
    events.onBeforeRequest.removeListener(onBegin);
    events.onSendHeaders.removeListener(onSend);
    events.onHeadersReceived.removeListener(onReceive);
    events.onBeforeRedirect.removeListener(onEnd);
    events.onCompleted.removeListener(onEnd);
    events.onErrorOccurred.removeListener(onError);
  };
}

function linesOf(headers: WebRequest.HttpHeaders = []): [string, string][] {
  return headers.flatMap(({ name, value }): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
}
