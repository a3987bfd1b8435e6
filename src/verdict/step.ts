import type { Exchange, Hop, Step, Verdict } from '../recording/types.ts';

/** The message that decided: where it failed, else the last. */
export function decisiveStep(exchange: Exchange, verdict: Verdict): Step {
  return verdict.outcome === 'allowed' || verdict.outcome === 'pending'
    ? { kind: 'response', hop: exchange.hops.length - 1 }
    : verdict.step;
}

/** The message the step names. */
export function hopAt(exchange: Exchange, step: Step): Hop {
  const leg = exchange.hops[step.hop] ?? exchange.hops[0];
  return step.kind === 'preflight' ? (leg.preflight ?? leg) : leg;
}
