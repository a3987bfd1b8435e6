import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Frame, type Page, type Target } from 'puppeteer-core';
import { canInstall, installPackages, isRoot, onPath } from './apt.ts';
import { hasDisplay } from './display.ts';
import { until } from './until.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const places: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((folder) => {
    const root = process.env[folder];
    return root ? [join(root, 'Google', 'Chrome', 'Application', 'chrome.exe')] : [];
  }),
};

/**
 * The path of a Chromium or Chrome. `CHROMIUM_PATH` wins; on Debian, as root, a missing one is
 * installed from the distribution. Throws with one sentence on what to install where there is none.
 */
export function findChromium(): string {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (existsSync(wanted)) return wanted;
    throw new Error(`CHROMIUM_PATH names ${wanted}, but there is no such file.`);
  }
  const find = () => names.map(onPath).find(Boolean) ?? places[process.platform]?.find(existsSync);
  const found = find();
  if (found) return found;
  if (canInstall()) {
    console.error('No Chromium found; installing the package "chromium" with apt-get …');
    installPackages('chromium fonts-liberation');
    const installed = find();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium or Chrome found. Debian and Ubuntu: sudo apt install chromium. ' +
      'macOS: brew install --cask google-chrome. Windows: winget install Google.Chrome. ' +
      'Or set CHROMIUM_PATH to the browser you have.',
  );
}

/** How to start the browser; every member is optional. */
export interface LaunchOptions {
  /** Folders of unpacked extensions. */
  readonly extensions?: readonly string[];
  /** Opens DevTools with every tab. Default: true. */
  readonly devtools?: boolean;
  /** Default: headless where there is no display. */
  readonly headless?: boolean;
  readonly width?: number;
  readonly height?: number;
  /** DevTools' own theme. Default: light. */
  readonly theme?: 'light' | 'dark';
  /** Where DevTools sits. Default: a window of its own. */
  readonly dock?: 'undocked' | 'bottom' | 'right';
  /** A profile that was used before and is kept: the browser is restarted. Default: a new one, deleted at the end. */
  readonly profile?: string;
  /** More flags, such as those the lab needs. */
  readonly flags?: readonly string[];
}

/** A running Chromium with a profile of its own. */
export interface Chromium {
  readonly browser: Browser;
  /** The first tab. */
  readonly page: Page;
  /** Ends the browser and deletes its profile. */
  close(): Promise<void>;
}

/** Starts a Chromium that knows nothing of the user's profile. */
export async function launch(options: LaunchOptions = {}): Promise<Chromium> {
  const { width = 1400, height = 900, theme = 'light', dock = 'undocked' } = options;
  const executablePath = findChromium();
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'cors-lens-chromium-'));
  const folder = join(profile, 'Default');
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  const settings = {
    currentDockState: JSON.stringify(dock),
    uiTheme: JSON.stringify(theme === 'dark' ? 'dark' : 'default'),
    'ui-theme': JSON.stringify(theme === 'dark' ? 'dark' : 'default'),
    // No welcome drawer, no survey over the panel.
    releaseNoteVersionSeen: '999',
    'disable-self-xss-warning': 'true',
  };
  const file = join(folder, 'Preferences');
  if (!existsSync(file)) {
    writeFileSync(
      file,
      JSON.stringify({
        devtools: { preferences: settings, synced_preferences_sync_disabled: settings },
      }),
    );
  }
  const forget = () => {
    if (options.profile !== undefined) return;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  // Ctrl+C ends the process through Puppeteer, without a word to us.
  process.once('exit', forget);
  const start = () =>
    puppeteer.launch({
      executablePath,
      headless: options.headless ?? !hasDisplay(),
      devtools: options.devtools ?? true,
      pipe: true,
      enableExtensions: [...(options.extensions ?? [])],
      userDataDir: profile,
      defaultViewport: null,
      args: [
        // Chromium's sandbox refuses to start as root.
        ...(isRoot() ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--disable-gpu',
        '--no-first-run',
        '--no-default-browser-check',
        `--window-size=${width},${height}`,
        ...(options.flags ?? []),
      ],
    });
  // On a busy machine Chromium now and then dies while it starts.
  const browser = await start().catch(start);
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  return {
    browser,
    page,
    async close() {
      await browser.close();
      process.off('exit', forget);
      forget();
    },
  };
}

/** Our panel inside DevTools. */
export interface OpenPanel {
  /** The DevTools window itself: take screenshots of this one. */
  readonly devtools: Page;
  /** The panel's document: query, click and type here. */
  readonly panel: Frame;
  /** When its tab was selected, in milliseconds since 1970. */
  readonly selectedAt: number;
}

/**
 * Waits for the DevTools of the browser's tab, selects our panel and waits until it has rendered.
 * Throws after `timeout` milliseconds.
 */
export async function openPanel(browser: Browser, timeout = 30_000): Promise<OpenPanel> {
  const target = await until(
    'the DevTools window',
    async () => browser.targets().find(isDevtools),
    timeout,
  );
  return openPanelIn(target, timeout);
}

/** True for a DevTools window. */
export function isDevtools(target: Target): boolean {
  return target.url().startsWith('devtools://devtools/bundled/devtools_app');
}

/** The same in one of several DevTools windows. */
export async function openPanelIn(target: Target, timeout = 30_000): Promise<OpenPanel> {
  const devtools = await target.asPage();
  await devtools.bringToFront();
  // Touching DevTools' modules before it has drawn itself breaks its start.
  await devtools.waitForSelector('.root-view', { timeout });
  const drawn = Date.now();
  let again = false;
  // Text, because Vite rewrites an import in a function; `evaluate`, because `waitForFunction` cannot import.
  const select = `(async () => {
    const ui = await import('./ui/legacy/legacy.js');
    const view = ui.InspectorView.InspectorView.instance();
    const id = view.tabbedPane.tabIds().find((tab) => tab.endsWith('CORS'));
    const now = performance.timeOrigin + performance.now();
    if (id) await view.showPanel(id);
    return id ? now : 0;
  })()`;
  const selectedAt = await until(
    'the CORS panel in DevTools',
    async () => {
      const at = Number(await devtools.evaluate(select));
      // On a busy machine DevTools may open before the extension is loaded, and then never has its panel.
      if (at === 0 && !again && Date.now() - drawn > timeout / 4) {
        again = true;
        await devtools.reload();
        await devtools.waitForSelector('.root-view', { timeout });
      }
      return at;
    },
    timeout,
  );
  const panel = await until(
    'the document of our panel',
    async () => devtools.frames().find((frame) => frame.url().includes('/src/panel/')),
    timeout,
  );
  await panel.waitForSelector('#root > *', { timeout });
  await until('the panel under the mouse', () => isUnderMouse(devtools, panel), timeout);
  return { devtools, panel, selectedAt };
}

/**
 * True when a mouse over the panel is the panel's: a document of another process gets a click only a while after it
 * is shown, and an earlier one is lost.
 */
async function isUnderMouse(devtools: Page, panel: Frame): Promise<boolean> {
  const frame = await panel.frameElement();
  const box = await frame?.boundingBox();
  if (!box || box.width < 10 || box.height < 10) return false;
  const heard = panel.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        addEventListener('mousemove', () => resolve(true), { once: true, capture: true });
        setTimeout(() => resolve(false), 300);
      }),
  );
  await devtools.mouse.move(box.x + box.width - 5, box.y + 4, { steps: 3 });
  return heard;
}
