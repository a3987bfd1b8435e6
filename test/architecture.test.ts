import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const pure = [
  'cors',
  'recording',
  'verdict',
  'clues',
  'rules',
  'advice',
  'fixes',
  'report',
  'prose.ts',
  'session.ts',
];

/** What each part of `src` may import of the others, and which packages. */
const allowed: Record<string, { parts: string[]; types?: string[]; packages?: RegExp }> = {
  cors: { parts: [] },
  'prose.ts': { parts: [] },
  recording: { parts: ['cors'] },
  verdict: { parts: ['cors', 'recording', 'prose.ts'] },
  clues: { parts: ['cors', 'recording', 'verdict', 'prose.ts'] },
  rules: { parts: ['cors', 'verdict', 'clues', 'prose.ts'], types: ['recording'] },
  advice: { parts: ['cors', 'verdict', 'clues', 'prose.ts'], types: ['recording', 'rules'] },
  fixes: { parts: ['cors', 'verdict', 'prose.ts'], types: ['recording', 'rules', 'session.ts'] },
  'session.ts': { parts: ['cors', 'recording', 'verdict', 'clues', 'rules', 'advice'] },
  report: { parts: pure, packages: /^@streamparser\/json(\/|$)/ },
  'messages.ts': { parts: [], types: [...pure, 'messages.ts'] },
  'port.ts': { parts: ['messages.ts'], packages: /^webextension-polyfill$/ },
  devtools: {
    parts: [...pure, 'messages.ts', 'port.ts'],
    packages: /^webextension-polyfill$/,
  },
  background: {
    parts: [...pure, 'messages.ts', 'port.ts'],
    packages: /^webextension-polyfill$/,
  },
  panel: {
    parts: [...pure, 'messages.ts', 'port.ts', 'permission'],
    packages: /^(?!node:|webextension-polyfill$)/,
  },
  permission: { parts: [], packages: /^webextension-polyfill$/ },
  viewer: {
    parts: ['panel', 'prose.ts'],
    packages: /^react(-dom)?(\/|$)/,
  },
  cli: { parts: pure, packages: /^(node:|yauzl$)/ },
  playwright: { parts: [...pure, 'cli'], packages: /^@playwright\/test$/ },
};

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /(?<!\.d)\.tsx?$/.test(path));

// Snippets in template strings look like imports to a regular expression, so a parser reads them.
const imports: Import[] = files.flatMap((file) => {
  const { module, errors } = parseSync(file, readFileSync(join('src', file), 'utf8'));
  expect(errors, file).toEqual([]);
  const statics = module.staticImports.map(({ moduleRequest, entries }) => ({
    target: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const exports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ target: moduleRequest.value, typeOnly: isType }] : [],
    ),
  );
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
    target: readFileSync(join('src', file), 'utf8')
      .slice(start, end)
      .replace(/^['"`]|['"`]$/g, ''),
    typeOnly: false,
  }));
  return [...statics, ...exports, ...dynamic].map((found) => ({ file, ...found }));
});

const partOf = (path: string) => path.split('/')[0] ?? path;
const resolve = ({ file, target }: Import) => join(dirname(file), target);

describe('the direction of imports', () => {
  it('is known for every part', () => {
    expect([...new Set(files.map(partOf))].filter((part) => !(part in allowed))).toEqual([]);
  });

  it.each(Object.keys(allowed))('%s imports only what it may', (part) => {
    const { parts = [], types = [], packages } = allowed[part] ?? {};
    const wrong = imports
      .filter(({ file }) => partOf(file) === part)
      .filter((found) => {
        if (!found.target.startsWith('.')) {
          // The one place of the panel that knows the extension.
          if (found.file === 'panel/main.tsx' && found.target === 'webextension-polyfill') {
            return false;
          }
          return !packages?.test(found.target);
        }
        const to = partOf(resolve(found));
        // The project's own package.json, for its version.
        if (to === '..' && resolve(found) === '../package.json') return false;
        return to !== part && !parts.includes(to) && !(found.typeOnly && types.includes(to));
      })
      .map(({ file, target }) => `${file} imports ${target}`);
    expect(wrong).toEqual([]);
  });

  it.each(['rules', 'advice'])('members of %s do not know each other', (part) => {
    const wrong = imports
      .filter((found) => partOf(found.file) === part && found.file !== `${part}/index.ts`)
      .filter((found) => found.target.startsWith('.') && partOf(resolve(found)) === part)
      .filter((found) => resolve(found) !== `${part}/types.ts`)
      .map(({ file, target }) => `${file} imports ${target}`);
    expect(wrong).toEqual([]);
  });

  it('makes no circle', () => {
    const next = new Map<string, string[]>();
    for (const found of imports) {
      if (found.typeOnly || !found.target.startsWith('.')) continue;
      next.set(found.file, [...(next.get(found.file) ?? []), resolve(found)]);
    }
    const circles: string[] = [];
    const done = new Set<string>();
    const walk = (file: string, path: readonly string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (path.includes(file) || done.has(file)) return;
      for (const target of next.get(file) ?? []) walk(target, [...path, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
    expect(circles).toEqual([]);
  });

  it('names files with their extension', () => {
    const wrong = imports.filter(
      ({ target }) => target.startsWith('.') && !/\.(tsx?|js|json|css)(\?[\w&]+)?$/.test(target),
    );
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });
});

describe('pure parts', () => {
  it.each(pure)('%s touches neither browser nor Node', (part) => {
    const wrong = files
      .filter((file) => partOf(file) === part)
      .filter((file) => {
        const source = readFileSync(join('src', file), 'utf8');
        // Most files have none of these words, and need no parser.
        if (!anyImpure.test(source)) return false;
        const { program } = parseSync(file, source);
        const own = new Set(namesIn(program));
        return [...globalsOf(program)].some((name) => impure.has(name) && !own.has(name));
      });
    expect(wrong).toEqual([]);
  });
});

const impure = new Set([
  'browser',
  'chrome',
  'document',
  'fetch',
  'localStorage',
  'navigator',
  'process',
  'require',
  'setInterval',
  'setTimeout',
  'window',
]);

const anyImpure = new RegExp(`\\b(?:${[...impure].join('|')})\\b`);

/** The names that are called or looked into without being a member of something: `chrome.x`, `fetch()`. */
function* globalsOf(node: unknown): Generator<string> {
  if (Array.isArray(node)) {
    for (const item of node) yield* globalsOf(item);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { type, object, callee } = node as { type?: string; object?: Named; callee?: Named };
  if (type === 'MemberExpression' && object?.type === 'Identifier') yield object.name ?? '';
  if (type === 'CallExpression' && callee?.type === 'Identifier') yield callee.name ?? '';
  for (const value of Object.values(node)) yield* globalsOf(value);
}

/** The names a file gives to something of its own: variables, parameters, functions. */
function* namesIn(node: unknown): Generator<string> {
  if (Array.isArray(node)) {
    for (const item of node) yield* namesIn(item);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { type, id, params } = node as { type?: string; id?: unknown; params?: unknown };
  if (type === 'VariableDeclarator' || type === 'FunctionDeclaration') yield* identifiersIn(id);
  if (Array.isArray(params)) yield* identifiersIn(params);
  for (const value of Object.values(node)) yield* namesIn(value);
}

function* identifiersIn(node: unknown): Generator<string> {
  if (Array.isArray(node)) {
    for (const item of node) yield* identifiersIn(item);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { type, name } = node as Named;
  if (type === 'Identifier' && name !== undefined) yield name;
  for (const value of Object.values(node)) yield* identifiersIn(value);
}

interface Named {
  readonly type?: string;
  readonly name?: string;
}
