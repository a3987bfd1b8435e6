import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import browser from 'webextension-polyfill';
import {
  batched,
  type FromPanel,
  type Look,
  type Looked,
  type Port,
  type Search,
  type ToPanel,
  type TraceRequest,
  type TracingNews,
  type TracingState,
} from '../messages.ts';
import { engine, stayConnected } from '../port.ts';
import { App } from './App.tsx';
import { Detail } from './diagnosis.ts';
import { HiddenClient } from './hidden.ts';
import type { Host } from './host.ts';
import { Fix, Menu } from './parts.ts';
import { askInWindow, showWindow } from './permissionWindow.ts';
import { type Preferences, readPreferences } from './preferences.ts';
import { PreviewClient } from './preview.ts';
import { CheckClient } from './recheck.ts';
import { Recording } from './recording.ts';
import { responseBody } from './responseBody.ts';
import { Store } from './store.ts';
import { TracingClient } from './tracing.ts';

/** What Chromium has and the polyfill's types do not. */
interface ChromiumPanels {
  readonly setThemeChangeHandler?: (handler: (theme: string) => void) => void;
  readonly openResource?: (url: string, line: number, column: number, done: () => void) => void;
  readonly network?: { readonly show?: (options: { filter: string }) => void };
}

const { inspectedWindow, panels } = browser.devtools;
const { tabId } = inspectedWindow;
const chromium: ChromiumPanels = typeof chrome === 'undefined' ? {} : chrome.devtools.panels;
const permissionUrl = browser.runtime.getURL('src/permission/index.html');

function showTheme(theme: string): void {
  document.documentElement.dataset.theme = theme === 'dark' ? 'dark' : 'light';
}
showTheme(panels.themeName);
if (chromium.setThemeChangeHandler) chromium.setThemeChangeHandler(showTheme);
else panels.onThemeChanged.addListener(showTheme);

const store = new Store();
const recording = new Recording((request) => port?.post({ type: 'export', request }), engine);
async function evaluate(script: string): Promise<unknown> {
  // The value alone where nothing was thrown, in Chromium; else with what was.
  const response: unknown = await inspectedWindow.eval(script);
  return Array.isArray(response) ? response[0] : response;
}

/** What the DevTools page responds; null when it is gone. */
async function request<Answer>(message: unknown): Promise<Answer | null> {
  return ((await browser.runtime.sendMessage(message)) as Answer | undefined) ?? null;
}

/** Firefox evaluates nothing in its own pages, among them the one that it shows in place of one that crashed. */
async function isGone(): Promise<boolean> {
  const [, failure] = (await inspectedWindow.eval('1')) as [unknown, { isError?: boolean }?];
  return failure?.isError === true;
}

// Firefox gives DevTools pages neither, and has an extension page of ours ask.
const previews =
  import.meta.env.FIREFOX || (browser.permissions && browser.declarativeNetRequest)
    ? new PreviewClient({
        engine,
        ask: (origins) =>
          import.meta.env.FIREFOX
            ? askInWindow(permissionUrl, { origins, permissions: [] })
            : browser.permissions.request({ origins }),
        ...(import.meta.env.FIREFOX ? { askAgain: showWindow, isGone } : {}),
        send: (message) => port?.post(message),
        evaluate,
        responseBody: (method, url) => responseBody(browser.devtools.network, method, url),
      })
    : undefined;
// In Firefox DevTools shows the responses of workers.
const hidden =
  browser.permissions && !import.meta.env.FIREFOX
    ? new HiddenClient({
        ask: (origins) => browser.permissions.request({ origins, permissions: ['webRequest'] }),
        send: (message) => port?.post(message),
      })
    : undefined;
let port: Port<ToPanel, FromPanel> | null = null;
stayConnected<ToPanel, FromPanel>(
  'panel',
  (opened) => {
    port = opened;
    port.listen(
      (message) => {
        store.receive(message);
        recording.receive(message);
        previews?.receive(message);
        hidden?.receive(message);
      },
      () => {
        port = null;
        recording.lose();
      },
    );
    port.post({ type: 'hello', tabId });
    previews?.reconnected();
    hidden?.reconnected();
  },
  () => store.lose(),
);

const tracing = new TracingClient(
  `${import.meta.env.FIREFOX ? 'Workers and frames of other sites' : 'Frames and workers'} are not covered.`,
  (start) => request<TracingState>({ type: 'trace', tabId, start } satisfies TraceRequest),
);
browser.runtime.onMessage.addListener((message: unknown): undefined => {
  const news = (message ?? {}) as Partial<TracingNews>;
  if (news.type === 'tracing' && news.tabId === tabId) {
    tracing.receive(news as TracingNews);
  }
});

// What was open names a URL of the page: it is kept for this run of the browser only, never on disk.
const selectedKey = `selected:${tabId}`;
let unsaved: Preferences | null = null;
function write(): void {
  if (unsaved === null) return;
  const { selected, ...lasting } = unsaved;
  unsaved = null;
  void browser.storage.local.set({ panel: lasting });
  void browser.storage.session.set({ [selectedKey]: selected });
}
// A choice is kept at once, typing in batches; what is left when DevTools is closed is kept then.
const writeSoon = batched(write, 200);
addEventListener('pagehide', write);
function save(preferences: Preferences): void {
  unsaved = preferences;
  writeSoon();
}

async function stored(): Promise<Preferences> {
  try {
    const [{ panel }, { [selectedKey]: selected }] = await Promise.all([
      browser.storage.local.get('panel'),
      browser.storage.session.get(selectedKey),
    ]);
    return readPreferences({ ...(panel as object), selected });
  } catch {
    return readPreferences({});
  }
}

const host: Host = {
  send: (message) => port?.post(message),
  record: () => recording.get(),
  save,
  log: import.meta.env.FIREFOX ? 'Persist logs' : 'Keep log',
  reload: () => void inspectedWindow.reload({}),
  look: (entry) => request<Looked>({ type: 'look', tabId, entry } satisfies Look),
  restart: () => location.reload(),
  tracing,
  ...(previews ? { previews, checks: new CheckClient(evaluate) } : {}),
  ...(hidden ? { hidden } : {}),
  ...(import.meta.env.FIREFOX
    ? {
        silence:
          'No requests showing? The Network panel’s filters and pause button also affect extensions.',
      }
    : {}),
  ...(chromium.openResource && !import.meta.env.FIREFOX
    ? {
        // DevTools counts from 0.
        openResource: (url, line, column) =>
          chromium.openResource?.(url, line - 1, column - 1, () => {}),
      }
    : {}),
  onSearch(listener) {
    const onMessage = (message: unknown): undefined => {
      const search = (message ?? {}) as Partial<Search>;
      if (search.type === 'search' && search.tabId === inspectedWindow.tabId) {
        listener(search as Search);
      }
    };
    browser.runtime.onMessage.addListener(onMessage);
    return () => browser.runtime.onMessage.removeListener(onMessage);
  },
  // Firefox has no `getResources`.
  ...(import.meta.env.FIREFOX
    ? {}
    : {
        source: async (url) =>
          (await import('./more.ts')).readSource(chrome.devtools.inspectedWindow, url),
      }),
  ...(chromium.network?.show
    ? { showInNetwork: (url) => chromium.network?.show?.({ filter: url }) }
    : {}),
};

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App store={store} host={host} preferences={await stored()} />
  </StrictMode>,
);

// The parts that wait are small and near: they are there before anybody has read the title.
requestIdleCallback(() => void Detail.load().then(Menu.load).then(Fix.load), { timeout: 1_000 });
