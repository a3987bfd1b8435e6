import { type ResponseBody, readBody } from '../recording/body.ts';

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
  /** The body and its encoding. */
  getContent(): Promise<unknown>;
}

/** The next response to a request, with the beginning of its body; null when none comes for a while. */
export function responseBody(
  network: Network,
  method: string,
  url: string,
): Promise<ResponseBody | null> {
  return new Promise((resolve) => {
    const end = (body: ResponseBody | null): void => {
      network.onRequestFinished.removeListener(onFinished);
      clearTimeout(timer);
      resolve(body);
    };
    const timer = setTimeout(() => end(null), timeout);
    const onFinished = (entry: object): void => {
      const { request, getContent } = entry as Finished;
      if (request?.method !== method || request.url !== url) return;
      getContent.call(entry).then(
        (content) => {
          const body = readBody(entry, content);
          // What the browser still keeps to itself is no response: another one may come.
          if (body !== null) end(body);
        },
        () => {},
      );
    };
    network.onRequestFinished.addListener(onFinished);
  });
}
