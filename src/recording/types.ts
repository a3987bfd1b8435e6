import type { CorsError } from '../cors/errors.ts';
import type { HeaderList } from '../cors/headers.ts';

/** How sure we are. "likely": it rests on a fact the browser does not show. */
export type Certainty = 'certain' | 'likely';

/** The response to a request, as the browser showed it. */
export interface Response {
  readonly status: number;
  readonly headers: HeaderList;
  /** True when what came was no HTTP, so that status and headers are the browser's own. */
  readonly notHttp?: true;
  /**
   * Set when this is the 304 to a condition of the browser's own: the headers of the stored response it
   * confirms, less those it replaces; null when the recording has no such response. The check uses both.
   */
  readonly confirms?: HeaderList | null;
  /** True when the response it confirms was stored for a request of this very origin. */
  readonly confirmsOwn?: true;
  /** True when a sanitizer took out what the checks look at. */
  readonly redacted?: true;
  /**
   * Ids of the server stacks whose own error page the body was, in a recording that had bodies (`fixes/bodies.ts`);
   * the body itself is not kept. Left out: no body, or one that names nobody.
   */
  readonly bodyOf?: readonly string[];
  /** True when `Access-Control-Allow-Origin` came twice in this spelling, the only one that Firefox counts. */
  readonly repeated?: true;
}

/**
 * Why a request failed, in our words: what a browser or a tool writes of it is a matter of its dialect.
 *
 * - `failed`: the browser says that it failed and no more, as Chromium does of every failed CORS check.
 * - `cors`: the browser says that a CORS check failed.
 * - `unsent`: the browser stopped it before it was sent and does not say why: mixed content, a
 *   Content-Security-Policy.
 * - `rejected`: the browser rejected the call's arguments, seen by tracing; the text is the exception.
 * - `orb`: Opaque Response Blocking; `blocked-by-response`: Cross-Origin-Resource-Policy, alone or with COEP.
 * - `other`: an error code that no dialect knows.
 */
export type ErrorKind =
  | 'offline'
  | 'dns'
  | 'refused'
  | 'proxy'
  | 'tls'
  | 'timeout'
  | 'reset'
  | 'invalid-response'
  | 'unsafe-port'
  | 'aborted'
  | 'blocked-by-client'
  | 'blocked-by-response'
  | 'orb'
  | 'csp'
  | 'mixed-content'
  | 'unsent'
  | 'local-network'
  | 'service-worker'
  | 'rejected'
  | 'cors'
  | 'failed'
  | 'other';

/** What more is known of some kinds. */
export type ErrorDetail =
  // tls
  | 'expired'
  | 'wrong-host'
  | 'untrusted'
  | 'revoked'
  | 'client-certificate'
  | 'not-tls'
  | 'no-common-version'
  // timeout
  | 'connecting'
  // reset: less of the body came than was announced
  | 'incomplete'
  // invalid-response
  | 'redirect'
  | 'redirect-loop'
  | 'encoding'
  | 'headers'
  // blocked-by-client
  | 'devtools'
  | 'policy'
  | 'tracking-protection'
  // blocked-by-response
  | 'isolated';

/** A failure as the browser or the tool states it. */
export interface NetworkError {
  readonly kind: ErrorKind;
  readonly detail?: ErrorDetail;
  /** The error code as it was recorded, such as `net::ERR_FAILED`: evidence, to be quoted. */
  readonly text: string;
  /** True when the recording suggests the kind and does not state it. */
  readonly inferred?: true;
}

/** One request and its response. */
export interface Hop {
  readonly method: string;
  readonly url: string;
  /** Request header lines; provisional (no `origin`) where the browser never sent the request. */
  readonly headers: HeaderList;
  /** Null when the browser showed none. */
  readonly response: Response | null;
  /** Null when the browser gave none. */
  readonly error: NetworkError | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Milliseconds. */
  readonly duration: number;
  /** Its place in the session or file; -1 for a request that was inferred, not recorded. */
  readonly entry: number;
  /** False where the browser shows that the request never left it. */
  readonly sent?: false;
  /** True where the browser shows that the response came from a cache or a service worker. */
  readonly stored?: true;
}

/** A hop with its preflight. */
export interface Leg extends Hop {
  readonly preflight: Hop | null;
  /** True when a worker may have made the request: Chromium then shows no response that the page was refused. */
  readonly hidden?: true;
  /** The stored response that Chromium most likely took, where the request failed without showing one. */
  readonly fromCache?: {
    readonly response: Response;
    /** False: it was stored for a load without CORS. */
    readonly cors: boolean;
    /** True: a cache uses it only for a request that asks for it however old it is. */
    readonly forced?: true;
  };
}

