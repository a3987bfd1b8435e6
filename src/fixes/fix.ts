import { corsCheck } from '../cors/cors-check.ts';
import { type CorsError, headerCheckedBy } from '../cors/errors.ts';
import { get } from '../cors/headers.ts';
import { preflightCheck, requestedHeaders } from '../cors/preflight.ts';
import { list, quote } from '../prose.ts';
import type { Exchange, Response } from '../recording/types.ts';
import type { Rule } from '../rules/types.ts';
import type { Finding } from '../session.ts';
import { checkedHeaders } from '../verdict/checks.ts';
import { hopAt } from '../verdict/examine.ts';
import { type Detected, detect, type Policy, type Stack, stacks } from './index.ts';
import { factsOf, isListable, type Present, type ServerFacts, serverOf } from './policy.ts';

/** The one place that decides what must change, and where, the same in every output. */
export interface Fix {
  readonly where: Rule['fix'];
  /** Null where no CORS config of this server helps. */
  readonly config: Config | null;
}

/** What the server's CORS config must say. */
export interface Config {
  /** True when the real error comes first, and the headers only let the page read such errors. */
  readonly second: boolean;
  /** The server's origin. */
  readonly server: string;
  /** What the server allows today; null where no response of the session carries a CORS header. */
  readonly present: Present | null;
  /** What it allows today and what the session's requests need. */
  readonly target: Policy;
  /** The headers of the response that failed, as they are and as they must be. */
  readonly change: readonly HeaderChange[];
  /** The stacks detected from its responses, the one to fix first. */
  readonly detected: readonly Detected[];
  /** The stack that was chosen, or else the first detected; null: nobody knows. */
  readonly stack: Stack | null;
  /** Why this stack; null where the user chose it against the evidence. */
  readonly evidence: string | null;
  readonly snippet: string | null;
  /** Where the snippet goes. */
  readonly place: string | null;
  /** What to search for and remove first: the forms of an earlier config in this stack. */
  readonly existing: readonly string[];
  /** What was kept of today's policy, and what `*` stands for; code between backticks. */
  readonly notes: readonly string[];
  /** What the config does not do; code between backticks. */
  readonly limits: readonly string[];
}

/** One response header as it is and as it must be. */
export interface HeaderChange {
  /** Lower-case. */
  readonly header: string;
  /** Null when the response does not have it. */
  readonly from: string | null;
  readonly to: string;
}

/**
 * Whether CORS config of the server helps: CORS blocked the request at a response of it, and neither the page nor
 * the network has to change first.
 */
export function configHelps({
  verdict,
  diagnosis,
}: Pick<Finding, 'verdict' | 'diagnosis'>): boolean {
  if (verdict.outcome !== 'blocked' || withoutConfig.has(verdict.error)) return false;
  return diagnosis === null || /^server-/.test(diagnosis.fix);
}

/** Checks that no response header passes: they are of the URL, or of the network. */
const withoutConfig: ReadonlySet<CorsError> = new Set<CorsError>([
  'CorsDisabledScheme',
  'RedirectContainsCredentials',
  'InsecureLocalNetwork',
  'LocalNetworkAccessPermissionDenied',
]);

/**
 * What must change so that the request of `finding` passes, and where.
 *
 * `findings`: the session's; all that went to the same server join the policy, so that one server has one policy,
 * whichever request is selected, and nothing that is allowed today is lost. `chosen`: the id of the stack the user
 * chose. Pure; what it works out of `findings` is kept as long as that very array is.
 */
export function fixFor(finding: Finding, findings: readonly Finding[], chosen?: string): Fix {
  const where = whereOf(finding);
  if (!configHelps(finding)) return { where, config: null };
  return { where, config: configFor(finding, findings, chosen) };
}

function whereOf({ verdict, diagnosis }: Finding): Rule['fix'] {
  if (diagnosis !== null) return diagnosis.fix;
  return verdict.outcome === 'blocked' ? 'server-config' : 'none';
}

function configFor(
  finding: Finding,
  findings: readonly Finding[],
  chosen: string | undefined,
): Config | null {
  const { exchange, verdict, diagnosis } = finding;
  if (verdict.outcome !== 'blocked') return null;
  const hop = hopAt(exchange, verdict.step);
  const server = serverOf(hop);
  // No list can hold the origin of an opaque page, nor the `null` that a redirect across origins makes of any.
  const sent = get(hop.headers, 'origin');
  if (server === null || !isListable(exchange.origin) || sent === 'null') return null;
  const { present, target, responses, pages } = serverFacts(server, finding, findings);
  if (target === null) return null;

  const detected = withDevProxy(detect(exchange, responses), exchange.origin);
  const stack = stacks.find(({ id }) => id === chosen) ?? detected[0]?.stack ?? null;
  const why = detected.find((each) => each.stack === stack)?.evidence ?? null;
  return {
    second: diagnosis?.fix === 'server-code',
    server,
    present,
    target,
    change: hop.response ? changeOf(finding, hop.response, target) : [],
    detected,
    stack,
    evidence: why,
    snippet: stack?.render(target) ?? null,
    place: stack?.place ?? null,
    existing: stack?.existing ?? [],
    notes: [
      ...keptOf(present, pages),
      ...wildcardsOf(present),
      ...onlyOnSuccess(hop.response, exchange, responses, stack),
    ],
    limits: [
      ...(stack?.limits ?? []),
      ...(present !== null && stack?.leftIn ? [stack.leftIn] : []),
      ...target.leftOut.map((what) => `Omitted (unsafe in a config file): ${quote(what)}.`),
    ],
  };
}

