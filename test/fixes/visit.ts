import type { Browser, Page } from 'puppeteer-core';
import type { Call } from './host.ts';

/** What a page saw of one call; null: blocked. */
export type Seen = { readonly status: number; readonly count: string | null } | null;

/** What a page makes its calls with. */
export interface Visit {
  /** Calls by name. */
  readonly calls: readonly (readonly [name: string, call: Call])[];
  /** The response header it reads. */
  readonly exposed: string;
  readonly credentials?: RequestCredentials;
}

/** Opens an empty page of this origin in Chromium, and makes the calls there: status and exposed header of each. */
export async function visit(
  browser: Browser,
  origin: string,
  base: string,
  { calls, exposed, credentials = 'include' }: Visit,
): Promise<Record<string, Seen>> {
  const tab = await tabOf(browser, origin);
  return await tab.evaluate(
    async (base, calls, exposed, credentials) => {
      const seen: Record<string, { status: number; count: string | null } | null> = {};
      for (const [name, { path, method = 'GET', headers = {}, body }] of calls) {
        try {
          const init = { method, headers, body: body ?? null, credentials };
          const response = await fetch(base + path, init);
          await response.text();
          seen[name] = { status: response.status, count: response.headers.get(exposed) };
        } catch {
          seen[name] = null;
        }
      }
      return seen;
    },
    base,
    calls,
    exposed,
    credentials,
  );
}

const tabs = new WeakMap<Browser, Map<string, Promise<Page>>>();

/** The tab with an empty page of this origin, opened once: a new one costs more than all the calls made in it. */
function tabOf(browser: Browser, origin: string): Promise<Page> {
  const known = tabs.get(browser) ?? new Map<string, Promise<Page>>();
  tabs.set(browser, known);
  const before = known.get(origin);
  if (before) return before;
  const opened = open(browser, origin);
  known.set(origin, opened);
  opened.catch(() => known.delete(origin));
  return opened;
}

async function open(browser: Browser, origin: string): Promise<Page> {
  const context = await browser.createBrowserContext();
  const tab = await context.newPage();
  // Neither a response nor a preflight may stand for another server's at the same port.
  await tab.setCacheEnabled(false);
  await tab.goto(origin);
  await tab.evaluate(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the page's own, which no API should be told
    document.cookie = 'own=1';
  });
  return tab;
}
