import { isObject } from './json.ts';

/** Characters of a body that are looked at. */
export const mostOfBody = 4_096;

/** A response with the beginning of its body. Shown, never stored. */
export interface ResponseBody {
  readonly status: number;
  /** Its media type; empty where it has none. */
  readonly type: string;
  /** Its beginning, at most `mostOfBody` characters. */
  readonly text: string;
}

/** True for a response whose body says what went wrong: 4xx and 5xx. */
export function isError(status: unknown): boolean {
  return typeof status === 'number' && status >= 400 && status < 600;
}

/**
 * The error response of a HAR entry with the beginning of its body; null where the entry has no error response, or
 * none with a body. `content` replaces what the entry says of it, as the recording browser gives it on request.
 */
export function readErrorBody(entry: unknown, content?: unknown): ResponseBody | null {
  const response = isObject(entry) && isObject(entry.response) ? entry.response : null;
  return response !== null && isError(response.status) ? readBody(entry, content) : null;
}

/** The same of a response with any status. */
export function readBody(entry: unknown, content?: unknown): ResponseBody | null {
  const response = isObject(entry) && isObject(entry.response) ? entry.response : null;
  if (response === null || !(Number(response.status) > 0)) return null;
  const recorded = isObject(response.content) ? response.content : {};
  const text = bodyText(content === undefined ? [recorded.text, recorded.encoding] : content);
  const type = typeof recorded.mimeType === 'string' ? recorded.mimeType : '';
  return text === null ? null : { status: Number(response.status), type, text };
}

/**
 * The beginning of a body as `getContent` gives it: the text, a pair of text and encoding (in Firefox its media
 * type), or both by name. Null where there is none.
 */
export function bodyText(given: unknown): string | null {
  const named = isObject(given) ? given : {};
  const [text, encoding] = Array.isArray(given)
    ? given
    : typeof given === 'string'
      ? [given, '']
      : [named.content, named.encoding];
  if (typeof text !== 'string') return null;
  if (encoding !== 'base64') return text.slice(0, mostOfBody);
  try {
    const bytes = Uint8Array.from(atob(text.slice(0, mostOfBody * 2)), (c) => c.charCodeAt(0));
    return new TextDecoder().decode(bytes).slice(0, mostOfBody);
  } catch {
    return null;
  }
}
