/**
 * A server of one stack, as small as it can be, that has the fault: it sends no CORS headers.
 *
 * - `GET` and `PUT /api/data`: 200, `X-Total-Count: 42` and a JSON body
 * - `GET /api/err`: the handler crashes, and the stack returns its own 500
 * - anything under /api without `Authorization: Bearer token`: 401 with `X-Total-Count: 0`, on
 *   `OPTIONS` too, from whatever the stack uses for authentication
 * - `GET /nope`: the stack's own 404
 *
 * `files` gets the snippet, the very text of `render(policy)`, and puts it where `place` says; the
 * fault is the same files around an empty string.
 */
export interface Host {
  /** Debian packages, installed for the machine. */
  readonly apt?: readonly string[];
  /** npm packages with exact versions, installed into test/.cache/<cache>. */
  readonly npm?: Readonly<Record<string, string>>;
  /** Hosts with the same npm packages share a folder; without it, it is the stack's id. */
  readonly cache?: string;
  /** Path inside the run's folder → content. */
  files(snippet: string, run: Run): Readonly<Record<string, string>>;
  /** Commands to run once before the start, each as program and arguments. */
  build?(run: Run): readonly (readonly string[])[];
  /** Program and arguments that serve 127.0.0.1:port in the foreground. */
  start(run: Run): readonly string[];
  readonly env?: (run: Run) => Readonly<Record<string, string>>;
  /** What ran, for `verified`: the product's name and version. */
  version(installed: Installed): string;
  /** Where a stack cannot respond to a call as above, how it responds instead; null: it has no such case. */
  readonly calls?: Partial<Calls>;
  /** The calls a page can read even without the snippet. */
  readonly readable?: readonly (keyof Calls)[];
  /** The response header scripts want to read, where it is not X-Total-Count. */
  readonly exposes?: string;
  /**
   * It serves the page too and passes /remote on to `run.upstream`, less the prefix: the page needs no
   * CORS. The fault is the page's call to the upstream itself.
   */
  readonly sameOrigin?: true;
  /** It stands in front of `run.upstream`, which then also sends CORS headers of its own. */
  readonly proxy?: true;
  /** What the stack's snippet does not do; `limits` says each to the user. */
  readonly except?: Exceptions;
}

/** One call of the page. */
export interface Call {
  readonly path: string;
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
}

/** The calls of the page; all but `put` and `get` may be missing. */
export interface Calls {
  /** Preflighted for its method, its JSON body and a header of its own. */
  readonly put: Call;
  readonly get: Call;
  readonly unauthorized: Call | null;
  readonly missing: Call | null;
  readonly crash: Call | null;
}

const token = { authorization: 'Bearer token' };

/** The calls a host gets unless it says otherwise. */
export const calls: Calls = {
  put: {
    path: '/api/data',
    method: 'PUT',
    body: '{"a":1}',
    headers: { ...token, 'content-type': 'application/json', 'x-request-id': '1' },
    status: 200,
  },
  get: { path: '/api/data', headers: token, status: 200 },
  unauthorized: { path: '/api/data', status: 401 },
  missing: { path: '/nope', status: 404 },
  crash: { path: '/api/err', headers: token, status: 500 },
};

export interface Exceptions {
  /** A preflight for a path without a route is refused. */
  readonly preflightUnrouted?: true;
  /** 404 for a path without a route bears no CORS headers. */
  readonly missing?: true;
  /** The stack's own 404 replaces `Vary`. */
  readonly missingVary?: true;
  /** Passes Origin and cookies on. */
  readonly tells?: true;
  /** A crash's 500 bears no CORS headers. */
  readonly crash?: true;
  /** Only an allowed origin's response has `Vary: Origin`. */
  readonly varyOnlyWhenAllowed?: true;
  /** Its error pages lose `Vary: Origin`, and forbid caches to keep them. */
  readonly varyNotOnErrors?: true;
  /** Returns 403 to another origin's request instead of serving it without CORS headers. */
  readonly refusesOtherOrigins?: true;
}

/** One start of a host. */
export interface Run {
  /** Its files, absolute. */
  readonly dir: string;
  /** The folder that holds node_modules. */
  readonly cache: string;
  readonly port: number;
  /** http://127.0.0.1:port of an application that behaves as a `Host` without snippet. */
  readonly upstream: string;
}

/** Versions of what is installed. */
export interface Installed {
  /** Version of an npm package of the host. */
  npm(name: string): string;
  /** Upstream version of a Debian package. */
  deb(name: string): string;
}
