import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import puppeteer, { type Browser, type CDPSession, type Frame, type Page } from 'puppeteer-core';
import type { CorsError } from '../../src/cors/errors.ts';

/** One hop of a request as the protocol tells it, with how it ended. */
export interface Fact {
  readonly session: string;
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
  /** Milliseconds since the epoch, as the HAR entry's startedDateTime. */
  readonly startedAt: number;
  readonly role: 'request' | 'preflight' | 'redirect';
  /** For a preflight, the request that asked for it. */
  readonly parent: string | null;
  readonly type: string;
  ended: boolean;
  status: number | null;
  errorText: string | null;
  canceled: boolean;
  blockedReason: string | null;
  cors: { error: CorsError; parameter: string } | null;
  fromCache: boolean;
  mode: string | null;
  headers: Record<string, string>;
}

/** A CorsIssue of the Audits domain. */
export interface Issue {
  readonly url: string;
  readonly requestId: string | null;
  readonly error: CorsError;
  readonly parameter: string;
  readonly warning: boolean;
}

/** A tab with DevTools open, our recorder in them, and a protocol session that hears Chromium's verdicts. */
export interface Tab {
  readonly page: Page;
  readonly facts: Fact[];
  readonly issues: Issue[];
  /** What the console printed about CORS. */
  readonly messages: string[];
  /** Everything DevTools hold for this page, as `getHAR` gives it. */
  har(): Promise<Har>;
  /** How many entries `onRequestFinished` has delivered, and those entries. */
  finished(): Promise<unknown[]>;
}

/** A HAR log as far as we look into it. */
export interface Har {
  version: string;
  creator: unknown;
  pages: unknown[];
  entries: HarEntry[];
}

/** A HAR entry as far as we look into it. */
export interface HarEntry {
  startedDateTime: string;
  request: { method: string; url: string; headers: { name: string; value: string }[] };
  response: { status: number; _error?: string | null };
  _resourceType?: string;
  [key: string]: unknown;
}

/** Chromium with the recorder extension. */
export interface Chromium {
  tab(): Promise<Tab>;
  readonly version: string;
  close(): Promise<void>;
}

