import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import react from '@vitejs/plugin-react';
import { minifySync } from 'rolldown/experimental';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import ownManifest from './manifest.json' with { type: 'json' };
import { notices } from './notices.ts';
import project from './package.json' with { type: 'json' };

const manifest = {
  ...ownManifest,
  version: project.version,
  description: project.description,
};

/** Firefox shows the responses of workers in DevTools. */
const { optional_permissions: _, ...firefoxManifest } = manifest;

const outDirs: Record<string, string> = {
  firefox: 'dist-firefox',
  gallery: 'test/.cache/gallery',
  web: 'dist-web',
};

const onePageOptions = {
  input: 'src/viewer/web.tsx',
  output: { codeSplitting: false },
} as const;

/** Which modules share a file; the first that fits counts. */
const chunks = [
  {
    // What every page begins with, and each worker: without the browser's API, which workers of a page have none of.
    name: 'base',
    test: /[\\/]src[\\/](?:prose|messages|cors[\\/](?:origin|headers)|verdict[\\/]step|report[\\/](?:summary|groups|pages)|recording[\\/](?:body|groups|json)|permission[\\/]request)\.ts$|[\\/]package\.json$/,
  },
  {
    // What the background page needs of a fix; apart from the config that the panel shows, which is much larger.
    name: 'policy',
    test: /[\\/]src[\\/]fixes[\\/](?:legs|policy|simulate|text)\.ts$/,
  },
  {
    // What panel and viewer both begin with.
    name: 'panel',
    tags: ['$initial' as const],
    test: /[\\/]src[\\/]panel[\\/](?!main\.|files\.worker\.)[\w.]+\.(?:tsx?|css)$|[\\/]node_modules[\\/](?:react|react-dom|scheduler)[\\/]/,
  },
  {
    // The checks of the standard: for the worker, and for what the panel shows of a request.
    name: 'checks',
    test: /[\\/]src[\\/](?:cors[\\/]|verdict[\\/](?!\w*-?console|mdn)|recording[\\/](?:stored|dialects[\\/]redacted)\.ts$)/,
  },
];

const extensionOptions = (mode: string) => ({
  input: {
    // crxjs reads only the manifest; these pages are named in script alone.
    panel: mode === 'gallery' ? 'test/gallery.html' : 'src/panel/index.html',
    ...(mode === 'gallery' ? {} : { viewer: 'src/viewer/index.html' }),
    // The window that asks for permissions: panels of other browsers ask themselves.
    ...(mode === 'firefox' ? { permission: 'src/permission/index.html' } : {}),
    // An input as well, not a worker of Vite's: those are bundled apart and share no code.
    files: 'src/panel/files.worker.ts',
  },
  // Nobody imports what an entry exports, and a group may take modules of it.
  preserveEntrySignatures: false as const,
  output: {
    entryFileNames: ({ name }: { readonly name: string }) =>
      name === 'files' ? 'assets/files.worker.js' : 'assets/[name]-[hash].js',
    // In many small chunks the same code is larger, and the panel waits longer for it.
    codeSplitting: {
      groups: chunks.map((chunk) => ({ ...chunk, includeDependenciesRecursively: false })),
    },
  },
});

/** Where libraries write HTML into a page, and how often: on behalf of APIs that none of our code uses. */
const htmlWriters = [
  // `dangerouslySetInnerHTML`, on elements and on custom elements.
  { file: /react-dom-client\.production\.js$/, code: '(domElement.innerHTML = key)', times: 2 },
];

/**
 * Takes the writing of HTML out of what is released, so that no text from the network can ever become
 * markup, and Mozilla's linter finds nothing to warn about. Fails where a library no longer is as it was.
 */
function withoutHtml(): Plugin {
  return {
    name: 'without-html',
    apply: 'build',
    transform(source, id) {
      const writer = htmlWriters.find(({ file }) => file.test(id.replace(/\?.*/, '')));
      if (!writer) return null;
      const parts = source.split(writer.code);
      if (parts.length !== writer.times + 1) {
        throw new Error(`${id} writes HTML ${parts.length - 1} times, not ${writer.times}.`);
      }
      return {
        code: parts.join('(() => { throw new Error("HTML is never made from text."); })()'),
        map: null,
      };
    },
  };
}

/** What is injected into a page comes as text, which the build leaves as it is: shortened here, nothing of it left out. */
function shortTracer(): Plugin {
  return {
    name: 'short-tracer',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith('/tracer.js?raw')) return null;
      const text = readFileSync(id.replace(/\?raw$/, ''), 'utf8');
      const { code, errors } = minifySync('tracer.js', text, { compress: false, mangle: true });
      if (errors.length > 0) throw new Error(errors.join('\n'));
      return `export default ${JSON.stringify(code)};`;
    },
  };
}

/** Firefox has `browser` itself: there the polyfill gives it back, and is left out. */
function nativeBrowser(): Plugin {
  const native = '\0browser';
  return {
    name: 'native-browser',
    enforce: 'pre',
    resolveId: (id) => (id === 'webextension-polyfill' ? native : null),
    load: (id) => (id === native ? 'export default globalThis.browser;' : null),
  };
}

