import { serverOf } from '../prose.ts';
import type { Group } from '../recording/groups.ts';
import type { Finding } from '../session.ts';
import { decisiveStep, hopAt } from '../verdict/step.ts';
import { causeOf, type Kind, kindOf } from './summary.ts';

/** One finding at least. */
export type Members = Readonly<Group<Finding>>;

/** In the order in which they are worth looking at. */
export const rank: readonly Kind[] = [
  'blocked',
  'notcors',
  'noresponse',
  'unknown',
  'doubtful',
  'warning',
  'pending',
  'allowed',
];

/**
 * What the members of a group have in common: the root cause and the server. A gateway whose application
 * is down says so to every method, to preflights and requests alike: that is one cause.
 */
export const groupOf = remembered((finding) => {
  const { diagnosis, exchange, verdict } = finding;
  const kind = kindOf(finding);
  const status =
    verdict.outcome === 'allowed'
      ? 0
      : (hopAt(exchange, decisiveStep(exchange, verdict)).response?.status ?? 0);
  const cause =
    kind === 'noresponse'
      ? (diagnosis?.rule ?? causeOf(finding))
      : kind === 'notcors' && status >= 502 && status <= 504
        ? String(status)
        : `${diagnosis?.rule ?? ''} ${causeOf(finding)}`;
  return JSON.stringify([kind, cause, hostOf(finding)]);
});

/** Findings never change, and thousands are gone through on every change. */
export function remembered<Value extends string>(
  of: (finding: Finding) => Value,
): (finding: Finding) => Value {
  const known = new WeakMap<Finding, Value>();
  return (finding) => {
    const before = known.get(finding);
    if (before !== undefined) return before;
    const value = of(finding);
    known.set(finding, value);
    return value;
  };
}

/** Host and port that a finding's first request went to. */
export const hostOf = remembered(({ exchange }) => serverOf(exchange.hops[0].url));
