/**
 * Records the fixtures of the tools that run on a Debian machine: the same page, seen by Chromium's
 * own exporter, Firefox's, Playwright's `recordHar` and mitmproxy.
 *
 *     npx tsx test/har/record.ts [chromium] [firefox] [playwright] [mitmproxy]
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';

const folder = fileURLToPath(new URL('.', import.meta.url));
const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const firefoxPath = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
const harDump = process.env.HAR_DUMP ?? '/usr/share/doc/mitmproxy/examples/contrib/har_dump.py';

/** The page's calls, one after the other; each names what it is about. Secrets begin with "planted". */
const page = `<!doctype html><title>Shop</title><link rel="icon" href="data:,"><script type="module">
const api = new URLSearchParams(location.search).get('api');
const call = (path, options) => fetch(api + path, options).then((r) => r.text()).catch(() => {});
await call('/session', { credentials: 'include' });
await call('/ok');
await call('/search?page=2&access_token=planted-query');
await call('/broken');
await call('/items/7', { method: 'PUT', headers: { 'content-type': 'application/json', 'x-api-key': 'planted-key' }, body: '{"password":"planted-body"}' });
await call('/profile', { headers: { authorization: 'Bearer planted-bearer' } });
await call('/cart', { credentials: 'include' });
await call('/wrong');
await call('/report');
await call('/form', { method: 'POST', body: new URLSearchParams({ user: 'ada', comment: 'planted-form' }) });
document.title = 'done';
</script>`;

const api: RequestListener = (request, response) => {
  const origin = request.headers.origin ?? '';
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const open = { 'access-control-allow-origin': origin, vary: 'Origin' };
  const responses: Record<string, () => [number, Record<string, string>, string?]> = {
    '/session': () => [
      200,
      {
        ...open,
        'access-control-allow-credentials': 'true',
        'set-cookie': 'sid=planted-cookie; Path=/; HttpOnly',
      },
    ],
    '/ok': () => [200, { 'access-control-allow-origin': '*' }],
    '/search': () => [200, open],
    '/broken': () => [
      500,
      { 'x-powered-by': 'Express', 'content-type': 'text/html' },
      '<h1>Error</h1>',
    ],
    '/items/7': () => [401, { 'www-authenticate': 'Bearer realm="api"', server: 'nginx/1.26.0' }],
    '/profile': () =>
      request.method === 'OPTIONS'
        ? [204, { ...open, 'access-control-allow-headers': 'authorization' }]
        : [200, open],
    '/cart': () => [200, { 'access-control-allow-origin': '*' }],
    '/wrong': () => [200, { 'access-control-allow-origin': 'http://shop.example' }],
    '/report': () => [302, { location: '/signin?return=%2Freport' }],
    '/form': () => [201, { ...open, location: '/form/1' }],
  };
  const [status, headers, body = '{}'] = responses[path]?.() ?? [404, {}];
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(status === 204 ? undefined : body);
};

const site: RequestListener = (request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  // Gives Firefox the time to open its toolbox, which records from then on.
  const waiting = `<script>setTimeout(() => location.replace('/' + location.search), 15000)</script>`;
  response.end(request.url?.startsWith('/later') ? waiting : page);
};

async function listen(handler: RequestListener): Promise<{ server: Server; origin: string }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://localhost:${(server.address() as AddressInfo).port}` };
}

async function freePort(): Promise<number> {
  const server = createTcp();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Chromium's own export, as the Network panel's two menu items write it. */
async function recordChromium(url: string): Promise<void> {
  const browser = await puppeteer.launch({
    executablePath: chromiumPath,
    headless: true,
    devtools: true,
    pipe: true,
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  try {
    const tab = (await browser.pages())[0];
    await sleep(2000);
    // The panel misses the start of what loads before it is ready; a second visit clears its list.
    for (let visit = 0; visit < 2; visit++) {
      await tab?.goto(url);
      await tab?.waitForFunction('document.title === "done"');
      await sleep(1500);
    }
    const devtools = await browser
      .targets()
      .find((target) => target.url().startsWith('devtools://'))
      ?.asPage();
    for (const sanitize of [false, true]) {
      const text = (await devtools?.evaluate(`(async () => {
        const { Writer } = await import('./models/har/har.js');
        const { NetworkLog } = await import('./models/logs/logs.js');
        const { Progress } = await import('./core/common/common.js');
        let text = '';
        const stream = { write: async (part) => { text += part; }, close: async () => {} };
        await Writer.Writer.write(stream, NetworkLog.NetworkLog.instance().requests(),
          { sanitize: ${sanitize} }, new Progress.Progress());
        return text;
      })()`)) as string;
      await writeFile(`${folder}chrome${sanitize ? '-sanitized' : ''}.har`, text);
    }
  } finally {
    await browser.close();
  }
}

async function recordPlaywright(url: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext({ recordHar: { path: `${folder}playwright.har` } });
    const tab = await context.newPage();
    await tab.goto(url);
    await tab.waitForFunction('document.title === "done"');
    await context.close();
  } finally {
    await browser.close();
  }
}

/** Firefox writes the HAR by itself when a page has loaded and the Network panel is open. */
async function recordFirefox(url: string): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'cors-lens-firefox-'));
  const preferences = {
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
  };
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  const browser = spawn(
    firefoxPath,
    ['--headless', '--no-remote', '--profile', profile, '--devtools', url.replace('/?', '/later?')],
    { stdio: 'ignore' },
  );
  try {
    for (let waited = 0; waited < 90; waited++) {
      await sleep(1000);
      const files = (await readdir(profile)).filter((name) => name.endsWith('.har'));
      for (const name of files) {
        const text = await readFile(join(profile, name), 'utf8');
        if (!text.includes('/form')) continue;
        await writeFile(`${folder}firefox.har`, text);
        return;
      }
    }
    throw new Error('Firefox wrote no HAR.');
  } finally {
    browser.kill();
    await sleep(2000);
    await rm(profile, { recursive: true, force: true });
  }
}

async function recordMitmproxy(url: string): Promise<void> {
  const port = await freePort();
  const proxy = spawn(
    'mitmdump',
    [
      '-q',
      '--listen-host',
      '127.0.0.1',
      '-p',
      String(port),
      '-s',
      harDump,
      '--set',
      `hardump=${folder}mitmproxy.har`,
    ],
    { stdio: 'inherit' },
  );
  await sleep(4000);
  const browser = await puppeteer.launch({
    executablePath: chromiumPath,
    headless: true,
    pipe: true,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      `--proxy-server=127.0.0.1:${port}`,
      '--proxy-bypass-list=<-loopback>',
    ],
  });
  try {
    const tab = await browser.newPage();
    await tab.goto(url);
    await tab.waitForFunction('document.title === "done"');
  } finally {
    await browser.close();
    proxy.kill('SIGINT');
    await new Promise((resolve) => proxy.once('exit', resolve));
  }
}

const recorders = {
  chromium: recordChromium,
  firefox: recordFirefox,
  playwright: recordPlaywright,
  mitmproxy: recordMitmproxy,
};
const wanted = process.argv.slice(2);
const servers = [await listen(site), await listen(api)] as const;
try {
  const url = `${servers[0].origin}/?api=${encodeURIComponent(servers[1].origin)}`;
  for (const [name, record] of Object.entries(recorders)) {
    if (wanted.length === 0 || wanted.includes(name)) await record(url);
  }
} finally {
  for (const { server } of servers) {
    server.closeAllConnections();
    server.close();
  }
}
