import { originOf } from '../cors/origin.ts';
import { redirectLocation } from '../cors/redirect.ts';
import { list, statusName } from '../prose.ts';
import type { Exchange, Verdict } from '../recording/types.ts';
import { hopAt } from '../verdict/examine.ts';
import { requestedHeaderNames } from './policy.ts';
import type { Policy } from './types.ts';

/** One header line, as the fix would send it. */
export type Line = readonly [name: string, value: string];

/** What a trial of a fix changes: answers of one server to one page. Plain data: it crosses ports. */
export interface Simulation {
  /** Serialized origins, http or https, without anything that means more than itself in a URL filter. */
  readonly server: string;
  readonly origin: string;
  /** What every response gets, preflights included. */
  readonly responses: readonly Line[];
  /** What preflights get besides. */
  readonly preflights: readonly Line[];
}

/** A rule of `declarativeNetRequest`, as far as a trial needs one. */
export interface HeaderRule {
  readonly id: number;
  readonly condition: {
    readonly urlFilter: string;
    readonly initiatorDomains: string[];
    readonly tabIds: number[];
    readonly requestMethods?: ['options'];
    readonly excludedRequestMethods?: ['options'];
  };
  readonly action: {
    readonly type: 'modifyHeaders';
    readonly responseHeaders: { header: string; operation: 'set'; value: string }[];
  };
}

/**
 * The headers of the fix as a trial: what the snippets say, from the same policy. Null where no header of
 * this server decides; `cannot` says why a trial would fail although the server is to blame.
 */
export function simulate(
  exchange: Exchange,
  verdict: Verdict,
  policy: Policy | null,
): Simulation | { readonly cannot: string } | null {
  if (verdict.outcome !== 'blocked' || exchange.simulated || policy?.server === undefined) {
    return null;
  }
  const [origin] = policy.origins;
  const { server } = policy;
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
      // Not the policy's: a preflight that the browser remembers would outlive the trial.
      ['Access-Control-Max-Age', '0'],
    ],
  };
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
    return `${what} is redirected. A trial changes headers, not where a request goes`;
  }
  const preflight = exchange.hops[0].preflight?.response;
  // Fetch, CORS-preflight fetch: an ok status is 200 to 299.
  if (preflight && (preflight.status < 200 || preflight.status > 299)) {
    return `the server answered the preflight with ${statusName(preflight.status)}. A trial changes headers, not a status`;
  }
  const [leg] = exchange.hops;
  const allowed = new Set([...policy.methods, ...policy.headers, 'HEAD', 'POST']);
  const refused = [leg.method, ...requestedHeaderNames(leg)].filter((each) => !allowed.has(each));
  return refused.length > 0
    ? `the settings leave out ${list(refused)}, which cannot be written safely`
    : null;
}

/** The match patterns of the hosts that the browser must allow: it changes headers only between two allowed ones. */
export function hostsOf({ server, origin }: Simulation): string[] {
  return [`${server}/*`, `${origin}/*`];
}

/**
 * The simulation as rules for one tab; they take the ids `first` and `first + 1`. Every origin was narrowed
 * by `policyFor`, so the filter, anchored at both ends of the origin, matches this server and no other.
 */
export function rulesOf(simulation: Simulation, tabId: number, first: number): HeaderRule[] {
  const condition = {
    urlFilter: `|${simulation.server}/`,
    initiatorDomains: [new URL(simulation.origin).hostname],
    tabIds: [tabId],
  };
  return [
    {
      id: first,
      condition: { ...condition, excludedRequestMethods: ['options'] },
      action: setting(simulation.responses),
    },
    {
      id: first + 1,
      condition: { ...condition, requestMethods: ['options'] },
      action: setting([...simulation.responses, ...simulation.preflights]),
    },
  ];
}

function setting(lines: readonly Line[]): HeaderRule['action'] {
  return {
    type: 'modifyHeaders',
    responseHeaders: lines.map(([header, value]) => ({ header, operation: 'set', value })),
  };
}
