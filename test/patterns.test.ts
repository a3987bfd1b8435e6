import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { analyse } from 'scslre';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';

/**
 * Every string from the network may be written to hang us, so no pattern may take more than linear time.
 * Two ways of looking: scslre finds by the form what one repeated character slows down, and each pattern is
 * run on attack strings made of its own parts.
 */

interface Pattern {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path));

const parsed = files.map((file) => ({
  file,
  program: parseSync(file, readFileSync(join('src', file), 'utf8')).program,
}));

const patterns: Pattern[] = parsed.flatMap(({ file, program }) =>
  [...literalsIn(program)].map(({ pattern, flags }) => ({ file, source: pattern, flags })),
);

/** Patterns that are put together: their files export them. */
const made = parsed
  .map(({ file, program }) => ({ file, count: [...constructorsIn(program)].length }))
  .filter(({ count }) => count > 0);

function* literalsIn(node: unknown): Generator<{ pattern: string; flags: string }> {
  if (Array.isArray(node)) for (const item of node) yield* literalsIn(item);
  if (!isNode(node)) return;
  if (node.type === 'Literal' && isNode(node.regex)) {
    yield node.regex as unknown as { pattern: string; flags: string };
    return;
  }
  for (const value of Object.values(node)) yield* literalsIn(value);
}

function* constructorsIn(node: unknown): Generator<true> {
  if (Array.isArray(node)) for (const item of node) yield* constructorsIn(item);
  if (!isNode(node)) return;
  const { callee } = node;
  if (isNode(callee) && callee.name === 'RegExp') yield true;
  for (const value of Object.values(node)) yield* constructorsIn(value);
}

function isNode(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof RegExp)
  );
}

async function exportedFrom(file: string): Promise<Pattern[]> {
  const members: Record<string, unknown> = await import(/* @vite-ignore */ `../src/${file}`);
  return Object.values(members)
    .flat()
    .filter((value) => value instanceof RegExp)
    .map(({ source, flags }) => ({ file, source, flags }));
}

/** By the form: what one repeated character makes slow. */
function slowByForm({ source, flags }: Pattern): string[] {
  const { reports } = analyse({ source, flags });
  return reports.map(({ type, character }) => `${type} with ${JSON.stringify(character.pick)}`);
}

