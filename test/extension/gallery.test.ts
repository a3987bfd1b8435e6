import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Chromium, launch } from '../browser/chromium.ts';
import { type Gallery, serveGallery } from '../browser/gallery.ts';
import { until } from '../browser/until.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const themes = ['light', 'dark'] as const;
const names = [
  'cases',
  'waiting',
  'connecting',
  'no cross-origin',
  'not a web page',
  'nothing wrong',
  'cannot see',
  'long exchange',
  'malformed',
  'dropped',
  'updated',
  'hostile',
  'ten thousand',
  'panel failure',
];

let gallery: Gallery;
let chromium: Chromium;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  gallery = await serveGallery();
  chromium = await launch({ devtools: false, headless: true });
  page = chromium.page;
  // Every state is met as by somebody who chose nothing before.
  await page.evaluateOnNewDocument(() => sessionStorage.clear());
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
});

afterAll(async () => {
  await chromium?.close();
  await gallery?.close();
});

async function open(state: string, theme: 'light' | 'dark' = 'light', width = 1200, height = 800) {
  await page.setViewport({ width, height });
  await page.goto(gallery.address(state, theme));
  await until('the panel', () => page.$('.panel, [data-testid="failure"]'));
  await settled();
}

/** Settings and colours come in files of their own: waits until the page has changed no more for a while. */
async function settled() {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let timer = setTimeout(resolve, 150);
        new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(resolve, 150);
        }).observe(document, { subtree: true, childList: true, characterData: true });
        setTimeout(resolve, 5_000);
      }),
  );
}

/** Filters the list, and opens the first request that is left. */
async function filter(text: string) {
  // A term half typed may match nothing.
  const count = () =>
    page.$$eval('[role="treeitem"]', ([row]) =>
      Number(row?.ariaSetSize ?? Number.POSITIVE_INFINITY),
    );
  const before = await count();
  await page.type('.filter', text);
  // The list comes after the text.
  await until('the filtered list', async () => (await count()) < before);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
}

/** Opens the first cause of a rule, and tries its fix. */
async function tryFix(rule: string) {
  await filter(rule);
  await page.waitForSelector('[data-testid="fold-verify"]');
  await page.$eval('[data-testid="fold-verify"]', (node) => {
    const fold = node as HTMLDetailsElement;
    if (!fold.open) fold.querySelector('summary')?.click();
  });
  await page.locator('[data-testid="try-fix"]').click();
  await page.waitForSelector('[data-testid="outcome"]');
}

/** Opens every section of the diagnosis. */
async function unfold() {
  await page.$$eval('details.fold:not([open]) > summary', (heads) => {
    for (const head of heads) (head as HTMLElement).click();
  });
  await settled();
}

/** The parts that are wider than their place. */
function cutOff(): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body, .panel, .toolbar, .scroll, .detail, .statusbar')]
      .filter((node) => node.scrollWidth > node.clientWidth + 1)
      .map((node) => node.className || node.tagName),
  );
}

/** What axe finds wrong, one line each. */
async function violations(within = 'html'): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe);
  return page.evaluate(async (selector) => {
    // biome-ignore lint/suspicious/noExplicitAny: axe came as text
    const { violations: found } = await (globalThis as any).axe.run(selector, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return found.flatMap(
      (violation: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
        violation.nodes.map(
          ({ html, failureSummary }) => `${violation.id}: ${html.slice(0, 160)} ${failureSummary}`,
        ),
    );
  }, within);
}

describe.each(themes)('in the %s theme', (theme) => {
  test.each(names)('axe finds nothing in "%s"', async (name) => {
    await open(name, theme);
    expect(await violations()).toEqual([]);
  });

  test.each([
    ['report', ['copy-menu', 'open-report']],
    ['export', ['open-export']],
  ])('axe finds nothing in the dialog of the %s', async (_, clicks) => {
    await open('cases', theme);
    for (const id of clicks) await page.locator(`[data-testid="${id}"]`).click();
    await until('the dialog', () => page.$('dialog[open]'));
    await settled();
    expect(await violations()).toEqual([]);
  });

  test('axe finds nothing while a fix is tried, and after', async () => {
    for (const rule of ['server-error 500 -preflight', 'allow-methods']) {
      await open('cases', theme);
      await tryFix(rule);
      await page.$eval('.try summary', (summary) => (summary as HTMLElement).click());
      await settled();
      expect(await violations(), `${rule}, on`).toEqual([]);
      await page.click('[data-testid="stop-here"]');
      await settled();
      expect(await violations(), `${rule}, off`).toEqual([]);
    }
  });

  test('axe finds nothing in a diagnosis with every section open', async () => {
    await open('cases', theme);
    for (const rule of ['allow-headers', 'server-error', 'tls-failure']) {
      await page.$eval(`[data-rule="${rule}"]`, (row) => (row as HTMLElement).click());
      await settled();
      await unfold();
      expect(await violations('.detail'), `rule ${rule}`).toEqual([]);
    }
  });

  test('axe finds nothing in the detail of any rule', async () => {
    await open('cases', theme);
    const rules = await page.$$eval('[data-rule]', (rows) => [
      ...new Set(rows.map((row) => (row as HTMLElement).dataset.rule)),
    ]);
    expect(rules.length).toBeGreaterThan(10);
    for (const rule of rules) {
      await page.$eval(`[data-rule="${rule}"]`, (row) => (row as HTMLElement).click());
      await settled();
      expect(await violations('.detail'), `rule ${rule}`).toEqual([]);
    }
  }, 400_000);
});

describe.each([420, 720, 1200])('at %i pixels', (width) => {
  test.each(names)('nothing of "%s" is cut off at the side', async (name) => {
    await open(name, 'light', width);
    expect(await cutOff()).toEqual([]);
    const down = await page.evaluate(
      () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
    );
    expect(down, 'the page itself scrolls').toBe(0);
  });
});

test.each([420, 1200])(
  'at %i pixels nothing of a preview is cut off at the side',
  async (width) => {
    await open('cases', 'light', width);
    await tryFix('allow-methods');
    await page.$eval('.try summary', (summary) => (summary as HTMLElement).click());
    expect(await cutOff()).toEqual([]);
  },
);

/** The texts that something else covers, as far as they are in view. */
function covered(): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || node.textContent?.trim() === '' || parent.closest('.hidden, [hidden]')) {
        continue;
      }
      // What a closed <details> holds has boxes and is not shown.
      if (!parent.checkVisibility()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const [line] = range.getClientRects();
      if (!line) continue;
      let { left, top, right, bottom } = line;
      for (let outer: Element | null = parent; outer; outer = outer.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(outer);
        const box = outer.getBoundingClientRect();
        if (overflowX !== 'visible') {
          left = Math.max(left, box.left);
          right = Math.min(right, box.right);
        }
        if (overflowY !== 'visible') {
          top = Math.max(top, box.top);
          bottom = Math.min(bottom, box.bottom);
        }
      }
      right = Math.min(right, innerWidth);
      bottom = Math.min(bottom, innerHeight);
      if (right - left < 3 || bottom - top < 3) continue;
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      // What the splitter is grasped by is wider than what is seen of it, and the bar above a diagnosis stays.
      const meant =
        hit?.matches('.splitter') || (hit?.closest('.subject') && !parent.closest('.subject'));
      if (!hit || meant) continue;
      if (!hit.contains(parent) && !parent.contains(hit)) {
        found.push(`${node.textContent?.slice(0, 60)} is under ${hit.className || hit.tagName}`);
      }
    }
    return found;
  });
}

