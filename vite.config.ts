import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import manifest from './manifest.json' with { type: 'json' };
import { notices } from './notices.ts';

const { optional_host_permissions: _, ...firefoxManifest } = {
  ...manifest,
  // Firefox lets no panel ask for hosts, so nothing can be tried there and nothing is asked for.
  permissions: manifest.permissions.filter(
    (name) => !['alarms', 'declarativeNetRequestWithHostAccess'].includes(name),
  ),
};

const outDirs: Record<string, string> = {
  firefox: 'dist-firefox',
  gallery: 'test/.cache/gallery',
};

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

export default defineConfig(({ mode }) => ({
  plugins: [
    react(),
    withoutHtml(),
    notices(),
    // The unit tests and the gallery run without the extension's shell.
    mode === 'test' || mode === 'gallery'
      ? []
      : crx({
          manifest: (mode === 'firefox' ? firefoxManifest : manifest) as ManifestV3Export,
          browser: mode === 'firefox' ? 'firefox' : 'chrome',
        }),
  ],
  build: {
    outDir: outDirs[mode] ?? 'dist',
    target: mode === 'firefox' ? 'firefox142' : 'chrome130',
    // Its polyfill fetches, which no page of ours may; every browser we support has the real thing.
    modulePreload: { polyfill: false },
    // crxjs reads only the manifest; the panel's page is named in script alone, so it is an input here.
    rolldownOptions: {
      input: {
        panel: mode === 'gallery' ? 'test/gallery.html' : 'src/panel/index.html',
        // An input as well, not a worker of Vite's: those are bundled apart and share no code.
        files: 'src/panel/files.worker.ts',
      },
      output: {
        entryFileNames: ({ name }) =>
          name === 'files' ? 'assets/files.worker.js' : 'assets/[name]-[hash].js',
      },
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/*.test.{ts,tsx}'],
          setupFiles: 'test/seed.ts',
          environment: 'node',
          // Floods and real shells take their time on a busy machine.
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
          // No retry: what is lost once in fifty times is lost.
          name: 'faults',
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
