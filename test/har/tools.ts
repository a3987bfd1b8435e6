import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttp } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import puppeteer, { type Browser, type LaunchOptions, type Page } from 'puppeteer-core';

const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const firefoxPath = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
const harDump = process.env.HAR_DUMP ?? '/usr/share/doc/mitmproxy/examples/contrib/har_dump.py';
/** Where npm puts the tools that are no dependency of this project. */
const installed = join(tmpdir(), 'cors-lens-har-tools');

/** The page to record. */
export interface Visit {
  readonly url: string;
  /** An expression that is true once the page has made its last call. */
  readonly done: string;
  /** Found in a file of Firefox that holds the page's last call. */
  readonly last: string;
  /** Chromium's flags and Firefox's preferences. */
  readonly flags?: readonly string[];
  readonly preferences?: Readonly<Record<string, string | number>>;
}

/** Every tool that can be had on a Debian machine: what it records of a visit, one or more files as text. */
export const tools: Readonly<Record<string, (visit: Visit) => Promise<Record<string, string>>>> = {
  devtools: recordDevtools,
  firefox: recordFirefox,
  playwright: recordPlaywright,
  mitmproxy: recordMitmproxy,
  'chrome-har': recordChromeHar,
  'chrome-har-capturer': recordChromeHarCapturer,
  'puppeteer-har': recordPuppeteerHar,
};

function start(options: LaunchOptions, { flags = [] }: Visit): Promise<Browser> {
  return puppeteer.launch({
    executablePath: chromiumPath,
    headless: true,
    ...options,
    args: ['--no-sandbox', '--disable-background-networking', ...flags, ...(options.args ?? [])],
  });
}

async function visitWith(page: Page, { url, done }: Visit): Promise<void> {
  await page.goto(url);
  // Behind a proxy some calls never end; what was recorded by then is judged all the same.
  await page.waitForFunction(done, { timeout: 60_000 }).catch(() => {
    console.log('Some call of the page has not ended after a minute.');
  });
  await sleep(500);
}

/** Installs a package into a folder of its own below the system's temporary one, and loads it. */
async function load<T>(name: string): Promise<T> {
  mkdirSync(installed, { recursive: true });
  console.log(`Installing ${name} into ${installed} …`);
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--omit=dev'];
  execFileSync('npm', ['install', '--prefix', installed, ...options, name], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const path = createRequire(join(installed, 'index.js')).resolve(name);
  const module = await import(path);
  return (module.default ?? module) as T;
}

/** Chromium's own export, as the Network panel's two menu items write it. */
async function recordDevtools(visit: Visit): Promise<Record<string, string>> {
  const browser = await start({ devtools: true, pipe: true }, visit);
  try {
    const page = (await browser.pages())[0] as Page;
    // The panel misses the start of what loads before it is ready.
    await sleep(4000);
    await visitWith(page, visit);
    await sleep(1000);
    const devtools = await browser
      .targets()
      .find((target) => target.url().startsWith('devtools://'))
      ?.asPage();
    const files: Record<string, string> = {};
    for (const sanitize of [false, true]) {
      files[sanitize ? 'chrome-sanitized' : 'chrome'] = (await devtools?.evaluate(`(async () => {
        const { Writer } = await import('./models/har/har.js');
        const { NetworkLog } = await import('./models/logs/logs.js');
        const { Progress } = await import('./core/common/common.js');
        let text = '';
        const stream = { write: async (part) => { text += part; }, close: async () => {} };
        await Writer.Writer.write(stream, NetworkLog.NetworkLog.instance().requests(),
          { sanitize: ${sanitize} }, new Progress.Progress());
        return text;
      })()`)) as string;
    }
    return files;
  } finally {
    await browser.close();
  }
}

async function recordPlaywright({ url, done, flags = [] }: Visit): Promise<Record<string, string>> {
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', ...flags],
  });
  const folder = await mkdtemp(join(tmpdir(), 'cors-lens-playwright-'));
  try {
    const path = join(folder, 'recorded.har');
    const context = await browser.newContext({ recordHar: { path } });
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction(done, undefined, { timeout: 90_000 });
    await context.close();
    return { playwright: await readFile(path, 'utf8') };
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Firefox writes the HAR by itself when a page has loaded and the Network panel is open. */
async function recordFirefox({ url, last, preferences }: Visit): Promise<Record<string, string>> {
  const profile = await mkdtemp(join(tmpdir(), 'cors-lens-firefox-'));
  const all = {
    'devtools.toolbox.selectedTool': 'netmonitor',
    'devtools.netmonitor.har.enableAutoExportToFile': true,
    'devtools.netmonitor.har.defaultLogDir': profile,
    'devtools.netmonitor.har.defaultFileName': 'recorded',
    'devtools.netmonitor.har.pageLoadedTimeout': 6000,
    'devtools.netmonitor.har.forceExport': true,
    'devtools.netmonitor.persistlog': true,
    'browser.shell.checkDefaultBrowser': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'browser.startup.homepage_override.mstone': 'ignore',
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    ...preferences,
  };
  const lines = Object.entries(all).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  // Gives Firefox the time to open its toolbox, which records from then on.
  const waiting = createHttp((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      `<script>setTimeout(() => location.replace(${JSON.stringify(url)}), 15000)</script>`,
    );
  });
  await new Promise<void>((resolve) => waiting.listen(0, '127.0.0.1', resolve));
  const first = `http://localhost:${(waiting.address() as AddressInfo).port}/`;
  const browser = spawn(
    firefoxPath,
    ['--headless', '--no-remote', '--profile', profile, '--devtools', first],
    { stdio: 'ignore' },
  );
  try {
    for (let waited = 0; waited < 150; waited++) {
      await sleep(1000);
      for (const name of (await readdir(profile)).filter((file) => file.endsWith('.har'))) {
        const text = await readFile(join(profile, name), 'utf8');
        if (text.includes(last)) return { firefox: text };
      }
    }
    throw new Error('Firefox wrote no HAR.');
  } finally {
    browser.kill();
    waiting.closeAllConnections();
    waiting.close();
    await sleep(2000);
    await rm(profile, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The names that only browsers know to be this machine. */
const localNames = `
def server_connect(data):
    host, port = data.server.address
    if host.endswith(".localhost") or host.endswith(".test"):
        data.server.address = ("127.0.0.1", port)
`;

async function recordMitmproxy(visit: Visit): Promise<Record<string, string>> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'cors-lens-mitmproxy-'));
  const path = join(folder, 'recorded.har');
  const options = ['-q', '--listen-host', '127.0.0.1', '-p', String(port)];
  const names = join(folder, 'names.py');
  await writeFile(names, localNames);
  const scripts = ['-s', names, '-s', harDump, '--set', `hardump=${path}`];
  const proxy = spawn('mitmdump', [...options, ...scripts], { stdio: 'ignore' });
  await sleep(4000);
  const args = [`--proxy-server=127.0.0.1:${port}`, '--proxy-bypass-list=<-loopback>'];
  const browser = await start({ pipe: true, args }, visit);
  try {
    await visitWith(await browser.newPage(), visit);
  } finally {
    await browser.close();
    proxy.kill('SIGINT');
    await new Promise((resolve) => proxy.once('exit', resolve));
  }
  const text = await readFile(path, 'utf8');
  await rm(folder, { recursive: true, force: true });
  return { mitmproxy: text };
}

