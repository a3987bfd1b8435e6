import type { Frame } from 'puppeteer-core';
import type { Figure } from './figure.ts';
import { watch, watched } from './watch.ts';

/** The list as it is, filtered and scrolled. `of`: what it is of, for the figures' names. */
export async function listFigures(panel: Frame, of: string): Promise<Figure[]> {
  await watch(panel);
  const keystrokes = await timesOfKeys(panel, 'orders/77');
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
      name: `${of}, keystroke to paint, worst`,
      value: Math.max(...keystrokes),
      unit: 'ms',
      target: 50,
    },
    {
      part,
      name: `${of}, longest task while typing`,
      value: typing,
      unit: 'ms',
      target: 50,
    },
    {
      part,
      name: `${of}, worst frame while scrolling`,
      value: Math.max(...frames),
      unit: 'ms',
      target: null,
    },
    {
      part,
      name: `${of}, longest task while scrolling`,
      value: scrolling,
      unit: 'ms',
      target: 50,
    },
    { part, name: `${of}, heap of the panel`, value: heap, unit: 'MB', target: null },
  ];
}

/** Types into the filter: milliseconds from each key to the frame after it. */
async function timesOfKeys(panel: Frame, text: string): Promise<number[]> {
  await panel.click('.filter');
  await panel.evaluate(() => {
    const painted: number[] = [];
    Object.assign(window, { painted });
    document.querySelector('.filter')?.addEventListener(
      'input',
      ({ timeStamp }) => {
        requestAnimationFrame(() =>
          setTimeout(() => painted.push(performance.now() - timeStamp), 0),
        );
      },
      { capture: true },
    );
  });
  for (const [index, key] of [...text].entries()) {
    await panel.page().keyboard.type(key);
    await panel.waitForFunction(
      (count) => (window as unknown as { painted: number[] }).painted.length >= count,
      { polling: 20 },
      index + 1,
    );
  }
  return panel.evaluate(() => (window as unknown as { painted: number[] }).painted);
}
