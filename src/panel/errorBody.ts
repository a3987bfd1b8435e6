import { mostOfBody } from './body.ts';
import type { ErrorBody } from './preview.ts';

/** How long a repeated request may take, in milliseconds. */
const timeout = 20_000;

/** What is needed of `devtools.network`. */
interface Network {
  readonly onRequestFinished: {
    addListener(listener: (entry: object) => void): void;
    removeListener(listener: (entry: object) => void): void;
  };
}

/** A HAR entry, as far as it is of interest here. */
interface Finished {
  readonly request?: { readonly method?: unknown; readonly url?: unknown };
  readonly response?: {
    readonly status?: unknown;
    readonly content?: { readonly mimeType?: unknown };
  };
  /** The body and its encoding. */
  getContent(): Promise<unknown>;
}

/** The next error response to a request, with the beginning of its body; null when none comes for a while. */
export function errorBody(
  network: Network,
  method: string,
  url: string,
): Promise<ErrorBody | null> {
  return new Promise((resolve) => {
    const end = (body: ErrorBody | null): void => {
      network.onRequestFinished.removeListener(onFinished);
      clearTimeout(timer);
      resolve(body);
    };
    const timer = setTimeout(() => end(null), timeout);
    const onFinished = (entry: object): void => {
      const { request, response, getContent } = entry as Finished;
      const status = Number(response?.status);
      if (request?.method !== method || request.url !== url || !(status >= 400)) return;
      const type = response?.content?.mimeType;
      getContent.call(entry).then(
        (content) => {
          const text = textOf(content);
          // What the browser still keeps to itself is no response: another one may come.
          if (text === null) return;
          end({ status, type: typeof type === 'string' ? type : '', text });
        },
        () => end(null),
      );
    };
    network.onRequestFinished.addListener(onFinished);
  });
}

/** The beginning of a body. `getContent` gives the text, a pair of text and encoding, or both by name. */
function textOf(given: unknown): string | null {
  const named = given as { content?: unknown; encoding?: unknown } | null;
  const [text, encoding] = Array.isArray(given)
    ? given
    : typeof given === 'string'
      ? [given, '']
      : [named?.content, named?.encoding];
  if (typeof text !== 'string') return null;
  if (encoding !== 'base64') return text.slice(0, mostOfBody);
  try {
    const bytes = Uint8Array.from(atob(text.slice(0, mostOfBody * 2)), (c) => c.charCodeAt(0));
    return new TextDecoder().decode(bytes).slice(0, mostOfBody);
  } catch {
    return null;
  }
}
