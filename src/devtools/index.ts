import browser from 'webextension-polyfill';
import type {
  FromDevtools,
  Look,
  Search,
  ToDevtools,
  TraceRequest,
  TracingNews,
  TracingState,
} from '../messages.ts';
import { engine, stayConnected } from '../port.ts';
import { Capture } from './capture.ts';
import { readTimings, timeOriginExpression, timingsExpression } from './timings.ts';
import type { Tracing } from './tracing.ts';
import { Untimed } from './untimed.ts';

const { network, inspectedWindow, panels } = browser.devtools;

// Requests are heard from the first moment; the choice is read meanwhile.
const early: unknown[] = [];
let hear = (entry: unknown): void => {
  early.push(entry);
};
network.onRequestFinished.addListener((entry) => hear(entry));

// The leading slash matters: Firefox resolves the path against the devtools page.
void panels.create('CORS', '/icon-48.png', '/src/panel/index.html').then((panel) => {
  // Firefox and the polyfill's types have none.
  const { onSearch } = panel as {
    readonly onSearch?: chrome.devtools.panels.ExtensionPanel['onSearch'];
  };
  onSearch?.addListener((action, query = '') => {
    const { tabId } = inspectedWindow;
    const search = { type: 'search', tabId, action: action as Search['action'], query } as const;
    // Nobody hears it before the panel was opened.
    browser.runtime.sendMessage(search satisfies Search).catch(() => {});
  });
});

const { preserve } = await browser.storage.local.get('preserve');
const capture = new Capture(
  {
    tabId: inspectedWindow.tabId,
    source: engine,
    har: import.meta.env.FIREFOX
      ? null
      : () => network.getHAR() as Promise<{ entries?: unknown[] }>,
    timeOrigin: async () => {
      const value = await evaluate(timeOriginExpression);
      return typeof value === 'number' ? value : null;
    },
    ...(import.meta.env.FIREFOX
      ? {
          timings: {
            since: async (time) => readTimings(await evaluate(timingsExpression(time))),
            untimed: new Untimed(),
          },
        }
      : {}),
    savePreserve: (value) => void browser.storage.local.set({ preserve: value }),
  },
  preserve === true,
);
hear = (entry) => capture.finished(entry);
for (const entry of early) hear(entry);

network.onNavigated.addListener((url) => void capture.navigated(url));
stayConnected<ToDevtools, FromDevtools>('devtools', (port) => capture.connected(port));
// Every extension page hears it; undefined leaves the response to the one that it is meant for.
browser.runtime.onMessage.addListener((message: unknown) => {
  const { type, tabId, entry } = (message ?? {}) as Partial<Look>;
  const mine = type === 'look' && tabId === inspectedWindow.tabId && typeof entry === 'number';
  return mine ? capture.look(entry) : undefined;
});

let tracing: Promise<Tracing> | null = null;
/** How tracing stands. Nothing of it is loaded before it is asked for. */
async function trace(start: boolean): Promise<TracingState> {
  if (start) tracing ??= loadTracing();
  const loaded = await tracing;
  if (start) loaded?.start();
  return loaded?.state ?? { phase: 'off', calls: 0, dropped: 0, problem: null };
}

async function loadTracing(): Promise<Tracing> {
  const { tabId } = inspectedWindow;
  const page = {
    source: engine,
    reload: (injectedScript: string) => void inspectedWindow.reload({ injectedScript }),
    evaluate: async (expression: string) => readEvaluated(await inspectedWindow.eval(expression)),
    onChange: (state: TracingState) => {
      const news: TracingNews = { type: 'tracing', tabId, ...state };
      // Nobody hears it where the panel was never opened.
      browser.runtime.sendMessage(news).catch(() => {});
    },
  };
  return new (await import('./tracing.ts')).Tracing(page, capture);
}

browser.runtime.onMessage.addListener((message: unknown) => {
  const { type, tabId, start } = (message ?? {}) as Partial<TraceRequest>;
  return type === 'trace' && tabId === inspectedWindow.tabId ? trace(start === true) : undefined;
});

setInterval(() => capture.ping(), 20_000);
if (import.meta.env.FIREFOX) setInterval(() => void capture.listen(), 3_000);

const page = await evaluate('location.href');
await capture.begin(typeof page === 'string' ? page : null);

/**
 * The value of an expression in the inspected page; undefined where there is no page to ask, or where it
 * does not respond, as one that a breakpoint stopped. Right after a navigation Chromium may for a moment
 * have nothing to evaluate in, so it is asked again.
 */
async function evaluate(expression: string): Promise<unknown> {
  const pause = (time: number) =>
    new Promise<[undefined]>((resolve) => setTimeout(resolve, time, [undefined]));
  const timeout = pause(1_000);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      return readEvaluated(await Promise.race([inspectedWindow.eval(expression), timeout]));
    } catch {
      // The polyfill stumbles over the response Chromium gives then.
    }
    await pause(100);
  }
  return undefined;
}

/**
 * The value of what `eval` resolved to. Chromium 156 has `browser` itself, and gives the value alone where nothing was
 * thrown; everywhere else it comes with what was. Throws where the expression did.
 */
function readEvaluated(response: unknown): unknown {
  const [value, failure] = Array.isArray(response) ? response : [response];
  if (failure) throw new Error('The page threw.');
  return value;
}