/** Milliseconds of the processor for one run over a string, the least of some. */
function timeOf(pattern: RegExp, text: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3 && least > limit; round++) {
    const start = process.cpuUsage();
    text.replace(pattern, '');
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** 30,000 characters take a linear pattern far less than a millisecond, a quadratic one more than 100. */
const length = 30_000;
const limit = 40;

function slowByRun({ source, flags }: Pattern): string[] {
  const pattern = new RegExp(source, flags);
  const slow: string[] = [];
  for (const [before, pump, after] of attacksOn({ source, flags })) {
    const text = before + pump.repeat(Math.ceil(length / pump.length)) + after;
    const time = timeOf(pattern, text);
    if (time > limit) slow.push(`${Math.round(time)} ms: ${JSON.stringify([before, pump, after])}`);
    if (slow.length > 0) break;
  }
  return slow;
}

/** What leads to a repetition, something it or what is behind it matches, and something that ends it. */
function attacksOn({ source, flags }: Omit<Pattern, 'file'>): [string, string, string][] {
  const unicode = flags.includes('u');
  const root = new RegExpParser().parsePattern(source, undefined, undefined, { unicode });
  const attacks = new Map<string, [string, string, string]>();
  visitRegExpAST(root, {
    onQuantifierEnter(node) {
      if (node.max < 64) return;
      const before = samplesBefore(node, flags);
      const once = sample(node.element, flags, 1);
      const behind = sampleBehind(node, flags);
      const pumps = [
        once,
        behind,
        once + behind,
        behind + once,
        before,
        before + once,
        before + once + behind,
      ];
      for (const pump of pumps) {
        if (pump === '') continue;
        for (const lead of new Set([before, ''])) {
          for (const after of ['\0', '\n!']) {
            attacks.set([lead, pump, after].join('\n\n'), [lead, pump, after]);
          }
        }
      }
    },
  });
  return [...attacks.values()];
}

/** A string the node matches; `times`: how often what may be left out or repeated is. */
function sample(node: AST.Node, flags: string, times: number): string {
  switch (node.type) {
    case 'Character':
      return String.fromCodePoint(node.value);
    case 'CharacterClass':
    case 'CharacterSet':
      return characterOf(node.raw, flags);
    case 'Alternative':
      return node.elements.map((element) => sample(element, flags, times)).join('');
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup':
      return sample(node.alternatives[0] as AST.Alternative, flags, times);
    case 'Quantifier':
      return sample(node.element, flags, times).repeat(Math.min(Math.max(node.min, times), 64));
    default:
      return '';
  }
}

/** Samples of all that stands in front of a node, up to the start of the pattern. */
function samplesBefore(node: AST.Node, flags: string): string {
  const { parent } = node;
  if (parent === null) return '';
  const own =
    parent.type === 'Alternative'
      ? parent.elements
          .slice(0, parent.elements.indexOf(node as AST.Element))
          .map((element) => sample(element, flags, 0))
          .join('')
      : '';
  return samplesBefore(parent, flags) + own;
}

/** A sample of what must follow a node, up to the next repetition. */
function sampleBehind(node: AST.Node, flags: string): string {
  const { parent } = node;
  if (parent === null || parent.type === 'Assertion') return '';
  let own = '';
  if (parent.type === 'Alternative') {
    for (const element of parent.elements.slice(parent.elements.indexOf(node as AST.Element) + 1)) {
      if (element.type === 'Quantifier' && element.max >= 64) return own;
      own += sample(element, flags, 1);
    }
  }
  return own + sampleBehind(parent, flags);
}

const candidates = [...'a1-_./ :="A%;,@~!#&?<>()[]{}\\\'`\n\t|*+^$é漢\u200b\ud800\0'];

function characterOf(raw: string, flags: string): string {
  const pattern = new RegExp(`^${raw}$`, flags.replace(/[gy]/g, ''));
  return candidates.find((candidate) => pattern.test(candidate)) ?? 'z';
}

describe('every pattern takes linear time', () => {
  test('all are looked at', async () => {
    expect(patterns.length).toBeGreaterThan(300);
    for (const { file, count } of made) {
      expect((await exportedFrom(file)).length, `${file} exports what it makes`).toBe(count);
    }
  });

  test('by its form', async () => {
    const all = [
      ...patterns,
      ...(await Promise.all(made.map(({ file }) => exportedFrom(file)))).flat(),
    ];
    const slow = all.flatMap((pattern) =>
      slowByForm(pattern).map(
        (how) => `${pattern.file} /${pattern.source}/${pattern.flags}: ${how}`,
      ),
    );
    expect(slow).toEqual([]);
  });

  test('on strings made of its own parts', async () => {
    const all = [
      ...patterns,
      ...(await Promise.all(made.map(({ file }) => exportedFrom(file)))).flat(),
    ];
    const slow = all.flatMap((pattern) =>
      slowByRun(pattern).map(
        (how) => `${pattern.file} /${pattern.source}/${pattern.flags}: ${how}`,
      ),
    );
    expect(slow).toEqual([]);
  }, 120_000);

  // Each was in our code once.
  test.each([
    ['\\d+$', ''],
    ['^https:\\/\\/[^/]*\\bs3[.-][^/]*amazonaws\\.com\\/', ''],
    ['^wordpress_[a-z_]+(?=[^=]*=)', ''],
    ['^[.-]+|[.-]+$', 'g'],
    ['\\n+$', ''],
    ['^(["\'(“‘[]*)(.*?)([.,;:!?)\\]"\'”’]*)$', 's'],
    ['ey[JA][\\w-]{6,}(?:\\.|%2e).*$', 'is'],
    ['-git-.*\\.vercel\\.app$|--.*\\.netlify\\.app$', ''],
    ['\\/+$', ''],
    ['(a|b|ab)*c', ''],
  ])('a slow one is found: /%s/%s', (source, flags) => {
    const pattern = { file: '', source, flags };
    const byForm = slowByForm(pattern);
    expect(byForm.length > 0 ? byForm : slowByRun(pattern)).not.toEqual([]);
  });
});
