/**
 * Records the fixtures of the tools that run on a Debian machine: the same page, as each of `tools.ts` sees it.
 *
 *     npx tsx test/har/record.ts [devtools] [firefox] [playwright] [mitmproxy]
 */
import { writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { tools } from './tools.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** The page's calls, one after the other; each names what it is about. Secrets begin with "planted". */
const page = `<!doctype html><title>Shop</title><link rel="icon" href="data:,"><script type="module">
const api = new URLSearchParams(location.search).get('api');
const call = (path, options) => fetch(api + path, options).then((r) => r.text()).catch(() => {});
await call('/session', { credentials: 'include' });
await call('/ok');
await call('/search?page=2&access_token=planted-query');
await call('/broken');
await call('/items/7', { method: 'PUT', headers: { 'content-type': 'application/json', 'x-api-key': 'planted-key' }, body: '{"password":"planted-body"}' });
await call('/profile', { headers: { authorization: 'Bearer planted-bearer' } });
await call('/cart', { credentials: 'include' });
await call('/wrong');
await call('/report');
await call('/form', { method: 'POST', body: new URLSearchParams({ user: 'ada', comment: 'planted-form' }) });
document.title = 'done';
</script>`;

const api: RequestListener = (request, response) => {
  const origin = request.headers.origin ?? '';
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const open = { 'access-control-allow-origin': origin, vary: 'Origin' };
  const responses: Record<string, () => [number, Record<string, string>, string?]> = {
    '/session': () => [
      200,
      {
        ...open,
        'access-control-allow-credentials': 'true',
        'set-cookie': 'sid=planted-cookie; Path=/; HttpOnly',
      },
    ],
    '/ok': () => [200, { 'access-control-allow-origin': '*' }],
    '/search': () => [200, open],
    '/broken': () => [
      500,
      { 'x-powered-by': 'Express', 'content-type': 'text/html' },
      '<h1>Error</h1>',
    ],
    '/items/7': () => [401, { 'www-authenticate': 'Bearer realm="api"', server: 'nginx/1.26.0' }],
    '/profile': () =>
      request.method === 'OPTIONS'
        ? [204, { ...open, 'access-control-allow-headers': 'authorization' }]
        : [200, open],
    '/cart': () => [200, { 'access-control-allow-origin': '*' }],
    '/wrong': () => [200, { 'access-control-allow-origin': 'http://shop.example' }],
    '/report': () => [302, { location: '/signin?return=%2Freport' }],
    '/form': () => [201, { ...open, location: '/form/1' }],
  };
  const [status, headers, body = '{}'] = responses[path]?.() ?? [404, {}];
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(status === 204 ? undefined : body);
};

const site: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(page);
};

async function listen(handler: RequestListener): Promise<{ server: Server; origin: string }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://localhost:${(server.address() as AddressInfo).port}` };
}

const wanted = process.argv.slice(2);
const servers = [await listen(site), await listen(api)] as const;
try {
  const url = `${servers[0].origin}/?api=${encodeURIComponent(servers[1].origin)}`;
  for (const name of ['devtools', 'firefox', 'playwright', 'mitmproxy']) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const files = await tools[name]?.({ url, done: 'document.title === "done"', last: '/form' });
    for (const [file, text] of Object.entries(files ?? {})) {
      await writeFile(`${folder}${file}.har`, text);
    }
  }
} finally {
  for (const { server } of servers) {
    server.closeAllConnections();
    server.close();
  }
}
