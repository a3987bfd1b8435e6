import { rm } from 'node:fs/promises';
import type { ElementHandle, Frame } from 'puppeteer-core';
import { distFolder } from '../browser/build.ts';
import { launch, openPanel } from '../browser/chromium.ts';
import { show } from '../browser/panel.ts';
import { fileOf } from './annotate.ts';
import type { Figure } from './figure.ts';
import type { Shape } from './sessions.ts';

/** What the panel's document saw while a file was imported. */
interface Watched {
  /** Milliseconds since the page's start, and the share the bar showed. */
  readonly bar: [number, number][];
  readonly longest: number;
}

/** The panel with files: import over `JSON.parse` in the same document, then the list with 100,000 requests. */
export async function importFigures(folder: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  const chromium = await launch({ extensions: [distFolder()], headless: true });
  try {
    const { panel } = await openPanel(chromium.browser);
    figures.push(...(await importing(panel, folder, 'large-bodies', 400, 2)));
    figures.push(...(await importing(panel, folder, 'dense', 100_000, 4)));
    await show(panel, 'everything');
    figures.push(...(await listing(panel)));
  } finally {
    await chromium.close();
  }
  return figures;
}

async function importing(
  panel: Frame,
  folder: string,
  shape: Shape,
  entries: number,
  target: number,
): Promise<Figure[]> {
  const file = await fileOf(folder, shape, entries);
  const parse = await parsing(panel, file);
  await watch(panel);
  const began = Date.now();
  await (await inputOf(panel)).uploadFile(file);
  await panel.waitForFunction(
    () =>
      document.querySelector('[data-testid="imported"]') !== null &&
      document.querySelector('[data-testid="reading"]') === null,
    { timeout: 600_000, polling: 20 },
  );
  const took = Date.now() - began;
  const { bar, longest } = await watched(panel);
  await rm(file);
  await panel.evaluate(() =>
    document.querySelector<HTMLElement>('[data-testid="imported"] button')?.click(),
  );
  if (shape === 'dense') await again(panel, folder, shape, entries);
  const part = 'import';
  const name = `${shape}, ${entries.toLocaleString('en')} entries`;
  return [
    { part, name: `${name}: over JSON.parse`, value: took / parse, unit: '×', target },
    { part, name: `${name}: longest task`, value: longest, unit: 'ms', target: 50 },
    {
      part,
      name: `${name}: time the bar is right to 15 %`,
      value: truth(bar),
      unit: '%',
      target: 80,
    },
  ];
}

/** Imports once more, for what is measured next. */
async function again(panel: Frame, folder: string, shape: Shape, entries: number): Promise<void> {
  const file = await fileOf(folder, shape, entries);
  await (await inputOf(panel)).uploadFile(file);
  await panel.waitForSelector('[data-testid="imported"]', { timeout: 600_000 });
  await rm(file);
}

async function inputOf(panel: Frame): Promise<ElementHandle<HTMLInputElement>> {
  const input = await panel.$('[data-testid="import"]');
  if (input === null) throw new Error('The panel has no input for files.');
  return input as ElementHandle<HTMLInputElement>;
}

/** Milliseconds to read and parse the file in the panel's document, as one string. */
async function parsing(panel: Frame, path: string): Promise<number> {
  await panel.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'bench';
    document.body.append(input);
  });
  const input = (await panel.$('#bench')) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(path);
  const took = await input.evaluate(async (element) => {
    const [file] = element.files ?? [];
    if (!file) throw new Error('no file');
    const began = performance.now();
    JSON.parse(await file.text());
    return performance.now() - began;
  });
  await input.evaluate((element) => element.remove());
  return took;
}

async function watch(panel: Frame): Promise<void> {
  await panel.evaluate(() => {
    const seen: Watched = { bar: [], longest: 0 };
    const state = seen as { bar: [number, number][]; longest: number };
    Object.assign(window, { seen });
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        state.longest = Math.max(state.longest, duration);
      }
    });
    observer.observe({ type: 'longtask' });
    const timer = setInterval(() => {
      const bar = document.querySelector<HTMLProgressElement>('[data-testid="reading"] progress');
      if (bar) state.bar.push([performance.now(), bar.value]);
    }, 20);
    Object.assign(window, {
      unwatch() {
        observer.disconnect();
        clearInterval(timer);
        return seen;
      },
    });
  });
}

async function watched(panel: Frame): Promise<Watched> {
  return panel.evaluate(() => (window as unknown as { unwatch(): Watched }).unwatch());
}

/** The share of the time, in per cent, in which the bar was within 15 % of the time that had passed. */
function truth(bar: readonly [number, number][]): number {
  const [first, last] = [bar[0]?.[0] ?? 0, bar.at(-1)?.[0] ?? 0];
  if (last - first < 200) return 100;
  const right = bar.filter(
    ([at, share]) => Math.abs((at - first) / (last - first) - share) <= 0.15,
  );
  return (100 * right.length) / bar.length;
}

/** The list as it is, filtered and scrolled. */
async function listing(panel: Frame): Promise<Figure[]> {
  await watch(panel);
  const keystrokes: number[] = [];
  await panel.focus('.filter');
  for (const key of 'orders/77') {
    const painted = panel.evaluate(
      () =>
        new Promise<number>((resolve) => {
          document.querySelector('.filter')?.addEventListener(
            'input',
            ({ timeStamp }) => {
              requestAnimationFrame(() =>
                setTimeout(() => resolve(performance.now() - timeStamp), 0),
              );
            },
            { once: true, capture: true },
          );
        }),
    );
    await panel.page().keyboard.type(key);
    keystrokes.push(await painted);
  }
  const typing = (await watched(panel)).longest;
  await panel.evaluate(() => {
    const filter = document.querySelector<HTMLInputElement>('.filter');
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {};
    set?.call(filter, '');
    filter?.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await watch(panel);
  const frames = await panel.evaluate(async () => {
    const list = document.querySelector('.list');
    const times: number[] = [];
    let before = performance.now();
    for (let step = 0; step < 120; step++) {
      list?.scrollBy({ top: 900 });
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      times.push(now - before);
      before = now;
    }
    return times;
  });
  const scrolling = (await watched(panel)).longest;
  const heap = await panel.evaluate(
    () =>
      (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize /
      2 ** 20,
  );
  const part = 'list';
  return [
    {
      part,
      name: '100,000 requests, keystroke to paint, worst',
      value: Math.max(...keystrokes),
      unit: 'ms',
      target: 50,
    },
    {
      part,
      name: '100,000 requests, longest task while typing',
      value: typing,
      unit: 'ms',
      target: 50,
    },
    {
      part,
      name: '100,000 requests, worst frame while scrolling',
      value: Math.max(...frames),
      unit: 'ms',
      target: null,
    },
    {
      part,
      name: '100,000 requests, longest task while scrolling',
      value: scrolling,
      unit: 'ms',
      target: 50,
    },
    { part, name: '100,000 requests, heap of the panel', value: heap, unit: 'MB', target: null },
  ];
}
