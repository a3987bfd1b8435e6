import { originOf } from '../cors/origin.ts';
import { redirectLocation } from '../cors/redirect.ts';
import { list, serverOf, statusName } from '../prose.ts';
import type { Exchange, Verdict } from '../recording/types.ts';
import { hopAt } from '../verdict/step.ts';
import { requestedHeaderNames } from './legs.ts';
import type { Policy } from './types.ts';

const allowOrigin = 'access-control-allow-origin';

/** One header line, as the fix would send it. */
export type Line = readonly [name: string, value: string];

/** What a fix preview changes: responses of one server to one page. Plain data: it crosses ports. */
export interface Simulation {
  /** Serialized origins, http or https, without anything that means more than itself in a URL filter. */
  readonly server: string;
  readonly origin: string;
  /** What every response gets, preflights included. */
  readonly responses: readonly Line[];
  /** What preflights get besides. */
  readonly preflights: readonly Line[];
  /** The values of `Access-Control-Allow-Origin` that the server sent, as patterns: they are replaced. */
  readonly wrong: readonly string[];
}

/** A condition on the value of a response header. `*` stands for any characters, `?` for at most one. */
interface HeaderValues {
  readonly header: string;
  readonly values: string[];
}

/** Whose rules and host patterns: Firefox's know no conditions on response headers, and no ports. */
export type Engine = 'chromium' | 'firefox';

/** A rule of `declarativeNetRequest` that sets response headers, as far as a preview needs one. */
export interface HeaderRule {
  readonly id: number;
  readonly condition: {
    readonly urlFilter: string;
    readonly initiatorDomains: string[];
    readonly tabIds: number[];
    readonly requestMethods?: ['options'];
    readonly excludedRequestMethods?: ['options'];
    readonly responseHeaders?: HeaderValues[];
    readonly excludedResponseHeaders?: HeaderValues[];
  };
  readonly action: {
    readonly type: 'modifyHeaders';
    readonly responseHeaders: { header: string; operation: 'set'; value: string }[];
  };
}

/** A rule that leaves the requests of some frames as they are. */
export interface FrameRule {
  readonly id: number;
  /** Above that of the rules it overrides, which have 1. */
  readonly priority: 2;
  readonly condition: {
    readonly regexFilter: string;
    readonly resourceTypes: ['sub_frame'];
    readonly tabIds: number[];
  };
  readonly action: { readonly type: 'allowAllRequests' };
}

export type PreviewRule = HeaderRule | FrameRule;

/**
 * The headers of the fix as a preview: what the snippets say, from the same policy. Null where no header of
 * this server decides; `cannot` says why a preview would fail although the server is to blame.
 */
export function simulate(
  exchange: Exchange,
  verdict: Verdict,
  policy: Policy | null,
): Simulation | { readonly cannot: string } | null {
  if (verdict.outcome !== 'blocked' || exchange.simulated || policy?.server === undefined) {
    return null;
  }
  // The server may allow others besides: a response names one.
  const { origin } = exchange;
  const { server } = policy;
  if (!policy.origins.includes(origin)) return null;
  // The policy's grammar takes ports that no URL has.
  const isWeb = (each: string) => /^https?:/.test(each) && originOf(each) === each;
  if (!isWeb(origin) || !isWeb(server)) return null;
  const cannot = obstacle(exchange, verdict, policy);
  if (cannot !== null) return { cannot };
  return {
    server,
    origin,
    // `Vary: Origin` is for caches that serve others, too: in one tab it changes nothing.
    responses: [
      ['Access-Control-Allow-Origin', origin],
      ...(policy.credentials ? [['Access-Control-Allow-Credentials', 'true'] as const] : []),
      ...listed('Access-Control-Expose-Headers', policy.exposed),
    ],
    preflights: [
      ...listed('Access-Control-Allow-Methods', policy.methods),
      ...listed('Access-Control-Allow-Headers', policy.headers),
      // Not the policy's: a preflight that the browser remembers would outlive the preview.
      ['Access-Control-Max-Age', '0'],
    ],
    wrong: sentOrigins(exchange),
  };
}

/** What the server sent as `Access-Control-Allow-Origin`, as patterns that match it. */
function sentOrigins({ hops }: Exchange): string[] {
  const responses = hops.flatMap(({ response, preflight }) => [response, preflight?.response]);
  const values = responses
    .flatMap((response) => response?.headers ?? [])
    .filter(([name, value]) => name === allowOrigin && /^[\x20-\x7e]{1,500}$/.test(value))
    // No pattern means an asterisk alone: "?" matches it and little else.
    .map(([, value]) => value.replaceAll('*', '?'));
  return [...new Set(values)];
}

/**
 * What the user must know before a preview begins: the headers are the page's, whichever path of the server it requests
 * for. A sentence.
 */
export function reachOf({ server, responses }: Simulation): string {
  const credentials = responses.some(([name]) => name === 'Access-Control-Allow-Credentials');
  return `While it is on, the page can also read the other paths of ${serverOf(server)}, ${
    credentials ? 'with your cookies' : 'but not with your cookies'
  }.`;
}

function listed(name: string, values: readonly string[]): Line[] {
  return values.length > 0 ? [[name, values.join(', ')]] : [];
}

