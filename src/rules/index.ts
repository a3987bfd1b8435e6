import type { Diagnosis, Failure, Rule } from './types.ts';

/** Every cause, the most specific first: the first that answers is the diagnosis. */
export const rules: readonly Rule[] = [];

/** Why it failed, null when no rule answers; `behind` holds the rules that answer next. */
export function diagnose(failure: Failure): Diagnosis | null {
  for (const { id, title, misleading, repair, spec, mdn, explain } of rules) {
    const explanation = explain(failure);
    if (explanation) {
      return { rule: id, title, misleading, repair, spec, mdn, behind: [], ...explanation };
    }
  }
  return null;
}
