import type { Page } from 'puppeteer-core';
import type { Chromium } from './chromium.ts';
import { until } from './until.ts';

/**
 * The text on the clipboard, read by a page that is shown for it, and is not afterwards: whoever has the
 * keyboard must be given it back.
 */
export async function readClipboard(
  { browser }: Chromium,
  page: Page,
  origin: string,
): Promise<string> {
  await browser
    .defaultBrowserContext()
    .overridePermissions(origin, ['clipboard-read', 'clipboard-write']);
  await page.bringToFront();
  // Only a document with the focus may read it, and a busy machine gives that a while later.
  const [text = ''] = await until('the clipboard', () =>
    page.evaluate(() =>
      document.hasFocus()
        ? navigator.clipboard.readText().then(
            (read) => [read],
            () => null,
          )
        : null,
    ),
  );
  return text;
}
