import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Frame, Page } from 'puppeteer-core';
import { distFolder } from '../browser/build.ts';
import { type Chromium, launch, openPanel } from '../browser/chromium.ts';
import { show } from '../browser/panel.ts';
import { best, type Figure, quantile } from './figure.ts';
import { listFigures } from './list.ts';

const bare = fileURLToPath(new URL('bare', import.meta.url));

/** How the API responds. */
type Kind = 'fine' | 'blocked';

/** What one extension cost in one browser. */
interface Cost {
  /** CPU seconds of all processes for 1,000 requests. */
  readonly cpu: Record<Kind, number>;
  /** Milliseconds from the fetch's end to the row on the screen. */
  readonly rows: readonly number[];
  /** Milliseconds from the selection of the panel's tab to its first content on the screen. */
  readonly start: number;
}

/** Our panel against the barest one, in real DevTools: CPU in traffic, time to the row, start. */
export async function liveFigures(): Promise<Figure[]> {
  const runs = 3;
  const ours: Cost[] = [];
  const theirs: Cost[] = [];
  // In turns, so that what else the machine does hits both.
  for (let run = 0; run < runs; run++) {
    theirs.push(await costOf(bare));
    ours.push(await costOf(distFolder()));
  }
  const cpu = (costs: readonly Cost[], kind: Kind) =>
    best(costs, (cost) => cost.cpu[kind]).cpu[kind];
  const rows = (costs: readonly Cost[], share: number) =>
    best(
      costs.map((cost) => quantile(cost.rows, share)),
      (ms) => ms,
    );
  const start = (costs: readonly Cost[]) => best(costs, (cost) => cost.start).start;
  const part = 'live';
  return [
    {
      part,
      name: '1,000 fetches, all fine: CPU over an empty listener',
      value: cpu(ours, 'fine') / cpu(theirs, 'fine'),
      unit: '×',
      target: 1.15,
    },
    {
      part,
      name: '1,000 fetches, all blocked: CPU over an empty listener',
      value: cpu(ours, 'blocked') / cpu(theirs, 'blocked'),
      unit: '×',
      target: 1.25,
    },
    {
      part,
      name: 'settled to row painted, p50, beyond a bare list',
      value: rows(ours, 0.5) - rows(theirs, 0.5),
      unit: 'ms',
      target: 20,
    },
    {
      part,
      name: 'settled to row painted, p95, beyond a bare list',
      value: rows(ours, 0.95) - rows(theirs, 0.95),
      unit: 'ms',
      target: null,
    },
    {
      part,
      name: 'panel selected to usable, over a bare panel',
      value: start(ours) / start(theirs),
      unit: '×',
      target: 1.6,
    },
  ];
}

/** Our panel while a page makes requests without end, a third of them blocked. */
export async function floodFigures(): Promise<Figure[]> {
  return inspecting(distFolder(), async ({ page, browser }, api) => {
    const { panel } = await openPanel(browser);
    await show(panel, 'everything');
    // Not awaited: it goes on until the page is closed.
    await page.evaluate((url) => {
      for (const kind of ['fine', 'fine', 'blocked']) {
        void (async () => {
          for (let n = 0; ; n++) await fetch(`${url}/${kind}/orders/${n}`).catch(() => {});
        })();
      }
    }, api);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    return listFigures(panel, 'in a flood');
  });
}

function costOf(extension: string): Promise<Cost> {
  return inspecting(extension, async (chromium, api) => {
    const { page, browser } = chromium;
    const { panel, selectedAt } = await openPanel(browser);
    const start = (await firstPaint(panel)) - selectedAt;
    if (extension !== bare) await show(panel, 'everything');
    const rows = await timesToRows(page, panel, `${api}/fine`);
    const cpu = { fine: 0, blocked: 0 };
    // Once to warm up.
    for (const kind of ['fine', 'fine', 'blocked'] as const) {
      cpu[kind] = await cpuOf(chromium, () => traffic(page, `${api}/${kind}`));
    }
    return { cpu, rows, start };
  });
}

