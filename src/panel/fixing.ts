import { get } from '../cors/headers.ts';
import { originOf } from '../cors/origin.ts';
import { configHelps } from '../fixes/fix.ts';
import { type Detected, detect, policyFor, type Stack, stacks } from '../fixes/index.ts';
import type { Policy } from '../fixes/types.ts';
import { serverOf } from '../prose.ts';
import type { Finding } from '../session.ts';
import { hopAt } from '../verdict/examine.ts';

/** The config that fixes a finding, and what it changes. */
export interface Config {
  /** The real error comes first: headers only let the page read it. */
  readonly second: boolean;
  /** The server's origin. */
  readonly server: string;
  /** True where the response says something about CORS today. */
  readonly present: object | null;
  readonly target: Policy;
  /** The response headers that change; `header` in lower case, `from` null where it is missing. */
  readonly change: readonly {
    readonly header: string;
    readonly from: string | null;
    readonly to: string;
  }[];
  readonly detected: readonly Detected[];
  /** Chosen, or else detected; null: nothing gives the server away. */
  readonly stack: Stack | null;
  readonly evidence: string | null;
  readonly snippet: string | null;
  readonly place: string | null;
  /** Forms of an earlier config to search the project for. */
  readonly existing: readonly string[];
  readonly notes: readonly string[];
  readonly limits: readonly string[];
}

/** Findings of a server that join one config, at most. */
const most = 50;

/**
 * The config as the panel shows it, null where none helps: for the server that was chosen for this host, else
 * the detected one. `credentials`: the user said that the request carries them, which no extension can see.
 */
export function fixOf(
  finding: Finding,
  findings: readonly Finding[],
  {
    stacks: chosen,
    credentials = false,
  }: { stacks: Readonly<Record<string, string>>; credentials?: boolean },
): { config: Config | null } {
  if (!configHelps(finding)) return { config: null };
  const { url } = finding.exchange.hops[0];
  const same = findings
    .filter(({ exchange }) => originOf(exchange.hops[0].url) === originOf(url))
    .slice(0, most);
  const exchange = credentials
    ? { ...finding.exchange, credentials: 'include' as const }
    : finding.exchange;
  const target = policyFor(
    exchange,
    same.filter(configHelps).map((other) => other.exchange),
  );
  if (target === null) return { config: null };
  const responses = same.flatMap((other) =>
    other.exchange.hops.flatMap(({ response, preflight }) => [
      ...(preflight?.response ? [preflight.response] : []),
      ...(response ? [response] : []),
    ]),
  );
  const detected = detect(exchange, responses);
  const stack = stacks.find(({ id }) => id === chosen[serverOf(url)]) ?? detected[0]?.stack ?? null;
  const change = changeOf(finding, target);
  return {
    config: {
      second: finding.diagnosis?.fix === 'server-code',
      server: target.server ?? url,
      present: change.some(({ from }) => from !== null) ? {} : null,
      target,
      change,
      detected,
      stack,
      evidence: detected.find((each) => each.stack === stack)?.evidence ?? null,
      snippet: stack?.render(target) ?? null,
      place: stack?.place ?? null,
      existing: stack?.existing ?? [],
      notes: [],
      limits: stack?.limits ?? [],
    },
  };
}

/** What the failing response says today against what it has to say. */
function changeOf({ exchange, verdict }: Finding, target: Policy): Config['change'] {
  if (verdict.outcome === 'allowed') return [];
  const headers = hopAt(exchange, verdict.step).response?.headers ?? [];
  const lists: [string, readonly string[]][] =
    verdict.step.kind === 'preflight'
      ? [
          ['access-control-allow-methods', target.methods],
          ['access-control-allow-headers', target.headers],
        ]
      : [];
  const wanted: [string, string][] = [
    ['access-control-allow-origin', exchange.origin],
    ...(target.credentials
      ? [['access-control-allow-credentials', 'true'] as [string, string]]
      : []),
    ...lists.flatMap(([name, needed]): [string, string][] => {
      const today = (get(headers, name) ?? '')
        .split(',')
        .map((value) => value.trim())
        .filter(Boolean);
      const known = new Set(today.map((value) => value.toLowerCase()));
      const all = [...today, ...needed.filter((value) => !known.has(value.toLowerCase()))];
      return all.length > 0 && all.length > today.length ? [[name, all.join(', ')]] : [];
    }),
    ...(get(headers, 'vary')?.toLowerCase().includes('origin')
      ? []
      : [['vary', 'Origin'] as [string, string]]),
  ];
  return wanted
    .map(([header, to]) => ({ header, from: get(headers, header), to }))
    .filter(({ from, to }) => from !== to);
}

/** True where only the user knows whether the request carries credentials, and the config depends on it. */
export function credentialsUnknown({ exchange }: Finding, { target }: Config): boolean {
  return exchange.credentials === 'unknown' && !target.credentials;
}