/**
 * The proxy of the dev server first, where the API is a service that the user cannot change and the page comes from
 * Vite, which its default port says.
 */
function withDevProxy(detected: readonly Detected[], origin: string): readonly Detected[] {
  const vite = stacks.find(({ id }) => id === 'vite-proxy');
  if (vite === undefined || detected[0]?.stack.kind !== 'same-origin') return detected;
  if (!/^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):5173$/.test(origin)) return detected;
  const evidence = `${detected[0].evidence} \`${origin}\` is the Vite dev server: its proxy passes the calls on.`;
  return [{ stack: vite, evidence }, ...detected];
}

/** What is known of each server of a session, for as long as its findings are the same array. */
const known = new WeakMap<readonly Finding[], Map<string, ServerFacts>>();

function serverFacts(server: string, finding: Finding, findings: readonly Finding[]): ServerFacts {
  let servers = known.get(findings);
  if (!servers) {
    servers = new Map();
    known.set(findings, servers);
  }
  const before = servers.get(server);
  if (before) return before;
  const exchanges = findings.map(({ exchange }) => exchange);
  const facts = factsOf(
    server,
    exchanges.some(({ id }) => id === finding.exchange.id)
      ? exchanges
      : [...exchanges, finding.exchange],
  );
  servers.set(server, facts);
  return facts;
}

/** The headers that the failing response must have besides those it has, or with other values. */
function changeOf(finding: Finding, response: Response, target: Policy): HeaderChange[] {
  const { exchange, verdict } = finding;
  if (verdict.outcome !== 'blocked') return [];
  const headers = checkedHeaders(response);
  const origin = exchange.origin;
  const credentials = target.credentials ? 'include' : 'omit';
  const leg = exchange.hops[verdict.step.hop] ?? exchange.hops[0];
  const { preflight } = leg;
  const failures =
    verdict.step.kind === 'preflight' && preflight
      ? preflightCheck(
          {
            origin,
            credentials,
            method: get(preflight.headers, 'access-control-request-method') ?? leg.method,
            headers: requestedHeaders(preflight.headers),
          },
          { status: response.status, headers },
        ).map(({ error }) => error)
      : corsCheck({ origin, credentials }, headers).map(({ error }) => error);
  const names = new Set(failures.map(headerCheckedBy));
  const wanted: Readonly<Record<string, string>> = {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': joined(headers, 'access-control-allow-methods', target.methods),
    'access-control-allow-headers': joined(headers, 'access-control-allow-headers', target.headers),
  };
  return Object.entries(wanted)
    .filter(([header]) => names.has(header))
    .map(([header, to]) => ({ header, from: get(headers, header), to }));
}

/** Today's list in its own order and spelling, then what is missing from it. */
function joined(headers: Response['headers'], name: string, target: readonly string[]): string {
  const wanted = new Set(target);
  const today = (get(headers, name) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => wanted.has(item) || wanted.has(item.toLowerCase()));
  const there = new Set(today.map((item) => item.toLowerCase()));
  return [...today, ...target.filter((item) => !there.has(item.toLowerCase()))].join(', ');
}

/** What the config allows although no request of the session needs it. */
function keptOf(present: Present | null, pages: ReadonlySet<string>): string[] {
  const kept = (present?.origins ?? []).filter((origin) => !pages.has(origin));
  return kept.length === 0
    ? []
    : [`Allowed today and kept: ${list(kept.map(inCode))}. Remove what is no longer needed.`];
}

/** A config that lists names takes `*` away from whoever relies on it: that is said, with the paths. */
function wildcardsOf(present: Present | null): string[] {
  const paths = present?.wildcards.get('access-control-allow-origin');
  return paths === undefined
    ? []
    : [
        `Today any origin may read responses under ${list(paths.map(inCode))} (\`*\`). If other sites use them, add their origins to the list, or leave those paths as they are.`,
      ];
}

/** Where a server's successes pass and only its error response fails. */
function onlyOnSuccess(
  failed: Response | null,
  { origin }: Exchange,
  responses: readonly Response[],
  stack: Stack | null,
): string[] {
  if (failed === null || failed.status < 400) return [];
  if (get(failed.headers, 'access-control-allow-origin') !== null) return [];
  const passes = ({ status, headers }: Response) =>
    status < 400 && corsCheck({ origin, credentials: 'omit' }, headers).length === 0;
  if (!responses.some(passes)) return [];
  return [
    `Successful responses of this server carry the CORS headers, this error response does not. ${stack?.onlyOnSuccess ?? 'The CORS config applies only to successes, or comes after the code that returns the error.'}`,
  ];
}

function inCode(value: string): string {
  return `\`${value.replaceAll('`', '')}\``;
}
