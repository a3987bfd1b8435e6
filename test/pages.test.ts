import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import manifest from '../manifest.json';
import { version } from '../package.json';
import { advice } from '../src/advice/index.ts';
import { html } from '../src/report/html.ts';
import { markdown } from '../src/report/markdown.ts';
import { linksOf, pageOf, repository } from '../src/report/pages.ts';
import { rules } from '../src/rules/index.ts';
import { type Cases, findingOf } from './build.ts';
import unauthenticated from './cases/unauthenticated.ts';
import varyOriginMissing from './cases/vary-origin-missing.ts';

const place = 'https://git.example.com/owner/cors-lens';
const findings = [unauthenticated, varyOriginMissing].map(({ reports }: Cases) => {
  const finding = reports[0] && findingOf(reports[0]);
  if (!finding) throw new Error('no finding');
  return finding;
});

describe('the pages of rules and warnings', () => {
  test.each([
    ...rules.map(({ id }) => ['rules', id] as const),
    ...advice.map(({ id }) => ['advice', id] as const),
  ])('src/%s/README.md has the anchor %s once', (kind, id) => {
    const lines = readFileSync(`src/${kind}/README.md`, 'utf8').split('\n');
    expect(lines.filter((line) => line === `## ${id}`)).toHaveLength(1);
  });

  test('a link names the version, and the id as the anchor', () => {
    expect(pageOf('rules', 'allow-headers', place)).toBe(
      `${place}/blob/v${version}/src/rules/README.md#allow-headers`,
    );
  });

  test('nothing links there while there is no repository', () => {
    expect(pageOf('rules', 'allow-headers', '')).toBeNull();
    const diagnosis = findings[0]?.diagnosis;
    if (!diagnosis) throw new Error('no diagnosis');
    expect(linksOf(diagnosis, '').map(({ text }) => text)).toEqual(['Fetch spec', 'MDN']);
    for (const write of [markdown, html]) {
      expect(write(findings, { repository: '' })).not.toContain('README.md#');
    }
  });

  test('reports link there once there is one', () => {
    for (const write of [markdown, html]) {
      const text = write(findings, { repository: place });
      expect(text).toContain(`${place}/blob/v${version}/src/rules/README.md#unauthenticated`);
      expect(text).toContain(`${place}/blob/v${version}/src/advice/README.md#vary-origin-missing`);
    }
  });

  test('the repository is left out or a URL without a slash at its end', () => {
    expect(repository).toMatch(/^(?:https:\/\/[^\s?#]*[^\s?#/])?$/);
  });
});

describe('what the README says', () => {
  const rulesPage = readFileSync('src/rules/README.md', 'utf8');
  const [, table = ''] = /## What it says that browsers do not\n\n([\s\S]*?)\n\n/.exec(
    readFileSync('README.md', 'utf8'),
  ) ?? [''];
  const rows = table.split('\n').slice(2);

  test.each(rows)('%s', (row) => {
    const [, chrome = '', firefox = '', ours = ''] = row.split(' | ').map((part) => part.trim());
    const pieces = [chrome, firefox, ours.replace('**Not CORS:** ', '').replace(/ \|$/, '')];
    const said = pieces.flatMap((text) => text.split(' … '));
    expect(said).not.toContain('');
    expect(said.filter((piece) => !rulesPage.includes(piece))).toEqual([]);
  });

  test('has rows', () => expect(rows.length).toBeGreaterThan(4));
});

describe('what the stores are told', () => {
  const store = readFileSync('test/screenshots/store/STORE.md', 'utf8');
  const part = (name: string) =>
    new RegExp(`<!-- ${name} -->\\n([\\s\\S]*?)\\n<!-- /${name} -->`).exec(store)?.[1] ?? '';

  test('the short description has at most 132 characters', () => {
    expect(part('short').length).toBeGreaterThan(50);
    expect(part('short').length).toBeLessThanOrEqual(132);
  });

  test('the description has at most 10,000 characters, and no permission is left out', () => {
    expect(part('long').length).toBeGreaterThan(500);
    expect(part('long').length).toBeLessThanOrEqual(10_000);
    for (const permission of manifest.permissions) expect(store).toContain(`\`${permission}\``);
    for (const host of manifest.optional_host_permissions) expect(store).toContain(`\`${host}\``);
  });
});
