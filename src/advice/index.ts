import type { Exchange } from '../exchange/types.ts';
import type { Surroundings } from '../rules/types.ts';
import type { Advice, AdviceFinding } from './types.ts';

/** Every advice, the gravest first. */
export const advice: readonly Advice[] = [];

/** What there is to say about an exchange that was allowed. */
export function advise(exchange: Exchange, surroundings: Surroundings): AdviceFinding[] {
  return advice.flatMap(({ id, title, advise: ask }) => {
    const given = ask(exchange, surroundings);
    return given ? [{ rule: id, title, ...given }] : [];
  });
}
