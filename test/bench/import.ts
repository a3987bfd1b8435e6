import { rm } from 'node:fs/promises';
import type { ElementHandle, Frame } from 'puppeteer-core';
import { distFolder } from '../browser/build.ts';
import { launch, openPanel } from '../browser/chromium.ts';
import { show } from '../browser/panel.ts';
import { fileOf } from './annotate.ts';
import type { Figure } from './figure.ts';
import { listFigures } from './list.ts';
import type { Shape } from './sessions.ts';
import { watch, watched } from './watch.ts';

/** The panel with files: import over `JSON.parse` in the same document, then the list with 100,000 requests. */
export async function importFigures(folder: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  const chromium = await launch({ extensions: [distFolder()], headless: true });
  try {
    const { panel } = await openPanel(chromium.browser);
    figures.push(...(await importing(panel, folder, 'large-bodies', 400, 2)));
    figures.push(...(await importing(panel, folder, 'dense', 100_000, 4)));
    await show(panel, 'everything');
    figures.push(...(await listFigures(panel, '100,000 requests')));
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

/** The share of the time, in per cent, in which the bar was within 15 % of the time that had passed. */
function truth(bar: readonly [number, number][]): number {
  const [first, last] = [bar[0]?.[0] ?? 0, bar.at(-1)?.[0] ?? 0];
  if (last - first < 200) return 100;
  const right = bar.filter(
    ([at, share]) => Math.abs((at - first) / (last - first) - share) <= 0.15,
  );
  return (100 * right.length) / bar.length;
}
