import type { CDPSession, Page } from 'puppeteer-core';
import type { CorsError } from '../../src/cors/errors.ts';

/** What Chromium itself said of one failed request. */
export interface BrowserVerdict {
  /** Where the page's request went first; redirects do not change it. */
  readonly url: string;
  /** `Network.loadingFailed.errorText`, such as `net::ERR_FAILED`. */
  readonly net: string;
  /** `corsErrorStatus.corsError`; null where no CORS check failed. */
  readonly error: CorsError | null;
  readonly parameter: string | null;
  /** The console's sentence; null until, and unless, it comes. */
  message: string | null;
}

/**
 * Listens to what Chromium says of every failed request of the page, its frames and its workers.
 * The list grows while requests fail; preflights are not among them.
 */
export async function watchVerdicts(page: Page): Promise<BrowserVerdict[]> {
  const verdicts: BrowserVerdict[] = [];
  /** The console names the last URL of a redirect chain. */
  const requested = new Map<BrowserVerdict, string>();
  const messages = new Map<string, string>();
  const watch = async (session: CDPSession): Promise<void> => {
    const requests = new Map<string, { first: string; url: string; preflight: boolean }>();
    session.on('Network.requestWillBeSent', ({ requestId, request, initiator }) => {
      const { url } = request;
      const first = requests.get(requestId)?.first ?? url;
      requests.set(requestId, { first, url, preflight: initiator.type === 'preflight' });
    });
    session.on('Network.loadingFailed', ({ requestId, errorText, corsErrorStatus }) => {
      const request = requests.get(requestId);
      if (!request || request.preflight) return;
      const verdict = {
        url: request.first,
        net: errorText,
        error: (corsErrorStatus?.corsError as CorsError | undefined) ?? null,
        parameter: corsErrorStatus?.failedParameter || null,
        message: messages.get(request.url) ?? null,
      };
      requested.set(verdict, request.url);
      verdicts.push(verdict);
    });
    session.on('Log.entryAdded', ({ entry: { text, url } }) => {
      const blocked = / at '([^']+)'(?: \(redirected|.* has been blocked)/.exec(text)?.[1] ?? url;
      if (!blocked || (messages.has(blocked) && !text.includes('blocked by CORS'))) return;
      messages.set(blocked, text);
      const named = verdicts.filter((verdict) => requested.get(verdict) === blocked);
      for (const verdict of named) verdict.message = text;
    });
    session.on('sessionattached', (child) => {
      void watch(child);
    });
    // Sent at once: a service worker answers none of these before it runs, and knows only some.
    await Promise.allSettled([
      session.send('Network.enable'),
      session.send('Log.enable'),
      session.send('Target.setAutoAttach', {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
      }),
      session.send('Runtime.runIfWaitingForDebugger'),
    ]);
  };
  await watch(await page.createCDPSession());
  return verdicts;
}
