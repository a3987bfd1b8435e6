import { isSameOrigin, withoutFragment } from '../cors/origin.ts';
import { targetsOf } from '../recording/joining.ts';
import { isObject, type Json } from '../recording/json.ts';
import { tracerName } from '../recording/stack.ts';
import { tracedField } from '../recording/traced.ts';

/** What a request came to, what is dropped first before what is dropped last. */
export const kinds = ['sameOrigin', 'crossOrigin', 'failed'] as const;
export type Kind = (typeof kinds)[number];

/** Whether the entry failed, and else where it went. Firefox names no error: its headers and its timing must tell. */
export function kindOf({ request, response, _resourceTiming }: Record<string, unknown>): Kind {
  const [sent, returned] = [record(request), record(response)];
  if (sent === null || returned === null) return 'sameOrigin';
  const { _error: error, status } = returned;
  const succeeded = typeof status === 'number' && status >= 100 && status < 400;
  if ((typeof error === 'string' && error !== '') || !succeeded) return 'failed';
  const origin = headerOf(sent, 'origin');
  const site = headerOf(sent, 'sec-fetch-site');
  const across =
    origin === null
      ? site === 'cross-site' || site === 'same-site'
      : !isSameOrigin(origin, String(sent.url));
  if (!across) return 'sameOrigin';
  const allowed = headerOf(returned, 'access-control-allow-origin');
  const refused = origin !== null && allowed !== '*' && allowed !== origin;
  return refused || record(_resourceTiming)?.responseStatus === 0 ? 'failed' : 'crossOrigin';
}

/** True for the preflight of a URL that failed, and for a redirect to one: what failed is explained with them. */
export function ledTo(entry: unknown, failing: ReadonlySet<unknown>): boolean {
  const outer = record(entry);
  const request = record(outer?.request);
  const response = record(outer?.response);
  if (request === null || response === null || typeof request.url !== 'string') return false;
  if (request.method === 'OPTIONS') return failing.has(request.url);
  const location = headerOf(response, 'location');
  return location !== null && targetsOf(location, request.url).some((url) => failing.has(url));
}

function headerOf({ headers }: Record<string, unknown>, name: string): string | null {
  for (const line of Array.isArray(headers) ? headers : []) {
    const { name: each, value } = record(line) ?? {};
    if (typeof each === 'string' && typeof value === 'string' && each.toLowerCase() === name) {
      return value;
    }
  }
  return null;
}

/** True for an entry that names no status: no response, or not yet known to be. */
export function hasNoResponse(entry: unknown): boolean {
  const response = record(record(entry)?.response);
  return response !== null && response.status === 0;
}

/**
 * The entry as plain data without request and response bodies, WebSocket and EventSource messages:
 * they are never kept. What is not an object stays what it is, to be counted as malformed.
 */
export function withoutBodies(entry: unknown): unknown {
  const outer = record(entry);
  if (outer === null) return typeof entry === 'function' ? null : entry;
  const { _webSocketMessages, _eventSourceMessages, getContent, ...read } = outer;
  const rest = withoutTracer(read);
  const request = record(rest.request);
  if (request !== null) {
    const { postData, ...kept } = request;
    const data = record(postData);
    rest.request = {
      ...kept,
      ...(typeof kept.url === 'string' ? { url: shortened(kept.url) } : {}),
      ...(data === null ? {} : { postData: { mimeType: data.mimeType } }),
    };
  }
  const response = record(rest.response);
  const content = record(response?.content);
  if (response !== null && content !== null) {
    const { text, encoding, ...kept } = content;
    rest.response = { ...response, content: kept };
  }
  return rest;
}

/**
 * The entry without the frames of our own tracer in its initiator, and with a mark that they were there: the call is one
 * that it noted.
 */
function withoutTracer(entry: Record<string, unknown>): Record<string, unknown> {
  const initiator = record(entry._initiator);
  const stack = record(initiator?.stack);
  if (stack === null || !Array.isArray(stack.callFrames)) return entry;
  const callFrames = stack.callFrames.filter((frame) => record(frame)?.url !== tracerName);
  if (callFrames.length === stack.callFrames.length) return entry;
  return {
    ...entry,
    _initiator: { ...initiator, stack: { ...stack, callFrames } },
    [tracedField]: {},
  };
}

/** A `data:` URL is a body too. */
export function shortened(url: string): string {
  return /^data:/i.test(url) && url.length > 100 ? `${url.slice(0, 100)}…` : url;
}

/** When the request began, in milliseconds since the epoch; -Infinity when the entry does not say. */
export function startedAt(entry: unknown): number {
  const value = record(entry)?.startedDateTime;
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}

/** What stays the same of an entry when its late facts arrive. */
export function identity(entry: unknown): string | null {
  const outer = record(entry);
  const request = record(outer?.request);
  if (outer === null || request === null || typeof request.url !== 'string') return null;
  return `${outer.startedDateTime} ${request.method} ${shortened(request.url)}`;
}

/** The value as an object whose fields may be anything; null when it is none. */
export function record(value: unknown): Json | null {
  return isObject(value) ? value : null;
}

/** When DevTools says that the newest page of this URL began, in milliseconds since the epoch; null: it does not. */
export function pageStart(
  pages: readonly unknown[] | undefined,
  url: string | null,
): number | null {
  if (url === null || !Array.isArray(pages)) return null;
  const page = pages.findLast(
    (each) => withoutFragment(String(each?.title)) === withoutFragment(url),
  );
  const began = startedAt(page);
  return Number.isFinite(began) ? began : null;
}

/** Where the request went, without its fragment. */
export function urlOf(entry: unknown): string {
  const { request } = (entry ?? {}) as { request?: { url?: unknown } };
  return withoutFragment(String(request?.url));
}

/** The status it returned; 0: none, null for a preflight. */
export function statusOf(entry: unknown): number | null {
  const { response } = entry as { response?: { status?: unknown } };
  return isPreflight(entry) ? null : Number(response?.status) || 0;
}

/** True for an OPTIONS request. */
export function isPreflight(entry: unknown): boolean {
  const { request } = entry as { request?: { method?: unknown } };
  return request?.method === 'OPTIONS';
}
