import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scripts } from '../package.json';

const documents = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  'src/rules/README.md',
  'src/advice/README.md',
  'src/fixes/README.md',
  'test/har/README.md',
  'test/screenshots/store/STORE.md',
  '.github/pull_request_template.md',
];
const workflows = readdirSync('.github/workflows').map((name) => `.github/workflows/${name}`);

/** The anchors that GitHub gives a document's headings. */
function anchorsOf(file: string): Set<string> {
  const headings = readFileSync(file, 'utf8').match(/^#+ .*$/gm) ?? [];
  return new Set(
    headings.map((heading) =>
      heading
        .replace(/^#+ /, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** Links and pictures that lead to files of the project. */
function linksIn(text: string): string[] {
  const links = text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g);
  return [...links]
    .map(([, link, source]) => link ?? source ?? '')
    .filter((link) => !/^[a-z]+:/.test(link));
}

describe.each(documents)('%s', (file) => {
  const text = readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```/gm, '');

  test('leads to files and headings that exist', () => {
    const broken = linksIn(text).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? file : join(dirname(file), path);
      if (!existsSync(target)) return true;
      return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).has(anchor);
    });
    expect(broken).toEqual([]);
  });
});

test.each([...documents, ...workflows])('%s names commands that exist', (file) => {
  const named = readFileSync(file, 'utf8').matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g);
  expect([...named].map(([, name]) => name).filter((name) => !(name && name in scripts))).toEqual(
    [],
  );
});
