import {
  type BrowserContext,
  test as base,
  type Page,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestType,
} from '@playwright/test';
import { version } from '../../package.json';
import { diagnosed, isFailure, quieted } from '../cli/diagnosed.ts';
import { ignoredOf } from '../cli/options.ts';
import { asTable } from '../cli/table.ts';
import { stackOf } from '../fixes/index.ts';
import { annotate } from '../report/annotate.ts';
import { html } from '../report/html.ts';
import { createRedactor } from '../report/redact.ts';
import { ChromiumRecorder } from './chromium.ts';
import { EventRecorder } from './events.ts';

/** What to make of a test's cross-origin requests. */
export interface CorsLensOptions {
  /** What fails the test: `blocked` (by CORS), `failed` (that, or otherwise), `warnings`. Default: `never`. */
  readonly failOn?: 'blocked' | 'failed' | 'warnings' | 'never';
  /** Hosts (`*.example.com`) and rules (`not-found`) to leave out. */
  readonly ignore?: readonly string[];
  /** The id of the server stack to write config for; left out: the one that the responses show. */
  readonly stack?: string;
  /** Redact what is attached. Default: true. */
  readonly redact?: boolean;
}

/** What the fixture adds to a test. */
export interface CorsLensFixtures {
  /** Set with `test.use({ corsLens: { failOn: 'failed' } })`. */
  corsLens: CorsLensOptions;
}

/** Starts to record a page before the test gets it. */
interface Recorder {
  listen(page: Page): Promise<void>;
  /** Every entry so far. */
  entries(): Promise<object[]>;
}

/** Milliseconds that requests still under way at the end of a test are waited for. */
const patience = 500;

/**
 * Playwright's `test`, which records every page of the test's context and attaches `cors-lens.har` (annotated) and, where
 * a request failed or a warning applies, `cors-lens.html`. In Chromium it records by the protocol of DevTools, with
 * preflights and blocked responses. In Firefox and WebKit Playwright tells neither: which requests failed is known there,
 * the cause mostly is not. Requests of workers are not recorded.
 */
export const test: TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & CorsLensFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions
> = base.extend<CorsLensFixtures & { corsLensRecorder: Recorder }>({
  corsLens: [{}, { option: true }],

  corsLensRecorder: [
    async ({ context, browserName, browser, corsLens }, use, testInfo) => {
      const recorder = recorderOf(context, browserName);
      await use(recorder);
      const entries = await recorder.entries();
      const { failOn = 'never', ignore = [], stack, redact = true } = corsLens;
      const redactor = redact ? createRedactor() : null;
      const har = harOf(entries, browserName, browser.version());
      const chosen = stackOf(stack);
      if (stack !== undefined && !chosen) throw new TypeError(`Unknown stack "${stack}".`);
      const annotated = annotate(redactor ? redactor.json(har) : har, { stackFor: () => chosen });
      const file = diagnosed(testInfo.title, annotated, ignore.map(ignoredOf));
      if (file.counts.checked === 0) return;
      await testInfo.attach('cors-lens.har', {
        body: JSON.stringify(annotated.har),
        contentType: 'application/json',
      });
      const told = file.findings.filter(
        ({ verdict, advice }) => verdict.outcome !== 'allowed' || advice.length > 0,
      );
      if (told.length > 0) {
        const session = annotated.findings;
        const body = html(file.findings, {
          redactor,
          session,
          stackFor: () => chosen,
          lacks: file.lacks,
        });
        await testInfo.attach('cors-lens.html', { body, contentType: 'text/html' });
      }
      if (!file.findings.some((finding) => isFailure(finding, file, failOn))) return;
      const look = { width: 80, color: false };
      const shown = failOn === 'warnings' ? file : quieted(file);
      throw new Error(
        [...asTable([shown], false, { look, fix: false, stack, quiet: true })].join('').trimEnd(),
      );
    },
    { auto: true },
  ],

  page: async ({ page, corsLensRecorder }, use) => {
    await corsLensRecorder.listen(page);
    await use(page);
  },
});

export { expect } from '@playwright/test';

function recorderOf(context: BrowserContext, browserName: string): Recorder {
  if (browserName !== 'chromium') {
    const recorder = new EventRecorder(context);
    return { listen: async () => {}, entries: () => recorder.entries() };
  }
  const recorder = new ChromiumRecorder();
  const known = new Map<Page, Promise<void>>();
  const listen = (page: Page): Promise<void> => {
    const before = known.get(page);
    if (before) return before;
    const begun = context
      .newCDPSession(page)
      .then((session) => recorder.listen(session, () => page.url()));
    known.set(page, begun);
    return begun;
  };
  // A page that closes at once has nothing to record.
  context.on('page', (page) => void listen(page).catch(() => {}));
  return {
    listen,
    async entries() {
      await recorder.settle(patience);
      return recorder.entries();
    },
  };
}

/** In Firefox and WebKit it is what `recordHar` would write, and is read as such. */
function harOf(entries: readonly object[], browserName: string, browserVersion: string) {
  const name = browserName === 'chromium' ? 'CORS Lens' : 'Playwright';
  const pages = new Set(entries.map((entry) => (entry as { pageref: string }).pageref));
  return {
    log: {
      version: '1.2',
      creator: { name, version },
      browser: { name: browserName, version: browserVersion },
      pages: [...pages].map((title) => ({
        id: title,
        title,
        startedDateTime: new Date(0).toISOString(),
        pageTimings: {},
      })),
      entries,
    },
  };
}