describe.each([
  { of: '1200 × 700', width: 800, height: 467 },
  { of: '420 × 840', width: 280, height: 560 },
])('at 150 % zoom of $of', ({ width, height }) => {
  test.each(names)('no text of "%s" covers another, and nothing is cut off', async (name) => {
    await open(name, 'light', width, height);
    expect(await covered()).toEqual([]);
    expect(await cutOff()).toEqual([]);
  });

  test('nor does any of a diagnosis with all its sections open', async () => {
    await open('cases', 'light', width, height);
    for (const rule of [
      'allow-headers',
      'server-error',
      'preflight-unauthenticated',
      'tls-failure',
    ]) {
      await page.$eval(`[data-rule="${rule}"]`, (row) => (row as HTMLElement).click());
      await settled();
      await unfold();
      const length = await page.$eval('.scroll.right', (node) => node.scrollHeight);
      for (let top = 0; top < length; top += height / 2) {
        await page.$eval('.scroll.right', (node, to) => node.scrollTo({ top: to }), top);
        expect(await covered(), `${rule} at ${top}`).toEqual([]);
      }
      expect(await cutOff(), rule).toEqual([]);
    }
  });
});

test('a misleading 500 says so, and what to do first, within the first screenful', async () => {
  await open('cases', 'light', 1200, 700);
  await filter('server-error 500 -preflight');
  await until('the diagnosis', () =>
    page.$eval('[data-testid="headline"]', (node) =>
      node.textContent?.startsWith('Not CORSServer returned 500'),
    ),
  );
  const first = await until('the first step', () => page.$('.steps li'));
  const box = await first.boundingBox();
  expect((box?.y ?? 9999) + (box?.height ?? 0)).toBeLessThan(700);
});

test('whatever servers and pages write stays text', async () => {
  await open('hostile');
  const rows = await page.$$eval('[data-url]', (all) => all.length);
  for (let index = 0; index < rows; index += 1) {
    await page.$$eval('[data-url]', (all, at) => (all[at] as HTMLElement).click(), index);
    await settled();
    const strange = await page.evaluate(() => ({
      elements: document.querySelectorAll('img, iframe, object, embed').length,
      links: [...document.querySelectorAll('a')]
        .map(({ href }) => href)
        .filter((href) => !/^https?:/.test(href)),
      // Characters that would turn the text around must not reach the page as they are.
      turned: /[\u202A-\u202E\u2066-\u2069]/.test(document.body.innerText),
    }));
    expect(strange).toEqual({ elements: 0, links: [], turned: false });
  }
});

test('ten thousand requests scroll and filter without delay', async () => {
  await open('ten thousand');
  const rows = await page.$$eval('[role=treeitem]', (all) => all.length);
  expect(rows).toBeLessThan(500);
  const slowest = await page.evaluate(async () => {
    const list = document.querySelector('.list') as HTMLElement;
    let worst = 0;
    for (let step = 1; step <= 20; step += 1) {
      const started = performance.now();
      list.scrollTop = (list.scrollHeight / 20) * step;
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      worst = Math.max(worst, performance.now() - started);
    }
    return worst;
  });
  expect(slowest).toBeLessThan(1_000);
});

test('a click in the middle of scrolling counts', async () => {
  await open('ten thousand');
  const missed = await page.evaluate(async () => {
    const list = document.querySelector('.list') as HTMLElement;
    const { left, top } = list.getBoundingClientRect();
    const misses: number[] = [];
    for (let frame = 0; frame < 60; frame += 1) {
      list.scrollTop += 150;
      if (!document.elementFromPoint(left + 100, top + 200)?.closest('.row')) misses.push(frame);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return misses;
  });
  expect(missed).toEqual([]);
});

test('no state of the panel failed, opened a dialog or threw', () => {
  expect(complaints.filter((line) => !line.includes('made on purpose'))).toEqual([]);
});
