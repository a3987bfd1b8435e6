import { createRoot } from 'react-dom/client';
import { App } from '../src/panel/App.tsx';
import type { Host } from '../src/panel/host.ts';
import { readPreferences } from '../src/panel/preferences.ts';
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
const host: Host = {
  send(message) {
    if (message.type === 'clear') store.receive({ type: 'snapshot', ...store.get(), findings: [] });
    if (message.type === 'preserve') {
      store.receive({ type: 'snapshot', ...store.get(), preserve: message.preserve });
    }
  },
  record: async () => ({ entries: [], from: 0, pages: [], source: 'chromium' }),
  save: (preferences) => sessionStorage.setItem('preferences', JSON.stringify(preferences)),
  restart: () => location.reload(),
  reload: () => location.reload(),
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