/** The modules of the worker inside the viewer's page: Vite bundles it apart. */
const workerModules = new Set<string>();

const rememberModules: Plugin = {
  name: 'remember-modules',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue;
      for (const id of Object.keys(file.modules)) workerModules.add(id);
    }
  },
};

/**
 * Makes one page of the viewer: browsers load neither modules nor workers of other files for a page that is a file
 * itself. Its policy allows the page's own script and styles by their hashes, the worker that the script holds, and no request at all.
 */
function onePage(): Plugin {
  return {
    name: 'one-page',
    apply: 'build',
    enforce: 'post',
    // After Vite has put the styles together and filled in what its imports wait for.
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        let script = '';
        let style = '';
        for (const [name, output] of Object.entries(bundle)) {
          if (output.type === 'chunk') script += output.code;
          else if (name.endsWith('.css')) style += String(output.source);
          else continue;
          delete bundle[name];
        }
        const left = /__VITE_\w+/.exec(script);
        if (left) throw new Error(`${left[0]} is not filled in.`);
        // Neither may end its element, or begin a comment in which nothing ends it.
        script = script.replaceAll('</script', '<\\/script').replaceAll('<!--', '\\x3C!--');
        const hash = (text: string) =>
          `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
        const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'`;
        const parts: [RegExp, string][] = [
          [
            /<meta charset="utf-8">/,
            `$&\n<meta http-equiv="Content-Security-Policy" content="${policy}">`,
          ],
          [/<link rel="stylesheet"[^>]*>\n/g, ''],
          [/<script.*<\/script>\n/, ''],
        ];
        const page = parts.reduce(
          (html, [from, to]) => html.replace(from, to),
          readFileSync('src/viewer/index.html', 'utf8'),
        );
        this.emitFile({
          type: 'asset',
          fileName: 'index.html',
          source: page
            .replace('</head>', () => `<style>${style}</style>\n</head>`)
            .replace('</body>', () => `<script type="module">${script}</script>\n</body>`),
        });
      },
    },
  };
}

export default defineConfig(({ mode }) => ({
  define: { 'import.meta.env.FIREFOX': mode === 'firefox' },
  publicDir: mode === 'web' ? false : 'public',
  plugins: [
    react(),
    withoutHtml(),
    shortTracer(),
    mode === 'firefox' ? nativeBrowser() : [],
    notices({ inside: mode === 'web', within: workerModules }),
    mode === 'web' ? onePage() : [],
    // The unit tests, the gallery and the page on the web run without the extension's shell.
    ['test', 'gallery', 'web'].includes(mode)
      ? []
      : crx({
          manifest: (mode === 'firefox' ? firefoxManifest : manifest) as ManifestV3Export,
          browser: mode === 'firefox' ? 'firefox' : 'chrome',
        }),
  ],
  worker: { plugins: () => [rememberModules] },
  build: {
    outDir: outDirs[mode] ?? 'dist',
    target: mode === 'firefox' ? 'firefox142' : 'chrome130',
    // Its polyfill fetches, which no page of ours may; every browser we support has the real thing.
    modulePreload: mode === 'web' ? false : { polyfill: false },
    cssCodeSplit: mode !== 'web',
    rolldownOptions: mode === 'web' ? onePageOptions : extensionOptions(mode),
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/*.test.{ts,tsx}'],
          // Builds everything that is released, twice: a lane of its own.
          exclude: ['test/package.test.ts'],
          setupFiles: 'test/seed.ts',
          environment: 'node',
          // One process for many files: nothing is left behind in it, and loading everything anew takes longest.
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          // What takes long by its nature: floods, time that must stay linear, requests through real shells.
          name: 'scale',
          include: ['test/scale/*.test.ts'],
          setupFiles: 'test/seed.ts',
          testTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: ['test/package.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'cli',
          include: ['test/cli/*.test.ts'],
          globalSetup: 'test/cli/setup.ts',
          // Each test is a process or more, some of them a browser.
          retry: 1,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'oracle',
          include: ['test/oracle/*.test.ts'],
          testTimeout: 60_000,
          // Some thousand cases are served and fetched before the first is judged.
          hookTimeout: 900_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'extension',
          // Real browsers and servers stall now and then on a busy machine; a fault fails twice.
          retry: 1,
          include: ['test/extension/*.test.ts'],
          globalSetup: 'test/extension/setup.ts',
          testTimeout: 120_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          // No retry: once lost is lost.
          include: ['test/faults/*.test.ts'],
          globalSetup: 'test/extension/setup.ts',
          testTimeout: 180_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'firefox',
          retry: 1,
          include: ['test/firefox/*.test.ts'],
          globalSetup: 'test/firefox/setup.ts',
          testTimeout: 120_000,
          hookTimeout: 480_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'fixes',
          retry: 1,
          // The named dozen; FIXES=all is every stack, and every snippet read by its own tool.
          include:
            process.env.FIXES === 'all'
              ? ['test/fixes/*.test.ts']
              : ['test/fixes/{dozen,mistakes}.test.ts'],
          globalSetup: 'test/fixes/setup.ts',
          // Installing everything on a fresh machine counts too.
          testTimeout: 1_200_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          maxConcurrency: 3,
        },
      },
    ],
  },
}));
