import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Frame, Page } from 'puppeteer-core';
import { buildExtension } from './browser/build.ts';
import { launch, openPanel } from './browser/chromium.ts';
import { grantHosts } from './browser/grant.ts';
import { until } from './browser/until.ts';
import { cases } from './lab/cases.ts';
import type { CallingWindow } from './lab/inspect.ts';
import { type Routes, startLab } from './lab/lab.ts';
import type { Call, LabRequest, Reply } from './lab/types.ts';

/**
 * `npm run screenshots`: the README's and the stores' pictures of the real panel in the real DevTools, always the same.
 * `npm run screenshots -- store` takes only those whose names begin with the word.
 */
const folder = fileURLToPath(new URL('screenshots/', import.meta.url));

const shop = 'https://shop.example';
const api = 'https://api.shop.example';
const wide = { width: 1200, height: 700 };
/** What the stores take. */
const store = { width: 1280, height: 800 };
const tile = { width: 440, height: 280 };
const narrow = { width: 420, height: 840 };

/** How the lab answers its case, under an address that does not give it away. */
function as(id: string): Routes[string] {
  const entry = cases.find((each) => each.id === id);
  if (!entry) throw new Error(`The lab has no case ${id}.`);
  return entry;
}

const allowed = (headers: Reply['headers']) => ({
  response: ({ origin }: Call): Reply => ({
    headers: {
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'content-type': 'application/json',
      ...headers,
    },
  }),
});

