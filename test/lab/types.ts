import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CorsError } from '../../src/cors/errors.ts';

/** What the running lab tells its cases. */
export interface Lab {
  /** The origin of the page that calls. */
  readonly site: string;
  /** The page itself. */
  readonly url: string;
  /** The site's origins: over http, over https, and from what counts as a public address. */
  readonly origins: { readonly page: string; readonly https: string; readonly public: string };
  /** The origin of one of the API's names, such as `http://api.localhost:40123`. */
  host(name: string): string;
  /** The API's port; every name of the API answers there. */
  readonly port: number;
  /** An https origin whose certificate nobody trusts. */
  readonly untrusted: string;
  /** A port where nothing listens. */
  readonly closedPort: number;
  /** A port that accepts and never answers. */
  readonly silentPort: number;
  /** Chromium's flags for the names, the certificate and the address spaces the cases need. */
  readonly flags: readonly string[];
  /** What Firefox needs of the same: names that are this machine, a certificate to accept, preferences. */
  readonly firefox: {
    readonly localNames: readonly string[];
    readonly trust: readonly { host: string; port: number; certificate: string }[];
    readonly preferences: Readonly<Record<string, string | number>>;
  };
  /** Cases that need another page than `url`: where to go, and what `call` is to be given there. */
  readonly visits: readonly { readonly page: string; readonly call: { readonly id: string } }[];
  /** The unpacked content blocker of the case `blocked-by-client`. */
  readonly extensions: readonly string[];
  close(): Promise<void>;
}

/** One request as the API's handlers see it. */
export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** The `Origin` header, or "". */
  readonly origin: string;
  readonly body: string;
  readonly lab: Lab;
}

/** A response as data. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
}

/** Answers a call; undefined: the handler dealt with the socket itself. */
export type Handler = (call: Call) => Reply | undefined | Promise<Reply | undefined>;

/** How the page calls. */
export interface LabRequest {
  /** Default: fetch. */
  readonly client?:
    | 'fetch'
    | 'xhr'
    | 'image'
    | 'image-no-cors'
    | 'image-then-fetch'
    | 'font'
    | 'module'
    | 'stylesheet'
    | 'eventsource';
  /** Where the call is made; "https" and "public" are pages that the tab has to go to. Default: the page. */
  readonly from?: 'page' | 'sandbox' | 'csp' | 'https' | 'worker' | 'service-worker' | 'public';
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials?: 'include' | 'omit';
  readonly redirect?: 'error';
  readonly body?: string;
  /** Milliseconds after which the page gives up. */
  readonly abortAfter?: number;
  /** The API's name, before `.localhost`. Default: api. */
  readonly host?: string;
  /** The server, where it is none of the API's names. */
  readonly base?: (lab: Lab) => string;
}

/** One broken (or working) API. */
export interface LabCase {
  /** Also the path the page calls. */
  readonly id: string;
  readonly title: string;
  /** The diagnosis that the panel must show; null: none. */
  readonly rule: string | null;
  /** Chromium's `corsErrorStatus`. */
  readonly error?: CorsError;
  /** Chromium's `errorText` where no CORS check failed. */
  readonly net?: string;
  /** What the panel shows of a case without a rule. Default: allowed. */
  readonly outcome?: 'undetermined' | 'unlisted';
  readonly request: LabRequest;
  /** The preflight response. Default: a preflight that allows exactly what is asked. */
  readonly preflight?: Handler;
  readonly response?: Handler;
  /**
   * What the panel must show in Firefox, where it differs: it says less, or decides otherwise. `unsure`: the
   * entry gives it away only sometimes, or is lost; then the panel may say that it cannot tell, or nothing.
   */
  readonly firefox?: Partial<Pick<LabCase, 'rule' | 'outcome'>> & { readonly unsure?: true };
}
