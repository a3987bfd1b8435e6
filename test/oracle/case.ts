/** The servers a case can name in `{…}` placeholders; see servers.ts for what each stands for. */
export const places = [
  'app',
  'api',
  'third',
  'fourth',
  'sub',
  'port',
  'local',
  'sapp',
  'sapi',
  'sthird',
  'ssub',
  'h2',
  'untrusted',
  'refused',
  'nowhere',
  'hanging',
  'uapi',
  'usub',
  'uthird',
  'public',
  'spublic',
] as const;

/** A server of the lab, by role. */
export type Place = (typeof places)[number];

/** Header lines as they are put on the wire, one byte a character (Latin-1). */
export type Lines = readonly (readonly [name: string, value: string])[];

/** What a server does with one request. */
export interface Response {
  readonly status?: number;
  readonly headers?: Lines;
  readonly body?: string;
  /** The whole response, byte for byte; the rest is then ignored. */
  readonly raw?: string;
  readonly fault?:
    | 'reset'
    | 'empty'
    | 'truncated'
    | 'chunk-truncated'
    | 'not-http'
    /** Never answered. */
    | 'hang'
    /** The headers come, the body never ends. */
    | 'stall'
    | 'bad-gzip';
  /** Milliseconds before the response. */
  readonly delay?: number;
}

/**
 * Answers by method; `conditional` to a request that asks whether what a cache has is still right; `*` is any
 * other. A list answers the first, second … request; the last repeats.
 */
export type Route = Readonly<Record<string, Response | readonly Response[]>>;

/** What the page does. */
export interface Call {
  readonly client:
    | 'fetch'
    | 'xhr'
    | 'image'
    | 'font'
    | 'module'
    | 'import'
    | 'script'
    | 'style'
    | 'media'
    | 'preload'
    | 'modulepreload'
    | 'manifest'
    | 'eventsource'
    | 'beacon'
    | 'mask'
    | 'import-scripts'
    | 'frame'
    | 'track'
    | 'websocket'
    | 'svg-use';
  /** `{api/x}`: the URL of route `api/x`. Anything else is taken as it is. */
  readonly url: string;
  readonly method?: string;
  readonly headers?: Lines;
  readonly credentials?: 'include' | 'same-origin' | 'omit';
  readonly mode?: 'cors' | 'no-cors' | 'same-origin';
  readonly redirect?: 'follow' | 'error' | 'manual';
  readonly cache?: 'default' | 'no-store' | 'reload' | 'no-cache' | 'force-cache';
  readonly body?: string;
  readonly keepalive?: boolean;
  readonly integrity?: string;
  /** Aborts after so many milliseconds. */
  readonly abort?: number;
  /** Leaves the body unread. */
  readonly unread?: boolean;
  /** XHR: listens to upload progress, which forces a preflight. */
  readonly upload?: boolean;
  /** Elements: the `crossorigin` attribute; null for none. */
  readonly crossorigin?: 'anonymous' | 'use-credentials' | null;
  /** Preload: the `as` attribute. */
  readonly as?: string;
  /** fetch: Local Network Access' declared address space. */
  readonly targetAddressSpace?: string;
}

/** Where the call is made. */
export type Context =
  | 'page'
  | 'sandbox'
  | 'data-frame'
  | 'blob-frame'
  | 'frame'
  | 'cross-frame'
  | 'worker'
  | 'blob-worker'
  | 'service-worker'
  /** A frame whose requests a service worker answers: `?sw=pass`, `error`, `opaque` or `own`. */
  | 'controlled';

/** One configuration: what the servers answer and what the page asks. Plain data, so it can be stored. */
export interface Case {
  readonly name: string;
  /** The page's server; http://app.test unless told. */
  readonly page?: Place;
  readonly context?: Context;
  /** Cookies set for a server before the call, as `document.cookie` would take them. */
  readonly cookies?: readonly (readonly [place: Place, cookie: string])[];
  /** Made one after the other; `together` makes them at once. */
  readonly calls: readonly Call[];
  readonly together?: boolean;
  /** Keyed by `place/name`. */
  readonly routes: Readonly<Record<string, Route>>;
  /** The page's policy: every http: URL is loaded by https. */
  readonly upgrades?: true;
  /** Some request is never answered: the recording ends before it does. */
  readonly running?: true;
  /** No request leaves the renderer, so none is waited for. */
  readonly silent?: true;
  /** DevTools show an extension nothing of why it failed: "undetermined" is the right answer. */
  readonly blind?: true;
  /** The hidden credentials mode decides between two faults: either, if only "likely", is right. */
  readonly hidden?: true;
}
