import { get, getAll, type HeaderList, members, trimWhitespace } from '../cors/headers.ts';
import { originOf } from '../cors/origin.ts';
import type { Exchange, Hop, Leg, Response } from '../recording/types.ts';
import { checkedHeaders, isRedacted } from '../verdict/checks.ts';
import {
  firstSegmentOf,
  kindOf,
  passed,
  readBefore,
  readLeg,
  requestedHeaderNames,
  serverOf,
  usesCredentials,
} from './legs.ts';
import { pathGrammar } from './text.ts';
import type { Policy } from './types.ts';

/**
 * Scheme, host and port as browsers serialize them, with the schemes of app shells
 * (capacitor://localhost, tauri://localhost). Narrower than RFC 6454 on purpose: no character of it
 * means anything between the quotes of a language, a shell or a configuration file.
 */
const originGrammar =
  /^[a-z][a-z0-9-]{0,31}:\/\/(?:[a-z0-9_](?:[a-z0-9._-]{0,251}[a-z0-9_])?|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?$/;

/** A token of RFC 9110 may hold `` ` ``, `$`, `'` and `|`; names in use do without. */
const methodGrammar = /^[A-Z][A-Z0-9_-]{0,31}$/i;
const headerGrammar = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** What a server allows today, read from every response and preflight response of the session. */
export interface Present {
  /** Concrete origins, in the order they were seen. */
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly credentials: boolean;
  /** Seconds, the longest that was seen; null: no `Access-Control-Max-Age`. */
  readonly maxAge: number | null;
  /** The headers that hold `*` somewhere, lower-case, each with the paths' first segments where they do. */
  readonly wildcards: ReadonlyMap<string, readonly string[]>;
  /** The paths' first segments where the origin `null` is allowed, which never enters a list. */
  readonly opaque: readonly string[];
  /** What the server tells one and the same page differently at different paths. */
  readonly differing: readonly Differing[];
}

/** A part of the policy that is not the same at all paths of a server. */
export interface Differing {
  readonly what: 'origins' | 'methods' | 'headers';
  /** The value as it was sent, with a path where it was, at least two. */
  readonly values: readonly { readonly value: string; readonly path: string }[];
}

/** What is known of one server: its policy today, the policy it needs, and its responses. */
export interface ServerFacts {
  /** Null: no response carries a CORS header. */
  readonly present: Present | null;
  /** True when no response carries a CORS header, and one varies on `Origin`: others may be allowed. */
  readonly hidden: boolean;
  /** True when a sanitizer took values out of the recording. */
  readonly redacted: boolean;
  /** Present ∪ needed by every request to this server; null when no page's origin fits the grammar. */
  readonly target: Policy | null;
  /** Responses and preflight responses, one of each kind: what gives the stack away. */
  readonly responses: readonly Response[];
  /** The origins of the pages that sent these requests. */
  readonly pages: ReadonlySet<string>;
}

/** The policy of the exchange's server: what it allows in these exchanges, and what they need. */
export function policyFor(exchange: Exchange, also: readonly Exchange[] = []): Policy | null {
  if (!isListable(exchange.origin)) return null;
  const server = originOf(exchange.hops[0].url);
  return server === null ? null : factsOf(server, [exchange, ...also]).target;
}

/** True for an origin that an allowlist can hold: not "null", and nothing that could break out of a config. */
export function isListable(origin: string): boolean {
  if (!originGrammar.test(origin)) return false;
  // As browsers serialize it: no default port, no address out of range. Only they know other schemes.
  return !/^(?:https?|wss?|ftp):/.test(origin) || URL.parse(origin)?.origin === origin;
}

/** What these exchanges tell of the server at `server`, a serialized origin. */
export function factsOf(server: string, exchanges: readonly Exchange[]): ServerFacts {
  const leftOut = new Set<string>();
  const origins = new Narrowed('origin', isListable, leftOut);
  const methods = new Narrowed('method', (name) => methodGrammar.test(name), leftOut);
  const headers = new Narrowed('request header', (name) => headerGrammar.test(name), leftOut);
  const exposed = new Narrowed('response header', (name) => headerGrammar.test(name), leftOut);
  const wildcards = new Map<string, string[]>();
  const responses = new Map<string, Response>();
  const opaque: string[] = [];
  const told = new Map<string, Map<string, string>>();
  let credentials = false;
  let maxAge: number | null = null;
  let configured = false;
  let varies = false;
  let redacted = false;

  // Most requests of a session say the same as others of it: one of them speaks for all.
  const legs = new Map<string, { leg: Leg; exchange: Exchange }>();
  const path = new CommonPath();
  for (const exchange of exchanges) {
    if (exchange.simulated) continue;
    const known = readBefore(exchange);
    for (const [index, leg] of exchange.hops.entries()) {
      if (serverOf(leg) !== server) continue;
      const read = known?.legs[index] ?? readLeg(leg, exchange);
      path.add(read.path);
      if (!legs.has(read.key)) legs.set(read.key, { leg, exchange });
      if (exchange.mode !== 'no-cors')
        credentials ||= known?.credentials ?? usesCredentials(exchange);
    }
  }

  for (const { leg } of legs.values()) {
    for (const message of leg.preflight ? [leg.preflight, leg] : [leg]) {
      const { response } = message;
      if (response === null) continue;
      if (responses.size < mostResponses) {
        const kind = kindOf(response);
        if (!responses.has(kind)) responses.set(kind, response);
      }
      // A 304 stands for the stored response that it confirms.
      const sent = checkedHeaders(response);
      varies ||= members(sent, 'vary').some((name) => /^origin$/i.test(name));
      const own = sent.filter(([name]) => name.startsWith('access-control-'));
      if (own.length > 0) readPresent(message, own);
    }
  }
  const present: Present | null = configured
    ? {
        origins: origins.list(),
        methods: methods.list(),
        headers: headers.list(),
        exposed: exposed.list(),
        credentials,
        maxAge,
        wildcards,
        opaque,
        differing: differingOf(told),
      }
    : null;

  const pages = new Set<string>();
  for (const { leg, exchange } of legs.values()) {
    pages.add(exchange.origin);
    if (exchange.mode === 'no-cors') continue;
    if (exchange.origin !== 'null') origins.add(exchange.origin);
    // GET is always listed. Browsers never check it, but libraries that hold requests against the
    // list on the server (Starlette, Spring, Tomcat) would refuse it.
    methods.add('GET');
    // `patch` where the server allows `PATCH` is for the page to correct.
    const upper = leg.method.toUpperCase();
    if (leg.method === upper || !methods.list().includes(upper) || passed(leg)) {
      methods.add(leg.method);
    }
    for (const name of requestedHeaderNames(leg)) headers.add(name);
  }
  const listed = listable(path.toString());
  const [first, ...others] = origins.list();
  const target: Policy | null =
    first === undefined
      ? null
      : {
          origins: [first, ...others],
          credentials,
          methods: methods.list(),
          headers: headers.list().sort(),
          exposed: exposed.list().sort(),
          ...(isListable(server) ? { server } : {}),
          ...(listed === null ? {} : { path: listed }),
          maxAge: maxAge ?? 600,
          leftOut: [...leftOut],
        };
  return {
    present,
    hidden: !configured && varies,
    redacted,
    target,
    responses: [...responses.values()],
    pages,
  };

  /** Takes in what one response allows; `own`: its CORS headers. */
  function readPresent({ url, headers: sent }: Hop, own: HeaderList): void {
    for (const name of corsHeaders) {
      for (const value of getAll(own, name)) {
        configured = true;
        if (isRedacted(value)) {
          redacted = true;
          continue;
        }
        for (const item of value.split(',').map(trimWhitespace)) {
          if (item === '*') note(wildcards, name, firstSegmentOf(url));
          else if (item !== '') take(name, item, url);
        }
      }
    }
    for (const [what, value] of answersOf(sent, own)) {
      const key = `${what} ${get(sent, 'origin') ?? ''}`;
      const values = told.get(key) ?? new Map<string, string>();
      told.set(key, values);
      if (values.size < 5 && !values.has(value)) values.set(value, URL.parse(url)?.pathname ?? '/');
    }
  }

  function take(name: string, item: string, url: string): void {
    switch (name) {
      case 'access-control-allow-origin':
        // `null` is nobody's origin in particular: it never enters a list.
        if (item !== 'null') origins.add(item);
        else if (!opaque.includes(firstSegmentOf(url))) opaque.push(firstSegmentOf(url));
        break;
      case 'access-control-allow-methods':
        methods.add(usual.has(item.toUpperCase()) ? item.toUpperCase() : item);
        break;
      case 'access-control-allow-headers':
        headers.add(item.toLowerCase());
        break;
      case 'access-control-expose-headers':
        exposed.add(item.toLowerCase());
        break;
      case 'access-control-allow-credentials':
        credentials ||= item === 'true';
        break;
      case 'access-control-max-age':
        // No browser keeps a preflight longer than a day, and servers hold the number in 32 bits.
        if (/^\d+$/.test(item)) maxAge = Math.max(maxAge ?? 0, Math.min(Number(item), 2 ** 31 - 1));
    }
  }
}

const corsHeaders = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-expose-headers',
  'access-control-max-age',
];

