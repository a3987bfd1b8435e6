import { corsCheck } from '../cors/cors-check.ts';
import { type CorsError, headerCheckedBy } from '../cors/errors.ts';
import { get } from '../cors/headers.ts';
import { isLocalHost } from '../cors/loopback.ts';
import { preflightCheck, requestedHeaders } from '../cors/preflight.ts';
import { list, quote } from '../prose.ts';
import type { Exchange, Response } from '../recording/types.ts';
import type { Rule } from '../rules/types.ts';
import type { Finding } from '../session.ts';
import { checkedHeaders } from '../verdict/checks.ts';
import { hopAt } from '../verdict/step.ts';
import { type Detected, detect, type Failed, type Policy, type Stack, stacks } from './index.ts';
import { kindOf, serverOf } from './legs.ts';
import { factsOf, isListable, mostResponses, type Present, type ServerFacts } from './policy.ts';

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
function configHelps({ verdict, diagnosis }: Pick<Finding, 'verdict' | 'diagnosis'>): boolean {
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
  const facts = serverFacts(server, finding, findings);
  const { present, target, responses } = facts;
  if (target === null) return null;

  const seen = detect(exchange, responses, { server, failed: facts.failed });
  const detected = withDevProxy(seen, finding, facts, server);
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
      ...onlyOnSuccess(hop.response, exchange, responses, stack),
      // A proxy of the page's own leaves the server and its config as they are.
      ...(stack?.kind === 'same-origin'
        ? []
        : [
            ...keptOf(present, facts.pages),
            ...wildcardsOf(present),
            ...differingOf(present),
            ...unseenOf(facts, stack),
            ...devProxyOf(finding, facts, server),
          ]),
    ],
    limits: [
      ...(stack?.limits ?? []),
      ...((present !== null || facts.hidden) && stack?.leftIn ? [stack.leftIn] : []),
      ...some(target.leftOut.map((what) => `Omitted (unsafe in a config file): ${quote(what)}.`)),
    ],
  };
}

/** The proxy of each dev server, by its stack's id, and what the server is called. */
const devProxies = {
  vite: { id: 'vite-proxy', name: 'the Vite dev server' },
  webpack: { id: 'webpack-proxy', name: 'webpack-dev-server' },
  next: { id: 'next-rewrites', name: 'Next.js' },
} as const;

/**
 * The proxy of the dev server that serves the page: first where the API is a service that the user cannot change, last
 * where it may be. It is not chosen then: nothing tells whose server another host is.
 */
function withDevProxy(
  detected: readonly Detected[],
  finding: Finding,
  facts: Facts,
  server: string,
): readonly Detected[] {
  const { devServer } = finding;
  const [first] = detected;
  if (devServer === undefined || first === undefined) return detected;
  const { id, name } = devProxies[devServer.tool];
  const proxy = stacks.find((stack) => stack.id === id);
  if (proxy === undefined) return detected;
  if (first.stack.kind === 'same-origin') {
    const evidence = `${first.evidence} The page comes from ${name} (\`${devServer.sign}\`), which can pass the calls on.`;
    return [{ stack: proxy, evidence }, ...detected];
  }
  if (!mayBeOfOthers(finding, facts, server)) return detected;
  const evidence = `The page comes from ${name} (\`${devServer.sign}\`).`;
  return [...detected, { stack: proxy, evidence }];
}

/** Offers the dev server's proxy in words where nothing tells whether the server is the user's own. */
function devProxyOf(finding: Finding, facts: Facts, server: string): string[] {
  const { devServer } = finding;
  if (devServer === undefined || !mayBeOfOthers(finding, facts, server)) return [];
  const { id, name } = devProxies[devServer.tool];
  const title = stacks.find((stack) => stack.id === id)?.title ?? id;
  return [
    `The page comes from ${name} (\`${devServer.sign}\`). If you cannot change ${inCode(server)}, choose "${title}": calls under the page's own origin need no CORS.`,
  ];
}

/** Whether the server may belong to somebody else: neither on this network nor of the page's site, and it lets no request of the page in. */
function mayBeOfOthers({ exchange }: Finding, { present }: Facts, server: string): boolean {
  const host = URL.parse(server)?.hostname;
  const page = URL.parse(exchange.origin)?.hostname;
  if (host === undefined || page === undefined || isLocalHost(host)) return false;
  const site = (name: string) => name.split('.').slice(-2).join('.');
  return site(host) !== site(page) && !present?.origins.includes(exchange.origin);
}

/** What is known of a server, with the responses of it that config must change. */
interface Facts extends ServerFacts {
  readonly failed: readonly Failed[];
}

