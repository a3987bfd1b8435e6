import type { CorsError } from '../cors/errors.ts';
import type { HeaderList } from '../cors/headers.ts';

/** A request that Chromium's CORS check refused, with the response it refused. */
export interface Refusal {
  readonly error: CorsError;
  readonly parameter: string | null;
  /** What was refused: the preflight response, or the request's. */
  readonly stage: 'preflight' | 'response';
  /** The last URL and the first; they differ after a redirect. */
  readonly url: string;
  readonly firstUrl: string;
  /** Serialized origin of the page. */
  readonly origin: string;
  /** What the request said in `Origin`: `null` after some redirects. */
  readonly originSent: string;
  /** The browser's error code for the client (fetch, xhr …) and Fetch's request destination. */
  readonly client: string | null;
  readonly destination: string;
  readonly credentials: 'include' | 'omit';
  readonly method: string;
  /** The unsafe request headers, lower-case. */
  readonly headers: readonly string[];
  /** Null when there was none. */
  readonly response: {
    readonly status: number;
    readonly headers: HeaderList;
    readonly repeated?: true;
  } | null;
}

/** What one browser makes of it. */
export interface Decision {
  readonly browser: 'Chrome' | 'Firefox' | 'Safari';
  readonly outcome: 'blocked' | 'allowed';
  /** The check that fails first in this browser, by Chromium's name. Null when it has none for it. */
  readonly error: CorsError | null;
  /** The lines its console prints; empty when it allows the request. */
  readonly messages: readonly string[];
  /** MDN's page for the error. */
  readonly mdn: string | null;
}
