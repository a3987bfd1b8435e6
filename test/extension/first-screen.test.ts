import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { distFolder } from '../browser/build.ts';
import { readDetail, show } from '../browser/panel.ts';
import { cases } from '../lab/cases.ts';
import {
  callEverything,
  type InspectedLab,
  inspectLab,
  rowsOf,
  settledRows,
} from '../lab/inspect.ts';

/** What of the first screen is in view without scrolling, for every failure of the lab. */
let inspected: InspectedLab;
/** The first failing request of every case. */
let failures: { id: string; exchange: string }[];

beforeAll(async () => {
  inspected = await inspectLab(distFolder(), { headless: true });
  await callEverything(inspected);
  const rows = await settledRows(inspected.panel);
  failures = cases.flatMap((entry) => {
    const row = rowsOf(entry, rows).find(({ outcome }) => outcome !== 'allowed');
    return row && entry.rule !== null ? [{ id: entry.id, exchange: row.exchange }] : [];
  });
  await show(inspected.panel, 'everything');
});

afterAll(() => inspected?.close());

interface Screen {
  /** Parts that are not wholly in view. */
  readonly hidden: string[];
  readonly words: number;
}

/** Reads the open detail. A part that the diagnosis does not have is not missed. */
function readScreen(): Promise<Screen> {
  return inspected.panel.evaluate(async () => {
    const detail = () => document.querySelector<HTMLElement>('[data-testid="detail"]');
    for (let frame = 0; frame < 60 && !detail()?.querySelector('.steps li'); frame += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30)));
    const first = detail()?.querySelector('.steps > li');
    const box = first?.querySelector('.box');
    const copy = detail()?.querySelector(
      '.fix .button.primary[data-testid^="copy-"], .fix [data-testid="copy-error-curl"], .fix .box [data-testid^="copy-"]',
    );
    const bottoms: Record<string, number | undefined> = {
      title: detail()?.querySelector('[data-testid="headline"]')?.getBoundingClientRect().bottom,
      chain: detail()?.querySelector('[data-testid="chain"]')?.getBoundingClientRect().bottom,
      // What the step says stands above what it holds.
      step: box ? box.getBoundingClientRect().top : first?.getBoundingClientRect().bottom,
      copy: copy?.getBoundingClientRect().bottom,
    };
    const bar = document.querySelector('.status-bar')?.getBoundingClientRect();
    const end = bar && bar.height > 2 ? bar.top : window.innerHeight;
    return {
      hidden: Object.entries(bottoms)
        .filter(([, bottom]) => bottom !== undefined && bottom > end)
        .map(([part]) => part),
      words: (detail()?.innerText ?? '').split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
        .length,
    };
  });
}

/** Every failure's first screen at a size of DevTools. */
async function screensAt(width: number, height: number): Promise<Map<string, Screen>> {
  await inspected.devtools.setViewport({ width, height });
  const screens = new Map<string, Screen>();
  for (const { id, exchange } of failures) {
    await readDetail(inspected.panel, exchange);
    screens.set(id, await readScreen());
  }
  return screens;
}

describe.each([
  { width: 1200, height: 700, parts: ['title', 'chain', 'step', 'copy'] },
  { width: 420, height: 840, parts: ['title', 'chain', 'step', 'copy'] },
  { width: 1200, height: 360, parts: ['title', 'step', 'copy'] },
])('at $width × $height', ({ width, height, parts }) => {
  test('cause, first step and Copy are in view, in at most 250 words', async () => {
    const screens = await screensAt(width, height);
    expect(screens.size).toBeGreaterThan(50);
    const cut = [...screens].flatMap(([id, { hidden }]) => {
      const missed = hidden.filter((part) => parts.includes(part));
      return missed.length > 0 ? [`${id}: ${missed.join(', ')}`] : [];
    });
    const words = [...screens.values()].map((screen) => screen.words).sort((a, b) => a - b);
    const median = words[Math.floor(words.length / 2)] ?? 0;
    console.log(
      `${width} × ${height}: ${screens.size - cut.length} of ${screens.size} in view, median ${median} words`,
    );
    expect(cut.length, cut.join('\n')).toBeLessThanOrEqual(screens.size * 0.05);
    expect(median).toBeLessThanOrEqual(250);
  });
});
