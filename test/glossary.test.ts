import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { type Cases, findingOf } from './build.ts';
import { faultsOf, terms } from './glossary.ts';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path));

describe('the glossary', () => {
  it('is the table in CONTRIBUTING.md', () => {
    const rows = terms.map(({ old, use }) => [old, use]);
    const text = readFileSync('CONTRIBUTING.md', 'utf8').split(/^## Words$/m)[1] ?? '';
    const table = (text.split(/^## /m)[0] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split('|').slice(1, -1))
      .map((cells) => cells.map((cell) => cell.trim()));
    expect(table.slice(2)).toEqual(rows);
  });

  it('finds a term in each kind of text', () => {
    const found = (source: string) => [...textsIn(parseSync('x.tsx', source).program)].join('\n');
    expect(found('const a = "No answer came";')).toContain('No answer');
    expect(found('const a = `It was answered`;')).toContain('was answered');
    expect(found('const a = <p title="An answer">The <b>answer</b></p>;')).toContain('An answer');
    expect(found('import "./an answer.ts"; const a = "answer";')).toBe('');
  });

  it.each(files)('holds in src/%s', (file) => {
    const source = readFileSync(`src/${file}`, 'utf8');
    // Comments and names have such words, too, so a parser decides; most files have none and need no parser.
    if (faultsOf(source.replace(/\s+/g, ' ')).length === 0) return;
    const { program, errors } = parseSync(file, source);
    expect(errors).toEqual([]);
    expect([...textsIn(program)].flatMap(faultsOf)).toEqual([]);
  });
});

const modules = import.meta.glob<Cases>('./cases/*.ts', { eager: true, import: 'default' });
const cases = Object.entries(modules).map(([path, { reports, silent }]) => ({
  id: path.replace(/^.*\/|\.ts$/g, ''),
  tests: [...reports, ...silent],
}));

describe('what is said of each case', () => {
  it.each(cases)('of $id is in the words of the glossary', ({ tests }) => {
    for (const test of tests) {
      const finding = findingOf(test);
      if (!finding) continue;
      const { diagnosis, advice, verdict } = finding;
      const texts = [
        ...[diagnosis, ...advice].flatMap((said) =>
          said === null ? [] : [said.title, said.summary, ...said.steps],
        ),
        ...(diagnosis?.notes ?? []),
        ...(diagnosis?.behind ?? []).map(({ title }) => title),
        ...(verdict.outcome === 'undetermined' ? [verdict.reason] : []),
      ];
      expect(texts.flatMap(faultsOf), test.name).toEqual([]);
      // A renderer sets every second piece as code.
      for (const text of texts) expect(text.split('`').length % 2, text).toBe(1);
    }
  });
});

/** What a file may show to people: text between tags, and strings that are no names. */
function* textsIn(node: unknown): Generator<string> {
  if (Array.isArray(node)) {
    for (const item of node) yield* textsIn(item);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { type, value } = node as { type?: string; value?: unknown };
  if (type === 'ImportDeclaration' || type === 'ImportExpression') return;
  if (type === 'JSXText' && typeof value === 'string') yield value.replace(/\s+/g, ' ');
  if (type === 'Literal' && typeof value === 'string' && isText(value)) yield ours(value);
  if (type === 'TemplateElement') {
    const { cooked } = value as { cooked: string | null };
    if (cooked !== null && isText(cooked)) yield cooked;
  }
  for (const child of Object.values(node)) yield* textsIn(child);
}

/** A text without what it quotes as code: the button of another product, the header of a server. */
function ours(text: string): string {
  return text.replace(/`[^`]*`/g, '``');
}

/** One lower-case word is a name: a class, a key, a kind. */
function isText(value: string): boolean {
  return /\s|^[A-Z]/.test(value);
}