/** The events chrome-har asks for; `browsertime` and `sitespeed.io` give it the same. */
const events = [
  'Page.loadEventFired',
  'Page.domContentEventFired',
  'Page.frameStartedLoading',
  'Page.frameAttached',
  'Page.frameStartedNavigating',
  'Page.lifecycleEvent',
  'Network.requestWillBeSent',
  'Network.requestWillBeSentExtraInfo',
  'Network.requestServedFromCache',
  'Network.dataReceived',
  'Network.responseReceived',
  'Network.responseReceivedExtraInfo',
  'Network.resourceChangedPriority',
  'Network.loadingFinished',
  'Network.loadingFailed',
] as const;

async function recordChromeHar(visit: Visit): Promise<Record<string, string>> {
  const { harFromMessages } = await load<{
    harFromMessages(messages: object[], options: object): object;
  }>('chrome-har');
  const browser = await start({ pipe: true }, visit);
  try {
    const page = await browser.newPage();
    const cdp = await page.createCDPSession();
    const messages: object[] = [];
    for (const method of events) cdp.on(method, (params) => messages.push({ method, params }));
    await cdp.send('Page.enable');
    await cdp.send('Network.enable');
    await visitWith(page, visit);
    return { 'chrome-har': JSON.stringify(harFromMessages(messages, {})) };
  } finally {
    await browser.close();
  }
}

async function recordPuppeteerHar(visit: Visit): Promise<Record<string, string>> {
  const Recorder =
    await load<new (page: Page) => { start(): Promise<void>; stop(): Promise<object> }>(
      'puppeteer-har',
    );
  const browser = await start({ pipe: true }, visit);
  try {
    const page = await browser.newPage();
    const recorder = new Recorder(page);
    await recorder.start();
    await visitWith(page, visit);
    return { 'puppeteer-har': JSON.stringify(await recorder.stop()) };
  } finally {
    await browser.close();
  }
}

/** What chrome-har-capturer gives of the protocol's client. */
interface Client {
  readonly Runtime: {
    evaluate(options: { expression: string }): Promise<{ result: { value?: unknown } }>;
  };
}

interface Capturer {
  run(
    urls: readonly string[],
    options: object,
  ): { on(event: 'har' | 'fail', listener: (first: unknown, error?: Error) => void): void };
}

async function recordChromeHarCapturer(visit: Visit): Promise<Record<string, string>> {
  const capturer = await load<Capturer>('chrome-har-capturer');
  const browser = await start({}, visit);
  try {
    const port = Number(new URL(browser.wsEndpoint()).port);
    const postHook = async (_url: string, { Runtime }: Client) => {
      for (let waited = 0; waited < 180; waited++) {
        const { result } = await Runtime.evaluate({ expression: visit.done });
        if (result.value === true) return;
        await sleep(500);
      }
    };
    const har = await new Promise((resolve, reject) => {
      const run = capturer.run([visit.url], { host: '127.0.0.1', port, postHook });
      run.on('fail', (_, error) => reject(error));
      run.on('har', resolve);
    });
    return { 'chrome-har-capturer': JSON.stringify(har) };
  } finally {
    await browser.close();
  }
}