const routes: Routes = {
  '/v1/orders/1042': as('server-error'),
  '/v1/invoices/1042': as('server-error'),
  '/v1/profile': as('preflight-unauthenticated'),
  '/v1/cart': as('allow-origin-mismatch-production'),
  '/v1/session': as('unauthenticated'),
  '/v1/recommendations': as('gateway-error'),
  '/v1/wishlist': as('allow-headers'),
  '/v1/stock': as('allow-origin-missing'),
  '/v1/products': allowed({ 'cache-control': 'max-age=600', 'x-total-count': '212' }),
  '/v1/categories': allowed({ vary: 'Origin' }),
  ...Object.fromEntries(
    Array.from({ length: 14 }, (_, index) => [`/v1/prices/${index + 1}`, as('rate-limited')]),
  ),
};
const json = { 'content-type': 'application/json' };
const calls: readonly (LabRequest & { path: string })[] = [
  { path: '/v1/categories' },
  { path: '/v1/orders/1042', method: 'PUT', headers: json, body: '{"quantity":2}' },
  { path: '/v1/invoices/1042', method: 'POST', headers: json, body: '{}' },
  { path: '/v1/session', credentials: 'include' },
  { path: '/v1/recommendations' },
  { path: '/v1/profile', headers: { authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2hvcA' } },
  { path: '/v1/cart', method: 'PUT', headers: json, body: '{"quantity":2}' },
  { path: '/v1/wishlist', method: 'PUT', headers: { ...json, 'x-api-key': 'k-1' } },
  { path: '/v1/stock' },
  { path: '/v1/products' },
  ...Object.keys(routes)
    .filter((path) => path.startsWith('/v1/prices/'))
    .map((path) => ({ path })),
];

/** A picture: how large, in which theme, of which request, and what else is done before it is taken. */
interface Shot {
  readonly name: string;
  readonly size?: typeof wide;
  readonly theme?: 'default' | 'dark';
  readonly of: string;
  readonly chip?: 'problems' | 'notcors' | 'warnings';
  readonly prepare?: (panel: Frame) => Promise<unknown>;
}

const click = (selector: string) => (panel: Frame) => panel.locator(selector).click();

const shots: readonly Shot[] = [
  { name: 'hidden-500', of: '/v1/orders/1042' },
  { name: 'preflight-401', of: '/v1/profile' },
  { name: 'origin-mismatch', of: '/v1/cart' },
  {
    name: 'config',
    of: '/v1/cart',
    prepare: click('[data-testid="all-lines"]'),
  },
  { name: 'advice', of: '/v1/products', chip: 'warnings' },
  { name: 'report', of: '/v1/orders/1042', prepare: openReport },
  { name: 'export', of: '/v1/orders/1042', prepare: click('[data-testid="open-export"]') },
  { name: 'hidden-500-narrow', size: narrow, of: '/v1/orders/1042' },
  { name: 'hidden-500-dark', theme: 'dark', of: '/v1/orders/1042' },
  { name: 'preflight-401-narrow-dark', size: narrow, theme: 'dark', of: '/v1/profile' },
  {
    name: 'groups',
    of: '/v1/recommendations',
    chip: 'notcors',
    prepare: click('.group[aria-expanded="false"] .twisty'),
  },
  { name: 'store/1-not-cors', size: store, of: '/v1/orders/1042' },
  { name: 'store/2-headers', size: store, of: '/v1/cart' },
  {
    name: 'store/3-config',
    size: store,
    of: '/v1/wishlist',
    prepare: click('[data-testid="all-lines"]'),
  },
  { name: 'store/4-dark', size: store, theme: 'dark', of: '/v1/profile' },
  { name: 'store/5-report', size: store, of: '/v1/orders/1042', prepare: openReport },
  // The last one, because it makes a request more.
  { name: 'try-fix', of: '/v1/recommendations', prepare: tryFix },
];

const wanted = shots.filter(({ name }) => name.startsWith(process.argv[2] ?? ''));

console.log('Building the extension …');
const dist = buildExtension();
const lab = await startLab(routes);
const port = (origin: string) => new URL(origin).port;
const chromium = await launch({
  headless: true,
  extensions: [dist],
  flags: [
    `--host-resolver-rules=MAP shop.example:443 127.0.0.1:${port(lab.origins.https)}, MAP api.shop.example:443 127.0.0.1:${port(lab.untrusted)}`,
    '--ignore-certificate-errors',
  ],
});
try {
  const { page } = chromium;
  const { devtools, panel } = await openPanel(chromium.browser);
  await grantHosts(chromium.browser, new URL(panel.url()).host, [`${shop}/*`, `${api}/*`]);
  await page.goto(`${shop}/frame`);
  for (const { path, ...call } of calls) {
    // The page's own script makes the call, so that the calling line is the page's.
    await page.evaluate((call) => (window as unknown as CallingWindow).call(call), {
      ...call,
      url: `${api}${path}`,
    });
  }
  await until('every call in the panel', async () =>
    (await panel.$eval('[data-testid="counts"]', (node) => node.textContent)).startsWith(
      `${calls.length} of `,
    ),
  );
  // The status bar has said how many are new.
  const said = () => panel.$eval('[data-testid="live"]', (node) => node.textContent);
  await until('the word of new failures', async () => (await said()) !== '');
  await until('its end', async () => (await said()) === '');
  for (const shot of wanted) {
    await take(shot, devtools, panel);
    console.log(`test/screenshots/${shot.name}.png`);
  }
  if (wanted.some(({ name }) => name === 'store/1-not-cors')) await takeTile(chromium.browser);
} finally {
  await chromium.close();
  await lab.close();
}

/** The stores' small picture: icon and name above the upper left of the first screenshot. */
async function takeTile(browser: Browser) {
  const image = (path: string) =>
    `data:image/png;base64,${readFileSync(`${folder}${path}`).toString('base64')}`;
  const page = await browser.newPage();
  await page.setViewport(tile);
  await page.setContent(`<!doctype html><style>
    body { margin: 0; background: #0b57d0; font: 600 26px system-ui, sans-serif; color: #fff; overflow: hidden }
    header { display: flex; align-items: center; gap: 12px; padding: 16px 20px }
    header img { width: 40px; height: 40px; background: #fff; border-radius: 8px }
    main img { display: block; width: 800px; margin-left: 20px; border-radius: 8px 0 0 }
    </style><header><img src="${image('../../public/icon-128.png')}">CORS Lens</header>
    <main><img src="${image('store/1-not-cors.png')}"></main>`);
  await page.screenshot({ path: `${folder}store/tile.png` });
  await page.close();
  console.log('test/screenshots/store/tile.png');
}

async function openReport(panel: Frame) {
  await click('[data-testid="copy-menu"]')(panel);
  await click('[data-testid="open-report"]')(panel);
}

/** Tries the fix, and brings what came of it into view. */
async function tryFix(panel: Frame) {
  await panel.locator('[data-testid="fold-verify"] summary').click();
  await panel.locator('[data-testid="try-fix"]').click();
  await panel.waitForSelector('.outcome .pass');
  await panel.evaluate(() => {
    const heading = document.querySelector('.try')?.previousElementSibling;
    const scroller = heading?.closest('.scroll');
    if (!heading || !scroller) return;
    scroller.scrollTop +=
      heading.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 8;
  });
}

async function take(
  { name, size = wide, theme = 'default', of, chip = 'problems', prepare }: Shot,
  devtools: Page,
  panel: Frame,
) {
  await devtools.setViewport(size);
  await devtools.evaluate(`(async () => {
    const common = await import('./core/common/common.js');
    common.Settings.Settings.instance().moduleSetting('ui-theme').set('${theme}');
  })()`);
  await panel.locator(`.chip:has([value="${chip}"])`).click();
  await settled(panel);
  await panel.locator(`[data-url$="${of}"]`).click();
  await prepare?.(panel);
  await settled(panel);
  await devtools.screenshot({ path: `${folder}${name}.png` });
  await panel.evaluate(() => document.querySelector<HTMLDialogElement>('dialog')?.close());
}

/** Waits until the panel has not changed for a while: what comes late has come. */
async function settled(panel: Frame) {
  await panel.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let timer = setTimeout(resolve, 400);
        new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(resolve, 400);
        }).observe(document, { subtree: true, childList: true, characterData: true });
      }),
  );
}
