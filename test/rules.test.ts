import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../src/rules/index.ts';
import { type Finding, Session } from '../src/session.ts';
import { type Case, type Cases, entriesOf, page } from './build.ts';

const modules = import.meta.glob<Cases>('./cases/*.ts', { eager: true, import: 'default' });
const casesOf = new Map(
  Object.entries(modules).map(([path, cases]) => [path.replace(/^.*\/|\.ts$/g, ''), cases]),
);

/** The case through the whole pipeline: read, assembled, examined, explained. */
function findingOf(test: Case): Finding {
  const session = new Session({ source: 'chromium', complete: true, page: test.page ?? page });
  session.add(entriesOf(test), 0);
  session.flush();
  expect(session.malformed).toEqual([]);
  const last = session.findings().at(-1);
  if (!last) throw new Error('The case makes no exchange');
  return last;
}

describe('the list of rules', () => {
  it('equals the folder', () => {
    const files = readdirSync('src/rules')
      .map((file) => file.replace(/\.ts$/, ''))
      .filter((file) => !['index', 'types', 'README.md'].includes(file));
    expect(rules.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  });

  it('has no rule without cases and no cases without a rule', () => {
    expect([...casesOf.keys()].toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
  });

  it.each(rules)('$id keeps the form', ({ title, spec, mdn }) => {
    expect(title.length).toBeLessThanOrEqual(70);
    expect(title).not.toMatch(/\.$/);
    expect(spec).toMatch(/^https:\/\//);
    if (mdn !== null) expect(mdn).toMatch(/^https:\/\/developer\.mozilla\.org\/en-US\//);
  });
});

describe.each(rules)('$id', (rule) => {
  const { reports = [], silent = [] } = casesOf.get(rule.id) ?? {};

  it('has two cases of each kind at least', () => {
    expect(reports.length).toBeGreaterThanOrEqual(2);
    expect(silent.length).toBeGreaterThanOrEqual(2);
  });

  it.each(reports)('reports: $name', (test) => {
    const { verdict, diagnosis } = findingOf(test);
    expect(diagnosis?.rule).toBe(rule.id);
    expect('error' in verdict && verdict.outcome === 'blocked' ? verdict.error : null).toBe(
      test.error,
    );
    if (test.certainty) expect(diagnosis?.certainty).toBe(test.certainty);
    if (test.behind) expect(diagnosis?.behind).toEqual(test.behind);
    const text = [diagnosis?.summary, ...(diagnosis?.steps ?? [])].join('\n');
    for (const piece of test.says ?? []) expect(text).toContain(piece);
  });

  it.each(silent)('is silent: $name', (test) => {
    const { verdict, diagnosis } = findingOf(test);
    expect('error' in verdict && verdict.outcome === 'blocked' ? verdict.error : null).toBe(
      test.error,
    );
    expect(diagnosis?.rule ?? null).toBe(test.instead);
    expect(diagnosis?.rule).not.toBe(rule.id);
    expect(diagnosis?.behind ?? []).not.toContain(rule.id);
  });
});
