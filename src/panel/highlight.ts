import { createLowlight } from 'lowlight';
import { createElement, type ReactNode } from 'react';

type Grammar = Parameters<ReturnType<typeof createLowlight>['register']>[1];

/** Grammars by the languages that stacks name. Each is a file of its own, loaded when it is needed. */
const grammars: Readonly<Record<string, () => Promise<{ default: Grammar }>>> = {
  apache: () => import('highlight.js/lib/languages/apache'),
  bash: () => import('highlight.js/lib/languages/bash'),
  cs: () => import('highlight.js/lib/languages/csharp'),
  go: () => import('highlight.js/lib/languages/go'),
  java: () => import('highlight.js/lib/languages/java'),
  js: () => import('highlight.js/lib/languages/javascript'),
  json: () => import('highlight.js/lib/languages/json'),
  kt: () => import('highlight.js/lib/languages/kotlin'),
  nginx: () => import('highlight.js/lib/languages/nginx'),
  php: () => import('highlight.js/lib/languages/php'),
  py: () => import('highlight.js/lib/languages/python'),
  rb: () => import('highlight.js/lib/languages/ruby'),
  rs: () => import('highlight.js/lib/languages/rust'),
  ts: () => import('highlight.js/lib/languages/typescript'),
  xml: () => import('highlight.js/lib/languages/xml'),
  yaml: () => import('highlight.js/lib/languages/yaml'),
};

const lowlight = createLowlight();

/** The code as text in spans; as it is where the language has no grammar here. */
export async function highlight(code: string, language: string): Promise<ReactNode> {
  const tree = await parsed(code, language);
  return tree === null ? code : nodes(tree);
}

/** The same line by line, each without the spaces it begins with; null where there is no grammar. */
export async function highlightLines(
  code: string,
  language: string,
): Promise<readonly ReactNode[] | null> {
  const tree = await parsed(code, language);
  if (tree === null) return null;
  const lines: ReactNode[][] = [[]];
  const walk = (children: Nodes, className: string): void => {
    for (const child of children) {
      if (child.type === 'element') walk(child.children as Nodes, classOf(child) ?? className);
      if (child.type !== 'text') continue;
      for (const [index, part] of child.value.split('\n').entries()) {
        if (index > 0) lines.push([]);
        const line = lines.at(-1) as ReactNode[];
        const text = line.length === 0 ? part.trimStart() : part;
        if (text !== '') line.push(createElement('span', { key: line.length, className }, text));
      }
    }
  };
  walk(tree, '');
  return lines;
}

async function parsed(code: string, language: string): Promise<Nodes | null> {
  const load = grammars[language];
  if (load === undefined) return null;
  if (!lowlight.registered(language)) lowlight.register(language, (await load()).default);
  return lowlight.highlight(language, code).children;
}

type Nodes = ReturnType<typeof lowlight.highlight>['children'];

function nodes(children: Nodes): ReactNode[] {
  return children.map((child, key) => {
    if (child.type === 'text') return child.value;
    if (child.type !== 'element') return null;
    const className = classOf(child);
    return createElement('span', { key, className }, nodes(child.children as Nodes));
  });
}

function classOf({ properties }: { properties: { className?: unknown } }): string | undefined {
  const names = properties.className;
  return Array.isArray(names) ? names.join(' ') : undefined;
}
