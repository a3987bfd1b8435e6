import { type PermissionRequest, writeRequest } from '../permission/request.ts';

/** How often the window is looked at, in milliseconds: nothing tells that it was closed. */
const interval = 200;

let opened: Window | null = null;

/**
 * Asks the user in a window of the extension at `url`, as Firefox lets no panel ask. False when the window was closed,
 * or could not be opened. Must be called in the click itself. The window goes with the panel.
 */
export function askInWindow(url: string, request: PermissionRequest): Promise<boolean> {
  const asking = window.open(url + writeRequest(request), '', 'popup,width=480,height=300');
  opened = asking;
  if (asking === null) return Promise.resolve(false);
  return new Promise((resolve) => {
    const end = (allowed: boolean): void => {
      clearInterval(timer);
      removeEventListener('message', onMessage);
      removeEventListener('pagehide', onLeave);
      resolve(allowed);
    };
    const onMessage = ({ source, origin, data }: MessageEvent<unknown>): void => {
      if (source === asking && origin === location.origin) end(data === true);
    };
    const onLeave = (): void => asking.close();
    const timer = setInterval(() => {
      if (asking.closed) end(false);
    }, interval);
    addEventListener('message', onMessage);
    addEventListener('pagehide', onLeave);
  });
}

/** Brings the open window to the front. */
export function showWindow(): void {
  opened?.focus();
}