/** What a response tells the page of its policy, without what it only sends back. */
function answersOf(sent: HeaderList, own: HeaderList): [Differing['what'], string][] {
  const origins = get(own, 'access-control-allow-origin');
  const cases: [Differing['what'], string | null, string | null][] = [
    [
      'origins',
      origins === null || get(own, 'access-control-allow-credentials') !== 'true'
        ? origins
        : `${origins} (with credentials)`,
      null,
    ],
    [
      'methods',
      get(own, 'access-control-allow-methods'),
      get(sent, 'access-control-request-method'),
    ],
    [
      'headers',
      get(own, 'access-control-allow-headers')?.toLowerCase() ?? null,
      get(sent, 'access-control-request-headers'),
    ],
  ];
  return cases.flatMap(([what, value, asked]) =>
    // What `*` allows is said for itself.
    value === null || value === asked || value.includes('*') ? [] : [[what, value] as const],
  ) as [Differing['what'], string][];
}

/** Where one page was told different things; `told`: for each part and page the values, each with a path. */
function differingOf(told: ReadonlyMap<string, ReadonlyMap<string, string>>): Differing[] {
  const differing = new Map<Differing['what'], Differing>();
  for (const [key, values] of told) {
    const what = key.slice(0, key.indexOf(' ')) as Differing['what'];
    const list = [...values].map(([value, path]) => ({ value, path }));
    // One path that says this once and that another time: its config was changed in the meantime.
    const paths = new Set(list.map(({ path }) => path));
    if (paths.size > 1 && !differing.has(what)) differing.set(what, { what, values: list });
  }
  return [...differing.values()];
}

