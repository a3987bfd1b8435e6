import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { build, type Rollup } from 'vite';
import { openPanel } from '../browser/chromium.ts';
import { hasDisplay } from '../browser/display.ts';
import { until } from '../browser/until.ts';
import { type InspectedLab, inspectLab } from './inspect.ts';

/**
 * `npm run dev`: the lab in a Chromium with our panel inside its DevTools, built anew on every change. A change of
 * `src/panel` reloads the panel, which keeps its requests; any other reloads the extension and opens a new tab.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
// Not `dist`: that is what a release is packed from.
const dist = `${root}test/.cache/dev`;
const headless = !hasDisplay();
const picture = 'test/output/dev.png';

/** Files that changed since the last build that succeeded. */
const changed = new Set<string>();
const watcher = (await build({
  root,
  mode: 'development',
  logLevel: 'warn',
  build: { outDir: dist, watch: {}, minify: false },
  plugins: [{ name: 'changed-files', watchChange: (id) => void changed.add(id) }],
})) as Rollup.RollupWatcher;

let inspected: InspectedLab | null = null;
let panel: InspectedLab['panel'] | null = null;
/** Builds follow each other faster than a browser reloads. */
let queue = Promise.resolve();
watcher.on('event', (event) => {
  if (event.code === 'BUNDLE_END') void event.result.close();
  if (event.code === 'ERROR') console.error(event.error.message);
  if (event.code === 'END') queue = queue.then(show).catch((error) => console.error(error));
});

/** Starts the browser after the first build, and shows what was built after each other one. */
async function show(): Promise<void> {
  const files = [...changed];
  changed.clear();
  if (inspected === null) {
    console.log(`Starting the lab and Chromium${headless ? ', headless' : ''} …`);
    inspected = await inspectLab(dist, { headless, dock: headless ? 'undocked' : 'bottom' });
    panel = inspected.panel;
    inspected.chromium.browser.once('disconnected', () => void end());
    await inspected.page.goto(inspected.lab.url);
    console.log(`Lab page: ${inspected.lab.url}\nClose the browser or press Ctrl+C to end.`);
  } else if (files.length === 0) {
    return;
  } else if (panel && files.every((file) => file.startsWith(`${root}src/panel/`))) {
    await panel.evaluate(() => location.reload());
    console.log('Reloaded the panel.');
  } else {
    await reloadExtension(inspected);
    console.log('Reloaded the extension, in a new tab.');
  }
  if (headless && inspected) {
    const { devtools, panel: frame } = await openPanel(inspected.chromium.browser);
    panel = frame;
    await devtools.screenshot({ path: `${root}${picture}` });
    console.log(`Screenshot: ${picture}`);
  }
}

/** DevTools knows an extension that was reloaded only when it is opened after that. */
async function reloadExtension({ chromium: { browser }, lab }: InspectedLab): Promise<void> {
  // Loading an unpacked extension once more reloads it.
  await browser.installExtension(dist);
  // DevTools that opens before the extension is ready never shows the panel.
  for (let tries = 3; ; tries--) {
    const pages = await browser.pages();
    const page = await browser.newPage();
    for (const old of pages) if (!old.url().startsWith('devtools://')) await old.close();
    await until('the old DevTools to close', async () => devtoolsOf(browser) === 1);
    try {
      ({ panel } = await openPanel(browser, 5_000));
      await page.goto(lab.url);
      return;
    } catch (error) {
      if (tries === 1) throw error;
    }
  }
}

/** How many DevTools windows there are. */
function devtoolsOf(browser: Browser): number {
  return browser.targets().filter((target) => target.url().startsWith('devtools://')).length;
}

async function end(): Promise<void> {
  await watcher.close();
  await inspected?.lab.close();
  process.exit();
}