/** What headers cannot fix, as a sentence. */
function obstacle(
  exchange: Exchange,
  verdict: Extract<Verdict, { outcome: 'blocked' }>,
  policy: Policy,
): string | null {
  const { response } = hopAt(exchange, verdict.step);
  const redirected = response !== null && redirectLocation(response) !== null;
  if (redirected || exchange.hops.length > 1) {
    const what = verdict.step.kind === 'preflight' ? 'the preflight' : 'the request';
    return `${what} is redirected. A fix preview changes headers, not where a request goes`;
  }
  const preflight = exchange.hops[0].preflight?.response;
  // Fetch, CORS-preflight fetch: an ok status is 200 to 299.
  if (preflight && (preflight.status < 200 || preflight.status > 299)) {
    return `the server returned ${statusName(preflight.status)} for the preflight. A fix preview changes headers, not a status`;
  }
  const [leg] = exchange.hops;
  const allowed = new Set([...policy.methods, ...policy.headers, 'HEAD', 'POST']);
  const refused = [leg.method, ...requestedHeaderNames(leg)].filter((each) => !allowed.has(each));
  return refused.length > 0
    ? `the config omits ${list(refused)}, which is unsafe in a config file`
    : null;
}

/** The match patterns of the hosts that the browser must allow: it changes headers only between two allowed ones. */
export function hostsOf({ server, origin }: Simulation, engine: Engine): string[] {
  const hosts = [server, origin].map((each) => {
    const { protocol, hostname } = new URL(each);
    // Firefox takes a pattern with a port, and matches nothing with it.
    return engine === 'firefox' ? `${protocol}//${hostname}/*` : `${each}/*`;
  });
  return [...new Set(hosts)];
}

/**
 * The simulation as rules for one tab, with ids from `first` on. Every origin was narrowed by `policyFor`, so the
 * filter, anchored at both ends of the origin, matches this server and no other.
 *
 * An initiator is a host with its subdomains, on any port. A frame of another origin there has its own header, which
 * names that origin: it must stay. Each browser has a way of its own for that.
 */
export function rulesOf(
  simulation: Simulation,
  tabId: number,
  first: number,
  engine: Engine,
): PreviewRule[] {
  const { server, origin } = simulation;
  const scope = {
    urlFilter: `|${server}/`,
    initiatorDomains: [new URL(origin).hostname],
    tabIds: [tabId],
  };
  const plain = { ...scope, excludedRequestMethods: ['options'] as ['options'] };
  const asking = { ...scope, requestMethods: ['options'] as ['options'] };
  const rules = engine === 'firefox' ? firefoxRules : chromiumRules;
  return rules(simulation, plain, asking).map((rule, index) => ({ id: first + index, ...rule }));
}

type Condition = HeaderRule['condition'];
type Unnumbered = Omit<HeaderRule, 'id'> | Omit<FrameRule, 'id'>;

/**
 * Responses are left as they are when their header names a subdomain or a port of the host, unless it names the page
 * itself or is one of those that were refused. Chromium before 128 leaves such conditions out.
 */
function chromiumRules(
  { origin, wrong, responses, preflights }: Simulation,
  plain: Condition,
  asking: Condition,
): Unnumbered[] {
  const { hostname } = new URL(origin);
  const neighbours = [`*://*.${hostname}`, `*://*.${hostname}:*`, `*://${hostname}:*`];
  // "?": an asterisk is right for a page and a frame alike.
  const anybody = responses.length === 1 && !wrong.includes('?') ? ['?'] : [];
  const own = { responseHeaders: [{ header: allowOrigin, values: [origin, ...wrong] }] };
  const others = (values: string[]) => ({
    excludedResponseHeaders: [{ header: allowOrigin, values }],
  });
  const response = setting(responses);
  const preflight = setting([...responses, ...preflights]);
  return [
    { condition: { ...plain, ...own }, action: response },
    { condition: { ...plain, ...others([...neighbours, ...anybody]) }, action: response },
    { condition: { ...asking, ...own }, action: preflight },
    { condition: { ...asking, ...others(neighbours) }, action: preflight },
  ];
}

/**
 * Firefox refuses rules with conditions on response headers. It knows the URL of the frame that a request is of
 * instead: those of frames of other origins are left alone, with everything inside them. Its regular expressions
 * are JavaScript's (https://bugzilla.mozilla.org/show_bug.cgi?id=1821033), look-ahead included.
 */
function firefoxRules(
  { origin, responses, preflights }: Simulation,
  plain: Condition,
  asking: Condition,
): Unnumbered[] {
  // What it stores has the headers it was given here, and would be readable when the preview is over.
  const unstored: Line = ['Cache-Control', 'no-store'];
  return [
    { condition: plain, action: setting([...responses, unstored]) },
    { condition: asking, action: setting([...responses, ...preflights]) },
    {
      priority: 2,
      condition: {
        regexFilter: `^(?!${origin.replace(/[.[\]]/g, '\\$&')}/)`,
        resourceTypes: ['sub_frame'],
        tabIds: plain.tabIds,
      },
      action: { type: 'allowAllRequests' },
    },
  ];
}

function setting(lines: readonly Line[]): HeaderRule['action'] {
  return {
    type: 'modifyHeaders',
    responseHeaders: lines.map(([header, value]) => ({ header, operation: 'set', value })),
  };
}
