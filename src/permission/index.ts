import browser from 'webextension-polyfill';
import { type Answer, readRequest } from './request.ts';

/**
 * Asks for access to hosts where a DevTools panel cannot (Firefox). The panel opened this window and waits for what it
 * tells; the window goes when the panel does.
 */
const { opener } = window;
const { id, origins, permissions } = readRequest(location.hash);

const tell = (allowed: boolean): void =>
  opener?.postMessage({ id, allowed } satisfies Answer, location.origin);

function end(allowed: boolean): void {
  tell(allowed);
  window.close();
}

function onClick(button: string, listener: () => void): void {
  document.getElementById(button)?.addEventListener('click', listener);
}

const items = origins.map((host) => {
  const item = document.createElement('li');
  item.textContent = host;
  return item;
});
document.getElementById('hosts')?.append(...items);
// In the click itself: Firefox asks only then.
onClick('allow', () => {
  browser.permissions.request({ origins, permissions }).then(end, () => end(false));
});
onClick('cancel', () => end(false));
// Closed by the user. The first word counts, so this changes no yes.
addEventListener('pagehide', () => tell(false));
// The panel holds the lock as long as it waits. `opener.closed` stays false in Firefox when DevTools is closed.
void navigator.locks.request(id, () => window.close());
