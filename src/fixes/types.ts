/**
 * What the server must allow, and no more. Every string was narrowed to a safe grammar by `policyFor`
 * (`fixes/policy.ts`): stacks may write them between quotes as they are.
 */
export interface Policy {
  /** The allowlist, at least one: serialized origins. "null" never occurs. */
  readonly origins: readonly [string, ...string[]];
  readonly credentials: boolean;
  /** Upper-case or custom methods the page requested, with the safelisted ones it used. */
  readonly methods: readonly string[];
  /** Lower-case request header names. */
  readonly headers: readonly string[];
  /** Lower-case response header names scripts want to read. */
  readonly exposed: readonly string[];
  /** Origin of the server that was called, for a proxy's target; absent when it is unknown. */
  readonly server?: string;
  /**
   * Path of the URL that was called, for what is written for one part of a site: a matcher, a proxy's prefix.
   * With several calls, the path they have in common. Absent when it is unknown or outside `pathGrammar`.
   */
  readonly path?: string;
  /** Seconds for `Access-Control-Max-Age`. */
  readonly maxAge: number;
  /** What was requested and the grammar refused: shown to the user, written nowhere. */
  readonly leftOut: readonly string[];
}

/** A line of a response. */
export interface HeaderPattern {
  /** Lower-case response header name; `:authority` is the host, and the port, of the URL that was called. */
  readonly header: string;
  readonly value: RegExp;
}

/**
 * A response header (or cookie name, as `set-cookie`) that gives a stack away. What the value matches is
 * shown to the user, so a cookie's pattern ends before its value.
 */
export interface Sign extends HeaderPattern {
  /** Further lines the same response must have: only together do they say something. */
  readonly with?: readonly HeaderPattern[];
  /** Lines that take the sign away from the response they stand in: another product sends it too. */
  readonly unless?: readonly HeaderPattern[];
}

/** A server stack we write CORS config for. One file a stack; the file's name is its id. */
export interface Stack {
  readonly id: string;
  readonly title: string;
  /** Highlighter name and golden file extension: js, ts, nginx, py, rb, go, java, php, yaml, json … */
  readonly language: string;
  /** Where the snippet goes, e.g. "nginx.conf, inside the server block that serves the API". */
  readonly place: string;
  /**
   * What an earlier CORS config looks like here: the usual forms, each as text to search the project for.
   * Whoever pastes the snippet removes these first.
   */
  readonly existing?: readonly string[];
  /** What happens when an earlier config is left in beside the snippet: one sentence for the user, tested. */
  readonly leftIn?: string;
  /** Where it comes from that successes carry the headers and error responses do not: one sentence. */
  readonly onlyOnSuccess?: string;
  /** The stack's own documentation of CORS; https. */
  readonly docs: string;
  readonly signs: readonly Sign[];
  /** Text of its own error pages, looked for where a body is at hand. */
  readonly bodies?: readonly RegExp[];
  /** Id of the stack it is made of, whose signs it shows too: NestJS on Express, WordPress on PHP. */
  readonly builtOn?: string;
  /** A cache in front of other servers: whatever else is seen stands behind it, and is named first. */
  readonly cache?: true;
  /** How this layer drops the CORS headers a layer behind it sends: one sentence for the user. */
  readonly strip?: string;
  /**
   * What kind of fix the snippet is. "headers" (also when absent): the server sends the CORS
   * headers. "same-origin": a proxy under the page's own origin, so that no CORS is needed; for an
   * API one cannot change. "console": a list of allowed origins in a platform's config.
   */
  readonly kind?: 'headers' | 'same-origin' | 'console';
  /** "app" adds headers in code, "proxy" in front of it, "platform" in a console. */
  readonly layer: 'app' | 'proxy' | 'platform';
  /** The version the snippet was run against in our tests; null: not verified by our tests. */
  readonly verified: string | null;
  /** What the snippet does not cover, in one sentence each. */
  readonly limits: readonly string[];
  /** Pure. The whole snippet, ending with a newline. */
  render(policy: Policy): string;
}
