import browser from 'webextension-polyfill';
import { readRequest } from './request.ts';

/**
 * Asks for access to hosts where a DevTools panel cannot (Firefox). The panel opened this window, hears the answer,
 * and waits only as long as the window is open; the window closes itself when the panel is gone.
 */
const { opener } = window;
const request = readRequest(location.hash);
const click = (id: string, listener: () => void): void =>
  document.getElementById(id)?.addEventListener('click', listener);

function end(allowed: boolean): void {
  opener?.postMessage(allowed, location.origin);
  window.close();
}

document
  .getElementById('hosts')
  ?.append(
    ...request.origins.map((host) =>
      Object.assign(document.createElement('li'), { textContent: host }),
    ),
  );
// In the click itself: Firefox asks only then.
click('allow', () => {
  browser.permissions.request(request).then(end, () => end(false));
});
click('cancel', () => end(false));
setInterval(() => {
  if (!opener || opener.closed) window.close();
}, 300);
