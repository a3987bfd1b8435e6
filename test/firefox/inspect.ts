import { Firefox, type FirefoxOptions } from '../browser/firefox.ts';
import { type Panel, preserveLog, type Row } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { cases } from '../lab/cases.ts';
import { complaint } from '../lab/inspect.ts';
import { type Routes, startLab } from '../lab/lab.ts';
import type { Lab, LabCase } from '../lab/types.ts';

/** The lab in a Firefox whose DevTools shows our panel. */
export interface InspectedFirefox {
  readonly lab: Lab;
  readonly firefox: Firefox;
  /** Our extension's id. */
  readonly id: string;
  readonly panel: Panel;
  close(): Promise<void>;
}

/** Starts the lab and a Firefox with the built extension, DevTools open, our panel selected. `routes`: see `startLab`. */
export async function inspectLab(
  dist: string,
  options: FirefoxOptions = {},
  routes: Routes = {},
): Promise<InspectedFirefox> {
  const lab = await startLab(routes);
  let firefox: Firefox | undefined;
  const close = async () => {
    await firefox?.close();
    await lab.close();
  };
  try {
    firefox = await Firefox.start({
      ...lab.firefox,
      extensions: lab.extensions,
      ...options,
      preferences: { ...lab.firefox.preferences, ...options.preferences },
    });
    const id = await firefox.install(dist);
    // A page of the lab that calls nothing by itself.
    await firefox.goto(`${lab.site}/frame`);
    await firefox.openDevTools();
    await firefox.showPanel(id);
    const panel = panelOf(firefox, id);
    await until('the panel', () =>
      panel.evaluate(() => document.querySelector('.app, main, #root > *') !== null),
    );
    return { lab, firefox, id, panel, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The panel of an extension as a document to run functions in. */
export function panelOf(firefox: Firefox, id: string): Panel {
  const evaluate = (run: (...values: unknown[]) => unknown, ...values: unknown[]) =>
    firefox.inView(id, 'devtools_panel', run, ...values);
  // Puppeteer's types also know of handles, which nothing here uses.
  return { evaluate } as unknown as Panel;
}

/**
 * Makes every call of the lab, on the pages that need one of their own first, and waits for all. Gives what
 * JavaScript saw, by case.
 */
export async function callEverything({
  firefox,
  panel,
  lab,
}: InspectedFirefox): Promise<ReadonlyMap<string, string>> {
  const saw = new Map<string, string>();
  await preserveLog(panel, true);
  for (const { page, call } of lab.visits) {
    await firefox.goto(page);
    // biome-ignore lint/suspicious/noExplicitAny: what `page/call.js` defines.
    saw.set(call.id, await firefox.page((each) => (window as any).call(each), call));
    // What ends just before a navigation is never told of.
    await pause(1_500);
  }
  await firefox.goto(lab.url);
  await until(
    'the end of the calls',
    () => firefox.page(() => document.body.dataset.done === 'true'),
    60_000,
  );
  const rows = await firefox.page(() =>
    [...document.querySelectorAll<HTMLTableRowElement>('tbody tr')].map(
      ({ cells }) => cells[2]?.textContent ?? '',
    ),
  );
  const others = cases.filter(({ id }) => !saw.has(id));
  for (const [index, { id }] of others.entries()) saw.set(id, rows[index] ?? '');
  await pause(1_500);
  await preserveLog(panel, false);
  return saw;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The case with what Firefox makes of it where that differs from Chromium. */
export function inFirefox({ firefox = {}, ...entry }: LabCase): LabCase {
  return { ...entry, ...firefox };
}

/** What is wrong with the rows of a case in Firefox; null when the panel says what it must. */
export function complaintInFirefox(entry: LabCase, rows: readonly Row[]): string | null {
  const first = complaint(inFirefox(entry), rows);
  if (first === null || !entry.firefox?.unsure) return first;
  const others = ['undetermined', 'unlisted'] as const;
  const excused = others.some(
    (outcome) => complaint({ ...entry, rule: null, outcome }, rows) === null,
  );
  return excused ? null : first;
}
