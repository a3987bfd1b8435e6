import { createRoot } from 'react-dom/client';
import { App } from '../src/panel/App.tsx';
import { HiddenClient } from '../src/panel/hidden.ts';
import type { Host } from '../src/panel/host.ts';
import { readPreferences } from '../src/panel/preferences.ts';
import { PreviewClient, requestOf } from '../src/panel/preview.ts';
import { CheckClient } from '../src/panel/recheck.ts';
import { Store } from '../src/panel/store.ts';
import { states } from './states.ts';

// The panel in a normal tab: ?state=NAME&theme=light|dark, and &bare for nothing but the panel.
const search = new URLSearchParams(location.search);
const state = search.get('state') ?? 'cases';
const theme = search.get('theme') ?? 'light';
document.documentElement.dataset.theme = theme;

const nav = document.querySelector('nav');
if (search.has('bare')) nav?.remove();
else {
  const list = document.createElement('ul');
  for (const [name, query] of [
    ...Object.keys(states).map((name) => [name, { state: name, theme }] as const),
    ['panel failure', { state: 'panel failure', theme }] as const,
    [
      `${theme === 'dark' ? 'light' : 'dark'} theme`,
      { state, theme: theme === 'dark' ? 'light' : 'dark' },
    ] as const,
  ]) {
    const link = document.createElement('a');
    link.href = `?${new URLSearchParams(query)}`;
    link.textContent = name;
    if (name === state) link.setAttribute('aria-current', 'page');
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
  }
  nav?.append(list);
}

const store = new Store(states[state]?.());
/** Every fix that is tried here helps: the request appears once more, and passes. */
const previews: PreviewClient = new PreviewClient({
  engine: 'chromium',
  ask: async () => true,
  send(message) {
    if (message.type === 'stop')
      previews.receive({ type: 'preview', preview: null, ended: 'stopped' });
    if (message.type !== 'try') return;
    const { server, origin } = message.simulation;
    const from = Date.now();
    const preview = { server, origin, from, until: from + 300_000 };
    previews.receive({ type: 'preview', preview, ended: null });
  },
  responseBody: async () => ({
    status: 500,
    type: 'application/json',
    text: '{"statusCode":500,"message":"column orders.discount_code does not exist","path":"/v1/orders/1042","stack":"QueryFailedError: column orders.discount_code does not exist"}',
  }),
  async evaluate() {
    const { findings, counts, malformed } = store.get();
    const { request } = previews.get();
    const tried = findings.find(({ exchange }) => requestOf(exchange) === request);
    if (!tried) return false;
    const [first, ...rest] = tried.exchange.hops;
    const response = first.response ?? { status: 200, headers: [] };
    const exchange = {
      ...tried.exchange,
      id: `simulated ${Date.now()}`,
      simulated: true,
      hops: [{ ...first, response, startedAt: Date.now() }, ...rest] as const,
    };
    const passed = {
      exchange,
      verdict: { outcome: 'allowed' as const },
      diagnosis: null,
      advice: [],
    };
    store.receive({
      type: 'changes',
      findings: [passed],
      removed: [],
      counts,
      malformed: [...malformed],
    });
    return true;
  },
});
/** Every request that is checked again is fixed: its server allows the page now. */
const checks: CheckClient = new CheckClient(async () => {
  const { counts, malformed } = store.get();
  const { before } = checks.get();
  if (before === null) return false;
  const [first, ...rest] = before.exchange.hops;
  const headers = [['access-control-allow-origin', before.exchange.origin]] as const;
  const exchange = {
    ...before.exchange,
    id: `checked ${Date.now()}`,
    hops: [
      { ...first, response: { status: 200, headers }, startedAt: Date.now() },
      ...rest,
    ] as const,
  };
  store.receive({
    type: 'changes',
    findings: [{ exchange, verdict: { outcome: 'allowed' }, diagnosis: null, advice: [] }],
    removed: [],
    counts,
    malformed: [...malformed],
  });
  return true;
});
const hidden: HiddenClient = new HiddenClient({
  ask: async () => true,
  send(message) {
    if (message.type === 'watch') hidden.receive({ type: 'watched', servers: [message.server] });
    if (message.type === 'unwatch') hidden.receive({ type: 'watched', servers: [] });
  },
});
const frame = (functionName: string, url: string, lineNumber: number) => ({
  functionName,
  url,
  lineNumber,
  columnNumber: 8,
});
const client = `import { token } from './session.js';

export async function request(path, options = {}) {
  // Every call of the application goes through here.
  const response = await fetch(base + path, {
    ...options,
    headers: { ...options.headers, authorization: \`Bearer \${token()}\` },
  });
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}
`;
const host: Host = {
  send(message) {
    if (message.type === 'clear') {
      const counts = { entries: 0, checked: 0, dropped: 0 };
      store.receive({ type: 'snapshot', ...store.get(), findings: [], counts });
    }
    if (message.type === 'preserve') {
      store.receive({ type: 'snapshot', ...store.get(), preserve: message.preserve });
    }
  },
  record: async () => ({ entries: [], from: 0, pages: [], source: 'chromium' }),
  save: (preferences) => sessionStorage.setItem('preferences', JSON.stringify(preferences)),
  log: 'Keep log',
  restart: () => location.reload(),
  previews,
  checks,
  hidden,
  reload: () => location.reload(),
  look: async () => ({
    initiator: {
      stack: {
        callFrames: [
          frame('dispatchXhrRequest', 'https://app.example.com/node_modules/axios/index.js', 204),
          frame('request', 'https://app.example.com/src/client.js', 4),
        ],
        parent: {
          description: 'await',
          callFrames: [frame('loadOrders', 'https://app.example.com/src/orders.js', 11)],
        },
      },
    },
    body: null,
  }),
  source: async () => client,
  openResource: (url, line, column) => console.log('open', url, line, column),
  showInNetwork: (url) => console.log('show', url),
};
if (state === 'panel failure') {
  Object.defineProperty(store, 'get', {
    value: () => {
      throw new Error('made on purpose');
    },
  });
}
const stored = JSON.parse(sessionStorage.getItem('preferences') ?? '{}');
createRoot(document.getElementById('root') as HTMLElement).render(
  <App store={store} host={host} preferences={readPreferences(stored)} />,
);
