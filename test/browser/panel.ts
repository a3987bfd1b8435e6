import type { Frame } from 'puppeteer-core';

/** One row of the panel's list, as the DOM has it. */
export interface Row {
  readonly exchange: string;
  readonly url: string;
  /** The diagnosis, or ''. */
  readonly rule: string;
  readonly outcome: string;
}

/** The rows of the panel's list, all of them, in the order shown. */
export async function readRows(panel: Frame): Promise<Row[]> {
  return panel.$$eval('[data-url]', (rows) =>
    rows.map((row) => {
      const { exchange = '', url = '', rule = '', outcome = '' } = (row as HTMLElement).dataset;
      return { exchange, url, rule, outcome };
    }),
  );
}

/** What the panel says about one row: its headline and the first thing to do. */
export async function readDetail(panel: Frame, exchange: string) {
  const selectors = ['[data-testid="headline"]', '.steps li', '[data-testid="snippet"]'];
  const [headline = '', step = '', snippet = ''] = await panel.evaluate(
    async (id, parts) => {
      document.querySelector<HTMLElement>(`[data-exchange="${CSS.escape(id)}"]`)?.click();
      await new Promise((resolve) => setTimeout(resolve));
      // No named function in here: the loader would wrap it in a helper that pages do not have.
      return parts.map(
        (part) => document.querySelector(`[data-testid="detail"] ${part}`)?.textContent ?? '',
      );
    },
    exchange,
    selectors,
  );
  return { headline, step, snippet };
}
