import { hasDisplay } from '../browser/display.ts';
import type { Panel, Row } from '../browser/panel.ts';
import { callEverything, caseOf, complaint, inspectLab, settledRows } from './inspect.ts';
import type { Lab, LabCase } from './types.ts';

/** The lab and a browser that has made all its calls, DevTools open and our panel in front. */
export interface Demo {
  readonly lab: Lab;
  readonly panel: Panel;
  /** The panel's list once it says of every case what it must, or has had its time. */
  readonly rows: readonly Row[];
  /** True where no window is shown. */
  readonly headless: boolean;
  /** What is wrong with the rows of a case; null when the panel says what it must. */
  complaint(entry: LabCase): string | null;
  /** What the browser itself said of a case. */
  said(entry: LabCase): string;
  /** Writes a picture of the panel. */
  screenshot(path: string): Promise<void>;
  /** Resolves when the user closes the browser. */
  closed(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the lab and a Chromium with the built extension, and makes every call. */
export async function chromiumDemo(dist: string): Promise<Demo> {
  const headless = !hasDisplay();
  const inspected = await inspectLab(dist, { headless, dock: headless ? 'undocked' : 'bottom' });
  const { lab, chromium, panel, devtools, verdicts, page, close } = inspected;
  try {
    await callEverything(inspected);
    const rows = await settledRows(panel);
    return {
      lab,
      panel,
      rows,
      headless,
      complaint: (entry) => complaint(entry, rows),
      said({ id }) {
        const verdict = verdicts.findLast(({ url }) => caseOf(url) === id);
        if (!verdict) return 'passed';
        const { message, error, net } = verdict;
        const text = message?.replace(/^Access to .* has been blocked by CORS policy: /, '');
        return (text ?? error ?? net) || 'nothing';
      },
      async screenshot(path) {
        await devtools.screenshot({ path: path as `${string}.png` });
      },
      async closed() {
        await page.bringToFront();
        await new Promise((resolve) => chromium.browser.once('disconnected', resolve));
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