/** Where a script was when it made the call; line and column count from 1. */
export interface Initiator {
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

/** The credentials mode, as far as it shows. "omit" stands for `same-origin` too: across origins they are one. */
export type Credentials = 'include' | 'omit' | 'unknown';

/** Why a call made no request: see `Traced.unsent`. */
export type Unsent = 'mode' | 'scheme' | 'csp' | 'rejected';

/** What "Reload with tracing" saw of a call in the page. Null: it was not seen, or it is not the same for all calls it may be. */
export interface Traced {
  /** What made the call; null where only a policy's violation was seen. */
  readonly api: 'fetch' | 'xhr' | 'eventsource' | 'element' | null;
  readonly credentials: Credentials;
  /** "likely": calls of this URL with other credentials were made at the same time, and only their order tells them apart. */
  readonly certainty: Certainty;
  readonly mode: 'cors' | 'no-cors' | 'same-origin' | null;
  readonly redirect: 'follow' | 'error' | 'manual' | null;
  readonly cache: string | null;
  /** How it ended for the page. */
  readonly outcome: 'ok' | 'error' | 'abort' | 'timeout' | null;
  /** Milliseconds from the call to its end. */
  readonly elapsed: number | null;
  /** "TypeError: Failed to fetch": what the page caught. */
  readonly exception: string | null;
  /** The directive of the page's Content Security Policy that blocked it. */
  readonly directive: string | null;
  /**
   * Why the call made no request, so that the browser recorded none. "mode": `same-origin`; "scheme": no http or https;
   * "csp": a policy of the page; "rejected": the browser refused an argument.
   */
  readonly unsent: Unsent | null;
  /** True where a file says so: anybody can write it. */
  readonly claimed?: true;
}

/** One cross-origin fetch as the page saw it. */
export interface Exchange {
  readonly id: string;
  /** Which adapter read it. Only `recording/` and the messages a browser prints look at this. */
  readonly source: Source;
  /** Serialized origin of the page; "null" when opaque. */
  readonly origin: string;
  /** The page's URL where it is known. */
  readonly page: string | null;
  /** Fetch's request mode, from `Sec-Fetch-Mode` or from what the other facts leave possible. */
  readonly mode: 'cors' | 'no-cors' | 'unknown';
  /** Fetch's request destination: `empty` (fetch, XHR …), font, image, script … */
  readonly destination: string;
  /** The browser's error code for the client: fetch, xhr, font, image, script, stylesheet, ping, eventsource … */
  readonly client: string | null;
  readonly credentials: Credentials;
  /**
   * What the browser itself says became of it. "unknown": it says nothing (Firefox, files of other tools);
   * "pending": it was still running.
   */
  readonly reported: 'failed' | 'succeeded' | 'unknown' | 'pending';
  /** True where calls of this URL at the same time ended differently, and nothing tells which this was. */
  readonly mixed?: true;
  /** True when the tool that recorded it writes no response of a request that failed. */
  readonly responsesOmitted?: true;
  /** The request, then every redirect followed. The last is the one that ended. */
  readonly hops: readonly [Leg, ...Leg[]];
  readonly initiator: Initiator | null;
  /** What tracing saw of the call. Left out: it was not traced. */
  readonly traced?: Traced;
  /** True while "Try this fix" changed the response on its way; the headers are the server's own. */
  readonly simulated: boolean;
}

/** The tool that recorded an entry. */
export type Source = 'chromium' | 'firefox' | 'webkit' | 'unknown';

/** Which message of the exchange: the response of `hops[hop]`, or of its preflight. */
export interface Step {
  readonly kind: 'preflight' | 'redirect' | 'response';
  /** Index into `Exchange.hops`. */
  readonly hop: number;
}

/** One check of the standard that the exchange fails. */
export interface CheckFailure {
  readonly error: CorsError;
  readonly step: Step;
  /** The value that failed: a header's value, the method or the header name refused. */
  readonly parameter: string | null;
  readonly certainty: Certainty;
}

/** What the browser decided. */
export type Verdict =
  /**
   * `doubt`: nothing tells whether the request had credentials, and with them this check would have
   * failed. It was most likely allowed.
   */
  | { readonly outcome: 'allowed'; readonly doubt?: CheckFailure }
  /** `alternative`: the check that failed instead, should the hidden credentials mode be the other. */
  | ({ readonly outcome: 'blocked'; readonly alternative?: CheckFailure } & CheckFailure)
  /** No CORS check failed, yet scripts see only a network error. */
  | {
      readonly outcome: 'failed';
      readonly error: NetworkError;
      readonly step: Step;
      /** Left out: certain. */
      readonly certainty?: Certainty;
    }
  /** What is shown does not tell. `reason` is a sentence for the user; `blocked`: it surely failed. */
  | {
      readonly outcome: 'undetermined';
      readonly reason: string;
      readonly failed: boolean;
      readonly step: Step;
    }
  /** It was still running when the recording ended. */
  | { readonly outcome: 'pending' };

/** The verdict on an exchange that did not reach the page. */
export type FailedVerdict = Exclude<Verdict, { outcome: 'allowed' | 'pending' }>;
