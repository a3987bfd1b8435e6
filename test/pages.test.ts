import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
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
