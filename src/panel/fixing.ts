import { type Config, type Fix, fixFor } from '../fixes/fix.ts';
import { serverOf } from '../prose.ts';
import type { Finding } from '../session.ts';

/**
 * The fix as the panel shows it: for the server that was chosen for this host, else the detected one.
 * `credentials`: the user said that the request carries them, which no extension can see.
 */
export function fixOf(
  finding: Finding,
  findings: readonly Finding[],
  {
    stacks,
    credentials = false,
  }: { stacks: Readonly<Record<string, string>>; credentials?: boolean },
): Fix {
  const chosen = stacks[serverOf(finding.exchange.hops[0].url)];
  if (!credentials) return fixFor(finding, findings, chosen);
  const exchange = { ...finding.exchange, credentials: 'include' as const };
  const sure = { ...finding, exchange };
  const others = findings.map((other) => (other === finding ? sure : other));
  return fixFor(sure, others, chosen);
}

/** True where only the user knows whether the request carries credentials, and the config depends on it. */
export function credentialsUnknown({ exchange }: Finding, { target }: Config): boolean {
  return exchange.credentials === 'unknown' && !target.credentials;
}
