import type { Browser } from 'puppeteer-core';

/**
 * Gives the extension access to hosts, as "Site access" on its page of chrome://extensions does. Asked for
 * them afterwards, the browser says yes without a question: its own window, which no protocol reaches, is
 * the one part that a test leaves out.
 */
export async function grantHosts(browser: Browser, extension: string, hosts: readonly string[]) {
  const page = await browser.newPage();
  await page.goto('chrome://extensions');
  for (const host of hosts) {
    await page.evaluate(
      async (id, pattern) => {
        const { developerPrivate } = chrome as unknown as {
          developerPrivate: { addHostPermission(id: string, host: string): Promise<void> };
        };
        await developerPrivate.addHostPermission(id, pattern);
      },
      extension,
      host,
    );
  }
  await page.close();
}