/** Kinds of responses that are looked at for signs of the stack. */
export const mostResponses = 64;

/** Written in lower case in some configs, which browsers compare byte by byte. */
const usual = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Values from the network, kept where they fit a grammar, in the order they came; the rest is said. */
class Narrowed {
  readonly #fits = new Set<string>();
  readonly #what: string;
  readonly #may: (value: string) => boolean;
  readonly #leftOut: Set<string>;

  constructor(what: string, may: (value: string) => boolean, leftOut: Set<string>) {
    this.#what = what;
    this.#may = may;
    this.#leftOut = leftOut;
  }

  add(value: string): void {
    if (this.#may(value)) this.#fits.add(value);
    else this.#leftOut.add(`${this.#what} ${JSON.stringify(value.slice(0, 200))}`);
  }

  list(): string[] {
    return [...this.#fits];
  }
}

function note(into: Map<string, string[]>, name: string, path: string): void {
  const known = into.get(name);
  if (!known) into.set(name, [path]);
  else if (known.length < 10 && !known.includes(path)) known.push(path);
}

/** The whole segments that all paths begin with: "/v1" of /v1/items and /v1/orders; "/" for none. */
class CommonPath {
  #segments: readonly string[] | null = null;
  #start = '';

  add(path: string): void {
    const { length = 1 } = this.#segments ?? {};
    if (length === 0 || (this.#segments !== null && path.startsWith(this.#start))) return;
    const segments = path.split('/').slice(1);
    const other = this.#segments?.findIndex((segment, index) => segment !== segments[index]) ?? -1;
    if (this.#segments === null) this.#segments = segments;
    else if (other >= 0) this.#segments = this.#segments.slice(0, other);
    this.#start = `${this}/`;
  }

  toString(): string {
    return `/${(this.#segments ?? []).join('/')}`;
  }
}

/** The part of a path that a config may hold: "/users" of /users/@me; null where its first segment does not fit. */
function listable(path: string): string | null {
  if (path === '/' || pathGrammar.test(path)) return path;
  const segments = path.split('/');
  for (let end = segments.length - 1; end > 1; end--) {
    const start = segments.slice(0, end).join('/');
    if (pathGrammar.test(start)) return start;
  }
  return null;
}
