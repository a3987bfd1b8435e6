import { type Answer, type PermissionRequest, writeRequest } from '../permission/request.ts';

let opened: Window | null = null;

/**
 * Asks the user in a window of the extension at `url`, as Firefox lets no panel ask. False when the window was closed,
 * or could not be opened. Must be called in the click itself. The window goes with the panel.
 */
export function askInWindow(url: string, request: Omit<PermissionRequest, 'id'>): Promise<boolean> {
  const id = `permission ${crypto.randomUUID()}`;
  const answered = new Promise<boolean>((resolve) => {
    const listen = ({ origin, data }: MessageEvent<Answer | null>): void => {
      // A window that closes is no `source` any more; the id is known to it alone.
      if (origin !== location.origin || data?.id !== id) return;
      removeEventListener('message', listen);
      resolve(data.allowed);
    };
    addEventListener('message', listen);
  });
  void navigator.locks.request(id, () => answered);
  opened = window.open(url + writeRequest({ id, ...request }), '', 'popup,width=480,height=320');
  return opened === null ? Promise.resolve(false) : answered;
}

/** Brings the open window to the front. */
export function showWindow(): void {
  opened?.focus();
}
