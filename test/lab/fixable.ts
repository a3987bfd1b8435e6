import { cases } from './cases.ts';
import type { Routes } from './lab.ts';
import type { LabCase } from './types.ts';

/**
 * Rules whose cause no response header of the server fixes: a redirect, a preflight's status, an origin that is opaque,
 * a response that is not the server's.
 */
const beyondHeaders =
  /^(?:preflight-|login-redirect$|redirect-|cors-middleware-threw$|unsupported-scheme$|local-network-access$|allow-origin-null$|bot-challenge$|captive-portal$)/;

/** Every case of the lab that a fix preview must make readable. */
export const fixable: readonly LabCase[] = cases.filter(
  ({ error, rule, request }) =>
    error !== undefined &&
    rule !== null &&
    !beyondHeaders.test(rule) &&
    request.from === undefined &&
    // The page's own mistake: no server has to allow it.
    request.method !== 'patch',
);

/** The cases that Chromium or Firefox blocks and that no preview can help. */
export const beyond: readonly LabCase[] = cases
  .filter(({ error, request }) => error !== undefined && request.from === undefined)
  .filter((entry) => !fixable.includes(entry));

/** True for what `page/call.js` says of a call that the page could read. */
export function isReadable(saw: string): boolean {
  return /^(?:\d|loaded|message)/.test(saw);
}

/** Whether the server of "/changing" is fixed. */
export const deployed = { fix: false };

/**
 * A frame that does not know of the preview: a page that fetches what it is told, and an API that allows every
 * origin but the lab's page, each by its name.
 */
export const neighbourRoutes: Routes = {
  '/neighbour': {
    response: () => ({
      headers: { 'content-type': 'text/html' },
      body: `<!doctype html><script>
        addEventListener('message', async ({ data, source }) => {
          const saw = await fetch(data).then(({ status }) => status, () => 'blocked');
          source.postMessage({ url: data, saw }, '*');
        });
      </script>`,
    }),
  },
  '/neighbours-allowed': {
    response: ({ origin, lab }) =>
      origin === lab.site ? {} : { headers: { 'access-control-allow-origin': origin } },
  },
  '/changing': {
    response: ({ origin }) =>
      deployed.fix ? { headers: { 'access-control-allow-origin': origin } } : {},
  },
  '/stored': { response: () => ({ headers: { 'cache-control': 'max-age=600' } }) },
};

/** In a page: what a frame at `address` gets of `url`: the status, or "blocked". */
export async function seenByFrame(address: string, url: string): Promise<number | 'blocked'> {
  const frame = document.createElement('iframe');
  frame.src = address;
  const loaded = new Promise((resolve) => {
    frame.onload = resolve;
  });
  document.body.append(frame);
  await loaded;
  const seen = new Promise<number | 'blocked'>((resolve) => {
    addEventListener('message', function listen({ data }) {
      if (data.url !== url) return;
      removeEventListener('message', listen);
      resolve(data.saw);
    });
  });
  frame.contentWindow?.postMessage(url, '*');
  const saw = await seen;
  // Firefox tells no extension of what ended just before its frame was gone.
  setTimeout(() => frame.remove(), 2_000);
  return saw;
}

/** In a page: what a frame of the page's own origin gets of `url`. */
export async function seenByOwnFrame(url: string): Promise<number | 'blocked'> {
  const frame = document.createElement('iframe');
  frame.src = '/frame?own';
  const loaded = new Promise((resolve) => {
    frame.onload = resolve;
  });
  document.body.append(frame);
  await loaded;
  const { fetch: fetchThere } = frame.contentWindow as unknown as { fetch: typeof fetch };
  return fetchThere.call(frame.contentWindow, url).then(
    ({ status }) => status,
    () => 'blocked' as const,
  );
}

/**
 * In the lab's page: what JavaScript sees of a case that is called afresh, which no cache of the browser has. Images and
 * fonts are fetched: what the lab returns is none, so they fail with any headers.
 */
export async function callAgain(id: string, salt: number): Promise<string> {
  const calls = await (await fetch('/calls.json')).json();
  const one = calls.find((each: { id: string }) => each.id === id);
  const client = /^(?:image|font)$/.test(one.client) ? 'fetch' : one.client;
  // biome-ignore lint/suspicious/noExplicitAny: what `page/call.js` defines.
  return (window as any).call({ ...one, client, url: `${one.url}?salt=${salt}` });
}
