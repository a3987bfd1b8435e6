import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { advice } from '../src/advice/index.ts';
import { type Cases, errorOf, findingOf } from './build.ts';

const modules = import.meta.glob<Cases>('./cases/*.ts', { eager: true, import: 'default' });
const casesOf = new Map(
  Object.entries(modules).map(([path, cases]) => [path.replace(/^.*\/|\.ts$/g, ''), cases]),
);

describe('the list of advice', () => {
  it('equals the folder', () => {
    const files = readdirSync('src/advice')
      .map((file) => file.replace(/\.ts$/, ''))
      .filter((file) => !['index', 'types', 'README.md'].includes(file));
    expect(advice.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  });

  it.each(advice)('$id keeps the form', ({ title, spec }) => {
    expect(title.length).toBeLessThanOrEqual(70);
    expect(title).not.toMatch(/\.$/);
    if (spec !== null) expect(spec).toMatch(/^https:\/\//);
  });

  it('says nothing about a bare * and nothing about a response that is right', () => {
    for (const { silent } of casesOf.values()) {
      for (const test of silent) {
        const finding = findingOf(test);
        const value = test.response?.headers?.['Access-Control-Allow-Origin'];
        if (finding?.verdict.outcome !== 'allowed' || value !== '*') continue;
        const given = finding.advice.map(({ rule }) => rule);
        // What these speak of is no matter of Access-Control-Allow-Origin.
        expect(
          given.filter(
            (rule) =>
              !/^(authorization-behind-wildcard|expose-headers-missing|preflight-not-cached|cookie-not-sent)$/.test(
                rule,
              ),
          ),
          test.name,
        ).toEqual([]);
      }
    }
  });
});

describe.each(advice)('$id', ({ id }) => {
  const { reports = [], silent = [] } = casesOf.get(id) ?? {};

  it('has two cases of each kind at least', () => {
    expect(reports.length).toBeGreaterThanOrEqual(2);
    expect(silent.length).toBeGreaterThanOrEqual(2);
  });

  it.each(reports)('reports: $name', (test) => {
    const finding = findingOf(test);
    expect(errorOf(finding)).toBe(test.error);
    const given = finding?.advice.find(({ rule }) => rule === id);
    expect(given?.rule).toBe(id);
    const text = [given?.summary, ...(given?.steps ?? [])].join('\n');
    for (const piece of test.says ?? []) expect(text).toContain(piece);
  });

  it.each(silent)('is silent: $name', (test) => {
    const finding = findingOf(test);
    expect(errorOf(finding)).toBe(test.error);
    expect(finding?.diagnosis?.rule ?? null).toBe(test.instead);
    expect(finding?.advice.map(({ rule }) => rule) ?? []).not.toContain(id);
  });
});

describe('the README', () => {
  it('is written from the code', async () => {
    const rows = advice.map(
      ({ id, title, spec }) =>
        `| [\`${id}\`](${id}.ts) | ${title} | ${spec === null ? '' : `[standard](${spec})`} |`,
    );
    const text = `# Advice

What works today but is fragile or dangerous: one file each, asked only about requests that were allowed. The file's name is
the id. \`index.ts\` lists them, the gravest first. Advice is quiet: it needs evidence in the exchange, and a bare
\`Access-Control-Allow-Origin: *\` is never a finding.

To add one: write \`test/cases/<id>.ts\` with two requests it reports and two near misses at least, write \`<id>.ts\`,
add it to the list, run \`npm run fix\`.

| advice | what it says | |
|---|---|---|
${rows.join('\n')}
`;
    await expect(text).toMatchFileSnapshot('../src/advice/README.md');
  });
});