/** Does something with a browser at a page beside an API, whose URL comes with it. */
async function inspecting<Value>(
  extension: string,
  work: (chromium: Chromium, api: string) => Promise<Value>,
): Promise<Value> {
  const site = await serve(() => ({}));
  const api = await serve(
    (url): Record<string, string> =>
      url.startsWith('/fine') ? { 'access-control-allow-origin': '*' } : {},
  );
  const chromium = await launch({ extensions: [extension], headless: true });
  try {
    await chromium.page.goto(site.url);
    return await work(chromium, api.url);
  } finally {
    await chromium.close();
    site.server.closeAllConnections();
    api.server.closeAllConnections();
    site.server.close();
    api.server.close();
  }
}

async function serve(
  headers: (url: string) => Record<string, string>,
): Promise<{ server: Server; url: string }> {
  const server = createServer(({ url = '/' }, response) => {
    const type = url === '/' ? 'text/html' : 'application/json';
    response.writeHead(200, { 'content-type': type, ...headers(url) });
    response.end(url === '/' ? '<!doctype html><title>Bench</title>' : '{"name":"Ada"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A thousand fetches, six at a time, then the time the panel needs to settle. */
async function traffic(page: Page, url: string): Promise<void> {
  await page.evaluate(async (target) => {
    let next = 0;
    // No named function in here: the loader would wrap it in a helper that pages do not have.
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        while (next < 1000) await fetch(`${target}?n=${next++}`).catch(() => {});
      }),
    );
  }, url);
  await new Promise((resolve) => setTimeout(resolve, 2000));
}

/** CPU seconds of all of the browser's processes while something is done. */
async function cpuOf({ browser }: Chromium, work: () => Promise<void>): Promise<number> {
  const client = await browser.target().createCDPSession();
  const read = async () => {
    const { processInfo } = await client.send('SystemInfo.getProcessInfo');
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  const before = await read();
  await work();
  const cpu = (await read()) - before;
  await client.detach();
  return cpu;
}

/** When the panel had its first content on the screen, in milliseconds since 1970. */
async function firstPaint(panel: Frame): Promise<number> {
  return panel.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list, observer) => {
          const [entry] = list.getEntriesByName('first-contentful-paint');
          if (!entry) return;
          observer.disconnect();
          resolve(performance.timeOrigin + entry.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
}

/** Sixty fetches, one after the other: milliseconds from each one's end to the frame that shows its row. */
async function timesToRows(page: Page, panel: Frame, url: string): Promise<number[]> {
  await panel.evaluate(() => {
    const painted: Record<string, number> = {};
    Object.assign(window, { painted });
    new MutationObserver(() => {
      for (const { dataset } of document.querySelectorAll<HTMLElement>('[data-url*="?row="]')) {
        const row = dataset.url ?? '';
        if (row in painted) continue;
        painted[row] = 0;
        requestAnimationFrame(() => {
          painted[row] = performance.timeOrigin + performance.now();
        });
      }
    }).observe(document.body, { childList: true, subtree: true, attributes: true });
  });
  const settled = await page.evaluate(async (target) => {
    const times: [string, number][] = [];
    for (let n = 0; n < 60; n++) {
      const row = `${target}?row=${n}`;
      await (await fetch(row)).text();
      times.push([row, performance.timeOrigin + performance.now()]);
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    return times;
  }, url);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const painted = await panel.evaluate(
    () => (window as unknown as { painted: Record<string, number> }).painted,
  );
  const times = settled.flatMap(([row, at]) => (painted[row] ? [painted[row] - at] : []));
  // A list shows the rows in view alone; that none came is another matter.
  if (times.length < 10) throw new Error(`Only ${times.length} of 60 rows were painted.`);
  return times;
}
