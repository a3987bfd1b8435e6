import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import browser from 'webextension-polyfill';
import type { FromPanel, Port, ToPanel } from '../messages.ts';
import { stayConnected } from '../port.ts';
import { App } from './App.tsx';
import type { Host } from './host.ts';
import { Store } from './store.ts';

const { inspectedWindow } = browser.devtools;
const store = new Store();
let port: Port<ToPanel, FromPanel> | null = null;

stayConnected<ToPanel, FromPanel>(
  'panel',
  (opened) => {
    port = opened;
    port.listen(
      (message) => store.receive(message),
      () => {
        port = null;
      },
    );
    port.post({ type: 'hello', tabId: inspectedWindow.tabId });
  },
  () => store.lose(),
);

const host: Host = { send: (message) => port?.post(message) };

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App store={store} host={host} />
  </StrictMode>,
);
