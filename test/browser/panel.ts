import type { Frame } from 'puppeteer-core';
import { until } from './until.ts';

/** The panel's document, where functions can be run: a frame of Chromium's, a view of Firefox's. */
export type Panel = Pick<Frame, 'evaluate'>;

/** One request in the panel's list, as the DOM has it. */
export interface Row {
  readonly exchange: string;
  readonly url: string;
  /** The diagnosis, or the advice where nothing failed, or ''. */
  readonly rule: string;
  readonly outcome: string;
}

/** What the panel says about one request. */
export interface DetailShown {
  /** "Kind: title". */
  readonly headline: string;
  /** The first thing to do. */
  readonly step: string;
  readonly snippet: string;
}

/** Chooses what the list shows: every request in the order of time, or only problems, by cause. */
export async function show(panel: Panel, what: 'everything' | 'problems'): Promise<void> {
  await panel.evaluate((all) => {
    document
      .querySelector<HTMLElement>(`input[name="chip"][value="${all ? 'all' : 'problems'}"]`)
      ?.click();
    const group = document.querySelector<HTMLInputElement>('[data-testid="group"]');
    if (group?.checked === all) group.click();
  }, what === 'everything');
}

/** The rows of the panel's list, all of them, in the order shown. Only those in view are in the DOM. */
export async function readRows(panel: Panel): Promise<Row[]> {
  return panel.evaluate(async () => {
    const found = new Map<string, Row>();
    const list = document.querySelector('.list');
    let top = 0;
    do {
      list?.scrollTo({ top });
      await new Promise((resolve) => requestAnimationFrame(resolve));
      for (const row of document.querySelectorAll<HTMLElement>('[data-exchange]')) {
        const { exchange = '', url = '', rule = '', outcome = '' } = row.dataset;
        found.set(exchange, { exchange, url, rule, outcome });
      }
      top += list?.clientHeight || Number.POSITIVE_INFINITY;
    } while (list && top < list.scrollHeight);
    return [...found.values()];
  });
}

/** Selects a request and reads the detail; null when the list does not have it. */
export async function readDetail(panel: Panel, exchange: string): Promise<DetailShown | null> {
  return panel.evaluate(async (id) => {
    const list = document.querySelector('.list');
    let top = 0;
    let row: HTMLElement | null = null;
    do {
      list?.scrollTo({ top });
      await new Promise((resolve) => requestAnimationFrame(resolve));
      row = document.querySelector<HTMLElement>(`[data-exchange="${CSS.escape(id)}"]`);
      top += list?.clientHeight || Number.POSITIVE_INFINITY;
    } while (!row && list && top < list.scrollHeight);
    if (!row) return null;
    row.click();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const detail = document.querySelector('[data-testid="detail"]');
    const title = detail?.querySelector('[data-testid="headline"]');
    const kind = title?.querySelector('.kind')?.textContent ?? '';
    const headline = title ? `${kind}: ${title.textContent?.slice(kind.length)}` : '';
    // What the step holds, such as a config, is no part of its text.
    const first = detail?.querySelector('.steps li')?.cloneNode(true) as Element | undefined;
    for (const box of first?.querySelectorAll('.box') ?? []) box.remove();
    const step = first?.textContent ?? '';
    const snippet = detail?.querySelector('[data-testid="snippet"]')?.textContent ?? '';
    return { headline, step, snippet };
  }, exchange);
}

/** Chooses what runs the server, where the open diagnosis asks for it, and waits for its config. */
export async function chooseStack(panel: Panel, id: string): Promise<void> {
  await until(`the config for ${id}`, () =>
    panel.evaluate((stack) => {
      document.querySelector<HTMLElement>(`[data-stack="${stack}"]`)?.click();
      return document.querySelector('[data-testid="snippet"]') !== null;
    }, id),
  );
}

/** Keeps the log across page loads or not, and waits until the recording side has confirmed it. */
export async function preserveLog(panel: Panel, preserve: boolean): Promise<void> {
  const checked = (wanted: boolean | null) =>
    panel.evaluate((value) => {
      const box = document.querySelector<HTMLInputElement>('[data-testid="preserve"]');
      if (value !== null && box?.checked !== value) box?.click();
      return box?.checked;
    }, wanted);
  await checked(preserve);
  await until('the log to be preserved or not', async () => (await checked(null)) === preserve);
}
