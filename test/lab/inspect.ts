import type { Frame, Page } from 'puppeteer-core';
import { type Chromium, type LaunchOptions, launch, openPanel } from '../browser/chromium.ts';
import { type Panel, preserveLog, type Row, readRows, show } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { type BrowserVerdict, watchVerdicts } from '../browser/verdicts.ts';
import { cases } from './cases.ts';
import { type Routes, startLab } from './lab.ts';
import type { Lab, LabCase } from './types.ts';

/** The lab in a Chromium whose DevTools shows our panel. */
export interface InspectedLab {
  readonly lab: Lab;
  readonly chromium: Chromium;
  /** The inspected tab. */
  readonly page: Page;
  readonly devtools: Page;
  readonly panel: Frame;
  /** What Chromium itself says, growing as requests fail. */
  readonly verdicts: readonly BrowserVerdict[];
  close(): Promise<void>;
}

/** Starts the lab and a Chromium with the built extension, DevTools open, our panel selected. `routes`: see `startLab`. */
export async function inspectLab(
  dist: string,
  options: LaunchOptions = {},
  routes: Routes = {},
): Promise<InspectedLab> {
  const lab = await startLab(routes);
  try {
    const chromium = await launch({
      ...options,
      extensions: [dist, ...lab.extensions],
      flags: lab.flags,
    });
    const { page, browser } = chromium;
    const close = async () => {
      await chromium.close();
      await lab.close();
    };
    try {
      const opened = await openPanel(browser);
      return { lab, chromium, page, ...opened, verdicts: await watchVerdicts(page), close };
    } catch (error) {
      await close();
      throw error;
    }
  } catch (error) {
    await lab.close();
    throw error;
  }
}

/** Makes every call of the lab, on the pages that need one of their own first, and waits for all. */
export async function callEverything({ page, panel, lab }: InspectedLab): Promise<void> {
  await preserveLog(panel, true);
  for (const visit of lab.visits) {
    await page.goto(visit.page);
    await page.evaluate((call) => (window as unknown as CallingWindow).call(call), visit.call);
  }
  await page.goto(lab.url);
  await page.waitForSelector('body[data-done=true]', { timeout: 60_000 });
  await preserveLog(panel, false);
}

/** What `page/call.js` defines. */
export interface CallingWindow {
  call(call: object): Promise<string>;
}

/** The id of the case that a URL belongs to. */
export function caseOf(url: string): string | undefined {
  return new URL(url).pathname.split('/')[1];
}

/** The rows that belong to a case. */
export function rowsOf({ id }: LabCase, rows: readonly Row[]): Row[] {
  return rows.filter(({ url }) => caseOf(url) === id);
}

/** What is wrong with the rows of a case; null when the panel says what it must. */
export function complaint(entry: LabCase, rows: readonly Row[]): string | null {
  const mine = rowsOf(entry, rows);
  const failed = mine.filter(({ outcome }) => outcome !== 'allowed');
  if (entry.rule === null) {
    const outcome = entry.outcome ?? 'allowed';
    if (outcome === 'unlisted' && mine.length === 0) return null;
    if (mine.length === 1 && mine[0]?.outcome === outcome && diagnoses(failed) === '') return null;
    return `expected "${outcome}" and no diagnosis, the panel shows ${tell(mine)}`;
  }
  if (failed.length === 1 && diagnoses(failed) === entry.rule) return null;
  return `expected ${entry.rule}, the panel shows ${tell(failed)}`;
}

/** What the panel diagnosed; what stands on a row that was allowed is advice. */
function diagnoses(rows: readonly Row[]): string {
  return rows.flatMap(({ rule }) => (rule === '' ? [] : [rule])).join(', ');
}

function tell(rows: readonly Row[]): string {
  return rows.map(({ outcome, rule }) => `"${outcome}" ${rule}`.trim()).join(', ') || 'nothing';
}

/**
 * Waits until the panel says of every case what it must, and returns its rows. After `timeout`
 * milliseconds it returns what is there; ask `complain` what is wrong with it.
 */
export async function settledRows(
  panel: Panel,
  timeout = 45_000,
  complain = complaint,
): Promise<Row[]> {
  await show(panel, 'everything');
  const settled = async () => {
    const rows = await readRows(panel);
    return cases.every((entry) => complain(entry, rows) === null) && rows;
  };
  return until('the right diagnoses', settled, timeout).catch(() => readRows(panel));
}