/** The smallest extension that records what DevTools tell one. */
function writeRecorder(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const files = {
    'manifest.json': JSON.stringify({
      manifest_version: 3,
      name: 'Recorder',
      version: '1',
      devtools_page: 'devtools.html',
    }),
    'devtools.html': '<!doctype html><script src="devtools.js"></script>',
    'devtools.js':
      'globalThis.recorded = []; chrome.devtools.network.onRequestFinished.addListener((entry) => recorded.push(JSON.parse(JSON.stringify(entry))));',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

const until = async <T>(what: string, look: () => T | Promise<T>, ms = 20_000) => {
  const limit = Date.now() + ms;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > limit) throw new Error(`waited ${ms} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

/** Starts Chromium with DevTools on every tab. `args` are added to the command line. */
export async function startChromium(args: readonly string[]): Promise<Chromium> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cors-oracle-'));
  const browser: Browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    devtools: true,
    pipe: true,
    enableExtensions: [writeRecorder(path.join(folder, 'recorder'))],
    userDataDir: path.join(folder, 'profile'),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--window-size=1000,700',
      '--autoplay-policy=no-user-gesture-required',
      ...args,
    ],
  });
  const devtoolsTargets = () => browser.targets().filter((t) => t.url().startsWith('devtools://'));
  const taken = new Set<unknown>();
  let first: Page | undefined = (await browser.pages())[0];

  async function openTab(): Promise<Tab> {
    // A window each: a tab behind another does not load media.
    const page = first ?? (await browser.newPage({ type: 'window' }));
    first = undefined;
    const target = await until('the DevTools of a new tab', () =>
      devtoolsTargets().find((t) => !taken.has(t)),
    );
    taken.add(target);
    const devtools = await target.asPage();
    const recorder: Frame = await until('the recorder', () =>
      devtools
        .frames()
        .find((f) => f.url().startsWith('chrome-extension:') && f.url().endsWith('/devtools.html')),
    );
    await until('the recorder to listen', () =>
      recorder.evaluate('Array.isArray(globalThis.recorded)').catch(() => false),
    );

    const facts: Fact[] = [];
    const issues: Issue[] = [];
    const messages: string[] = [];
    await listen(await page.createCDPSession(), 'page');

    async function listen(cdp: CDPSession, name: string): Promise<void> {
      /** The last hop of a request id in this session. */
      const last = new Map<string, Fact>();
      cdp.on('Network.requestWillBeSent', (event) => {
        const before = last.get(event.requestId);
        if (before && event.redirectResponse) {
          Object.assign(before, {
            ended: true,
            status: event.redirectResponse.status,
            role: before.role === 'request' ? 'redirect' : before.role,
          });
        }
        const fact: Fact = {
          session: name,
          requestId: event.requestId,
          url: event.request.url,
          method: event.request.method,
          startedAt: event.wallTime * 1000,
          role: event.initiator.type === 'preflight' ? 'preflight' : 'request',
          parent: event.initiator.requestId ?? null,
          type: event.type ?? 'Other',
          ended: false,
          status: null,
          errorText: null,
          canceled: false,
          blockedReason: null,
          cors: null,
          fromCache: false,
          mode: null,
          headers: event.request.headers,
        };
        last.set(event.requestId, fact);
        facts.push(fact);
      });
      cdp.on('Network.responseReceived', (event) => {
        const fact = last.get(event.requestId);
        if (fact) fact.status = event.response.status;
      });
      cdp.on('Network.requestServedFromCache', (event) => {
        const fact = last.get(event.requestId);
        if (fact) fact.fromCache = true;
      });
      cdp.on('Network.loadingFinished', (event) => {
        const fact = last.get(event.requestId);
        if (fact) fact.ended = true;
      });
      cdp.on('Network.loadingFailed', (event) => {
        const fact = last.get(event.requestId);
        if (!fact) return;
        // The renderer refuses some redirects after the next hop was announced: both hops fail.
        for (const hop of facts) {
          if (hop.session === name && hop.requestId === event.requestId && !hop.ended) {
            hop.ended = true;
            hop.errorText = event.errorText;
          }
        }
        fact.ended = true;
        fact.errorText = event.errorText;
        fact.canceled = event.canceled ?? false;
        fact.blockedReason = event.blockedReason ?? null;
        if (event.corsErrorStatus)
          fact.cors = {
            error: event.corsErrorStatus.corsError as CorsError,
            parameter: event.corsErrorStatus.failedParameter,
          };
      });
      cdp.on('Audits.issueAdded', ({ issue }) => {
        const details = issue.details.corsIssueDetails;
        if (details)
          issues.push({
            url: details.request.url ?? '',
            requestId: details.request.requestId ?? null,
            error: details.corsErrorStatus.corsError as CorsError,
            parameter: details.corsErrorStatus.failedParameter,
            warning: details.isWarning,
          });
      });
      cdp.on('Log.entryAdded', ({ entry }) => {
        if (/CORS policy/.test(entry.text)) messages.push(entry.text);
      });
      cdp.on('sessionattached', (child: CDPSession) => {
        void listen(child, child.id()).catch(() => {});
      });
      await Promise.all([
        cdp.send('Network.enable'),
        cdp.send('Audits.enable').catch(() => {}),
        cdp.send('Log.enable').catch(() => {}),
        cdp
          .send('Target.setAutoAttach', {
            autoAttach: true,
            waitForDebuggerOnStart: true,
            flatten: true,
          })
          .catch(() => {}),
        cdp.send('Runtime.runIfWaitingForDebugger').catch(() => {}),
      ]);
    }

    return {
      page,
      facts,
      issues,
      messages,
      har: () =>
        recorder.evaluate(
          () =>
            new Promise<Har>((resolve) =>
              chrome.devtools.network.getHAR((log) => resolve(log as unknown as Har)),
            ),
        ),
      finished: () => recorder.evaluate('recorded') as Promise<unknown[]>,
    };
  }

  return {
    tab: openTab,
    version: await browser.version(),
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
