import { originOf } from '../cors/origin.ts';
import { configHelps } from '../fixes/fix.ts';
import { type Policy, policyFor } from '../fixes/index.ts';
import type { Finding } from '../session.ts';

/** What else the server is asked for, at most: it joins the policy, so that one fix is enough. */
export const mostOthers = 50;

/** The findings of the same server. */
export function sameServer({ exchange }: Finding, others: readonly Finding[]): Finding[] {
  const server = originOf(exchange.hops[0].url);
  return others.filter((other) => originOf(other.exchange.hops[0].url) === server);
}

/** The policy that fixes the finding and what else fails on its server; null when no allowlist can help. */
export function policyOf(finding: Finding, others: readonly Finding[]): Policy | null {
  const failing = sameServer(finding, others).filter(configHelps).slice(0, mostOthers);
  return policyFor(
    finding.exchange,
    failing.map(({ exchange }) => exchange),
  );
}