/** What is known of a session, for as long as its findings are the same array. */
interface Known {
  readonly ids: ReadonlySet<string>;
  readonly servers: Map<string, Facts>;
}

const sessions = new WeakMap<readonly Finding[], Known>();

function serverFacts(server: string, finding: Finding, findings: readonly Finding[]): Facts {
  let known = sessions.get(findings);
  if (!known) {
    known = { ids: new Set(findings.map(({ exchange }) => exchange.id)), servers: new Map() };
    sessions.set(findings, known);
  }
  if (!known.ids.has(finding.exchange.id)) return allFacts(server, [...findings, finding]);
  const before = known.servers.get(server);
  if (before) return before;
  const facts = allFacts(server, findings);
  known.servers.set(server, facts);
  return facts;
}

function allFacts(server: string, findings: readonly Finding[]): Facts {
  const failed = new Map<string, Failed>();
  for (const finding of findings) {
    const { exchange, verdict } = finding;
    if (verdict.outcome !== 'blocked' || exchange.simulated || !configHelps(finding)) continue;
    const hop = hopAt(exchange, verdict.step);
    if (hop.response === null || serverOf(hop) !== server || failed.size >= mostResponses) continue;
    const preflight = verdict.step.kind === 'preflight';
    const kind = `${preflight} ${kindOf(hop.response)}`;
    if (!failed.has(kind)) failed.set(kind, { ...hop.response, preflight });
  }
  const exchanges = findings.map(({ exchange }) => exchange);
  return { ...factsOf(server, exchanges), failed: [...failed.values()] };
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
    : [`Allowed today and kept: ${list(some(kept).map(inCode))}. Remove what is no longer needed.`];
}

/** What a config that lists names takes away from whoever relies on `*` or `null`, with the paths. */
function wildcardsOf(present: Present | null): string[] {
  if (present === null) return [];
  const { wildcards, opaque } = present;
  const names = ['methods', 'headers', 'expose-headers']
    .map((name) => (name === 'expose-headers' ? name : `allow-${name}`))
    .filter((name) => wildcards.has(`access-control-${name}`));
  const anyOrigin = wildcards.get('access-control-allow-origin');
  return [
    ...(anyOrigin === undefined
      ? []
      : [
          `Today any origin may read responses under ${list(anyOrigin.map(inCode))} (\`*\`). If other sites use them, add their origins to the list, or leave those paths as they are.`,
        ]),
    ...(opaque.length === 0
      ? []
      : [
          `Today the origin \`null\` is allowed under ${list(opaque.map(inCode))}. It is left out: any site can send it from a sandboxed frame.`,
        ]),
    ...(names.length === 0
      ? []
      : [
          `Today ${list(names.map((name) => `\`${spelled[name]}\``))} ${names.length === 1 ? 'is' : 'are'} \`*\`. The config lists what this session uses: add what your pages use besides.`,
        ]),
  ];
}

const spelled: Readonly<Record<string, string>> = {
  'allow-methods': 'Access-Control-Allow-Methods',
  'allow-headers': 'Access-Control-Allow-Headers',
  'expose-headers': 'Access-Control-Expose-Headers',
};

/** One config for paths that have different policies widens each of them: that is said, with their values. */
function differingOf(present: Present | null): string[] {
  return (present?.differing ?? []).map(({ what, values }) => {
    const today = values.map(({ value, path }) => `${inCode(path)}: ${inCode(quote(value, 120))}`);
    return `The allowed ${nouns[what]} differ by path today (${today.join('; ')}). This config allows all of them on every path it covers: use one for each path to keep them apart.`;
  });
}

const nouns = { origins: 'origins', methods: 'methods', headers: 'request headers' } as const;

/** What a session cannot show of an earlier config, and must not be lost with it. */
function unseenOf({ present, hidden, redacted }: ServerFacts, stack: Stack | null): string[] {
  const rest = 'origins, methods and headers';
  if (redacted) {
    return [`Values of today's config were redacted in this recording: add its ${rest} here.`];
  }
  if (present !== null) {
    return [
      `A session shows only part of today's config: before you remove it, add its other ${rest} here.`,
    ];
  }
  if (!hidden) return [];
  const forms = stack?.existing ?? [];
  const search = forms.length === 0 ? '' : ` Search for ${list(forms.map(inCode))}.`;
  return [
    `\`Vary: Origin\` suggests that the server has a CORS config for other origins.${search} Before you remove it, add its ${rest} here.`,
  ];
}

/** The first of many, and how many more there are. */
function some(items: readonly string[]): readonly string[] {
  const most = 12;
  return items.length <= most ? items : [...items.slice(0, most), `${items.length - most} more`];
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
