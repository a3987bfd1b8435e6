import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corsErrors, unobservable } from '../src/cors/errors.ts';
import { rules } from '../src/rules/index.ts';
import { type Finding, Session } from '../src/session.ts';
import { type Case, type Cases, entriesOf, page } from './build.ts';

const modules = import.meta.glob<Cases>('./cases/*.ts', { eager: true, import: 'default' });
const casesOf = new Map(
  Object.entries(modules).map(([path, cases]) => [path.replace(/^.*\/|\.ts$/g, ''), cases]),
);

/** The case through the whole pipeline: read, assembled, examined, explained. */
function findingOf(test: Case): Finding | undefined {
  const session = new Session({ source: 'chromium', complete: true, page: test.page ?? page });
  session.add(entriesOf(test), 0);
  session.flush();
  expect(session.malformed).toEqual([]);
  return session.findings().find(({ exchange }) => exchange.hops[0].entry === 0);
}

/** The check of the protocol that failed, null when none did. */
function errorOf(finding: Finding | undefined) {
  return finding?.verdict.outcome === 'blocked' ? finding.verdict.error : null;
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
    const finding = findingOf(test);
    const diagnosis = finding?.diagnosis;
    expect(diagnosis?.rule).toBe(rule.id);
    expect(errorOf(finding)).toBe(test.error);
    if (test.certainty) expect(diagnosis?.certainty).toBe(test.certainty);
    if (test.behind) expect(diagnosis?.behind).toEqual(test.behind);
    const text = [diagnosis?.summary, ...(diagnosis?.steps ?? [])].join('\n');
    for (const piece of test.says ?? []) expect(text).toContain(piece);
  });

  it.each(silent)('is silent: $name', (test) => {
    const finding = findingOf(test);
    const diagnosis = finding?.diagnosis;
    expect(errorOf(finding)).toBe(test.error);
    expect(diagnosis?.rule ?? null).toBe(test.instead);
    expect(diagnosis?.rule).not.toBe(rule.id);
    expect(diagnosis?.behind ?? []).not.toContain(rule.id);
  });
});

describe('the errors of the protocol', () => {
  const claimed = new Set(
    [...casesOf.values()].flatMap(({ reports }) => reports.map(({ error }) => error)),
  );

  it.each(corsErrors)('%s is claimed by a case or listed as unobservable', (error) => {
    expect(claimed.has(error)).toBe(!(error in unobservable));
  });
});
