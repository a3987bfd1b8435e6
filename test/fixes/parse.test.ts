import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { parseSync } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import { stacks } from '../../src/fixes/index.ts';
import type { Stack } from '../../src/fixes/types.ts';
import type { Host } from './host.ts';
import { install } from './install.ts';
import { policies } from './policies.ts';
import apache from './stacks/apache.ts';
import caddy from './stacks/caddy.ts';
import haproxy from './stacks/haproxy.ts';
import lighttpd from './stacks/lighttpd.ts';
import nginx from './stacks/nginx.ts';
import plack from './stacks/plack.ts';
import varnish from './stacks/varnish.ts';

/** Parsers for the languages whose own tools Debian and npm do not have, and for what has none. */
const parsers: Host = {
  apt: [
    ...['python3', 'ruby', 'php-cli', 'golang-go', 'libxml2-utils', 'perl', 'bash'],
    ...['nginx-light', 'apache2', 'caddy', 'haproxy', 'lighttpd', 'varnish'],
    ...['libmojolicious-perl', 'libplack-perl', 'libplack-middleware-crossorigin-perl'],
  ],
  npm: {
    'web-tree-sitter': '0.25.10',
    'tree-sitter-wasms': '0.1.13',
    yaml: '2.9.1',
    '@cdktf/hcl2json': '0.21.0',
  },
  files: () => ({}),
  start: () => [],
  version: () => '',
};

/** A program that reads the file and fails on a syntax error. */
const programs: Readonly<Record<string, readonly string[]>> = {
  js: ['node', '--check'],
  py: ['/usr/bin/python3', '-c', 'import ast, sys; ast.parse(open(sys.argv[1]).read())'],
  rb: ['ruby', '-c'],
  php: ['php', '-l'],
  go: ['gofmt', '-e', '-l'],
  pl: ['perl', '-c'],
  sh: ['bash', '-n'],
  xml: ['xmllint', '--noout'],
};

/** Grammars of tree-sitter, where the language's own compiler is not to be had. */
const grammars: Readonly<Record<string, string>> = {
  cs: 'c_sharp',
  ex: 'elixir',
  java: 'java',
  kt: 'kotlin',
  rs: 'rust',
};

const inNginx = {
  host: [nginx].flat()[0] as Host,
  check: (dir: string) => ['nginx', '-t', '-p', dir, '-c', 'nginx.conf', '-e', 'stderr'],
};

/** Servers that check a whole configuration: the host's, around the snippet. */
const servers: Readonly<Record<string, { host: Host; check: (dir: string) => readonly string[] }>> =
  {
    nginx: inNginx,
    grafana: inNginx,
    apache: { host: apache, check: (dir) => ['apache2', '-t', '-f', `${dir}/httpd.conf`] },
    caddy: {
      host: caddy,
      check: () => ['caddy', 'validate', '--config', 'Caddyfile', '--adapter', 'caddyfile'],
    },
    haproxy: { host: haproxy, check: () => ['haproxy', '-c', '-f', 'haproxy.cfg'] },
    lighttpd: { host: lighttpd, check: () => ['lighttpd', '-tt', '-f', 'lighttpd.conf'] },
    plack: { host: plack, check: () => ['perl', '-c', 'app.psgi'] },
    varnish: {
      host: varnish,
      check: (dir) => ['varnishd', '-C', '-n', `${dir}/work`, '-f', `${dir}/default.vcl`],
    },
  };

const cache = resolve('test/.cache/parsers');

interface Tree {
  readonly rootNode: { readonly hasError: boolean; toString(): string };
}
let treeOf: (grammar: string, text: string) => Tree;
let yaml: (text: string) => unknown;
let hcl: (file: string, text: string) => Promise<unknown>;

beforeAll(async () => {
  await install('parsers', parsers);
  const from = (name: string) =>
    import(/* @vite-ignore */ pathToFileURL(join(cache, 'node_modules', name)).href);
  const { Parser, Language } = await from('web-tree-sitter/tree-sitter.js');
  await Parser.init();
  // One after the other: two that load at once mix up their symbols.
  const languages = new Map<string, unknown>();
  for (const grammar of Object.values(grammars)) {
    const file = join(cache, 'node_modules/tree-sitter-wasms/out', `tree-sitter-${grammar}.wasm`);
    languages.set(grammar, await Language.load(file));
  }
  treeOf = (grammar, text) => {
    const parser = new Parser();
    parser.setLanguage(languages.get(grammar));
    return parser.parse(text);
  };
  yaml = (await from('yaml/dist/index.js')).parse;
  hcl = (await from('@cdktf/hcl2json/lib/index.js')).parse;
}, 900_000);

/** Reads the text as its own tool does; throws where that finds a fault. */
async function parse({ id, language }: Stack, name: string, text: string): Promise<void> {
  const dir = join(cache, 'run', id, name);
  const server = servers[id];
  const files = server?.host.files(text, {
    dir,
    cache,
    port: 1,
    upstream: 'http://127.0.0.1:1',
  }) ?? {
    // A name that makes Node read a module, as the snippets are.
    [`snippet.${language === 'js' ? 'mjs' : language}`]:
      // Elements side by side, which belong into a document.
      language === 'xml' && !text.startsWith('<?xml') ? `<document>${text}</document>` : text,
  };
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), content);
  }
  const run = async ([program = '', ...args]: readonly string[]) =>
    promisify(execFile)(program, args, {
      cwd: dir,
      env: { ...process.env, HOME: dir },
      maxBuffer: 1e8,
    });
  const grammar = grammars[language];
  if (server) await run(server.check(dir));
  else if (programs[language]) {
    const { stdout } = await run([...programs[language], join(dir, Object.keys(files)[0] ?? '')]);
    if (language === 'go') expect(stdout, 'gofmt would write it otherwise').toBe('');
  } else if (grammar) expect(treeOf(grammar, text).rootNode.hasError).toBe(false);
  else if (language === 'ts') expect(parseSync('snippet.ts', text).errors).toEqual([]);
  else if (language === 'json') JSON.parse(text);
  else if (language === 'yaml') yaml(text);
  else if (language === 'tf') await hcl('snippet.tf', text);
  else if (language === 'properties') expect(text).toMatch(/^(?:(?:#.*|[\w.-]+=\S+)\n)+$/);
  else if (language !== 'txt') throw new Error(`No parser for ${language}`);
}

test.concurrent.each(stacks.map((stack) => [stack.id, stack] as const))(
  'the snippets of %s are read by their own tool',
  async (id, stack) => {
    for (const name of Object.keys(policies)) {
      const text = readFileSync(`test/golden/${id}/${name}.${stack.language}`, 'utf8');
      await parse(stack, name, text);
    }
  },
);

test.concurrent('a broken snippet is found in every language', async () => {
  const broken: string[] = [];
  for (const stack of stacks.filter(({ language }) => language !== 'txt')) {
    const text = readFileSync(`test/golden/${stack.id}/credentials.${stack.language}`, 'utf8');
    const wrong = `${text}\n)]} "\n<x\n`;
    const fine = await parse(stack, 'broken', wrong).then(
      () => true,
      () => false,
    );
    if (fine) broken.push(stack.id);
  }
  expect(broken).toEqual([]);
});
