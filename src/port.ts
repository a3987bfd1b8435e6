import browser, { type Runtime } from 'webextension-polyfill';
import type { Message, Port } from './messages.ts';

/** The browser whose package this is. */
export const engine: 'firefox' | 'chromium' = import.meta.env.FIREFOX ? 'firefox' : 'chromium';

/** A connection that breaks at once is tried again after so many milliseconds at the latest. */
const slowest = 1_000;

/** The browser's port as ours. */
export function fromRuntime<In, Out>(port: Runtime.Port): Port<In, Out> {
  return {
    post(message) {
      try {
        port.postMessage(message);
      } catch {
        // The other end went a moment ago; its `onDisconnect` is on its way to us.
      }
    },
    listen(onMessage, onClose) {
      port.onMessage.addListener((message) => onMessage(message as Message<In>));
      port.onDisconnect.addListener(() => {
        // Chromium complains on the console about a reason that nobody reads.
        void browser.runtime.lastError;
        onClose();
      });
    },
  };
}

/**
 * Connects to the worker, and again whenever the worker was stopped: browsers stop it at any moment.
 * `onOpen` gets each new connection and sends whatever the worker must know. `onLost` is called once,
 * when the extension itself is gone (updated or removed), which no reconnecting fixes.
 */
export function stayConnected<In, Out>(
  name: string,
  onOpen: (port: Port<In, Out>) => void,
  onLost: () => void = () => {},
): void {
  let delay = 50;
  const connect = (): void => {
    let port: Port<In, Out>;
    try {
      port = fromRuntime(browser.runtime.connect({ name }));
    } catch {
      onLost();
      return;
    }
    const openedAt = Date.now();
    onOpen({
      post: port.post,
      listen(onMessage, onClose) {
        port.listen(onMessage, () => {
          onClose();
          // A worker that dies at once is asked less and less often.
          delay = Date.now() - openedAt > 5_000 ? 50 : Math.min(delay * 2, slowest);
          setTimeout(connect, delay);
        });
      },
    });
  };
  connect();
}
