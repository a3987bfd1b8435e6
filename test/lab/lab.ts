import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  createServer as createHttp,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { generate } from 'selfsigned';
import { cases } from './cases.ts';
import type { Call, Handler, Lab, LabCase, Reply } from './types.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** The page and the API it calls are on names below `localhost`, which browsers resolve themselves. */
const siteName = 'shop.localhost';
/** The site once more, as a page of the public internet: by its address space and by its name. */
const publicName = 'shop.test';

/** What every case's OPTIONS gets, unless the case says otherwise. */
const permissive: Handler = ({ request, origin }) => ({
  status: 204,
  headers: {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': request.headers['access-control-request-method'] ?? '',
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '',
    vary: 'Origin',
  },
});

/** Paths of the API that response as a case does, or as they like. */
export type Routes = Readonly<Record<string, Pick<LabCase, 'preflight' | 'response'>>>;

/**
 * Starts the lab's servers on random free ports of the loopback interface: the site with the page,
 * the API with every case, a TLS server nobody trusts, a server that never answers, and a closed port.
 */
export async function startLab(routes: Routes = {}): Promise<Lab> {
  const [trusted, untrusted] = await Promise.all([
    certificate(siteName, publicName),
    certificate('api.localhost'),
  ]);
  const opened: { server: Server; sockets: Set<Socket> }[] = [];

  /** Listens, and remembers the sockets so that closing does not wait for browsers. */
  async function listen(server: Server): Promise<number> {
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    });
    opened.push({ server, sockets });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return (server.address() as AddressInfo).port;
  }

  const api: RequestListener = (request, response) => void respond(request, response, lab, routes);
  const site: RequestListener = (request, response) => serveSite(request, response, lab);
  const sitePort = await listen(createHttp(site));
  const secure = { key: trusted.private, cert: trusted.cert };
  const securePort = await listen(createHttps(secure, site));
  const publicPort = await listen(createHttps(secure, site));
  const apiPort = await listen(createHttp(api));
  const untrustedPort = await listen(
    createHttps({ key: untrusted.private, cert: untrusted.cert }, api),
  );
  const silentPort = await listen(createTcp());
  const closedPort = await freePort();

  const origins = {
    page: `http://${siteName}:${sitePort}`,
    https: `https://${siteName}:${securePort}`,
    public: `https://${publicName}:${publicPort}`,
  };
  const lab: Lab = {
    site: origins.page,
    url: `${origins.page}/`,
    origins,
    host: (name) => `http://${name}.localhost:${apiPort}`,
    port: apiPort,
    untrusted: `https://api.localhost:${untrustedPort}`,
    closedPort,
    silentPort,
    flags: [
      '--host-resolver-rules=MAP *.test 127.0.0.1',
      `--ignore-certificate-errors-spki-list=${publicKeyHash(trusted.cert)}`,
      `--ip-address-space-overrides=127.0.0.1:${publicPort}=public`,
    ],
    firefox: {
      localNames: ['api.test', publicName],
      trust: [
        { host: siteName, port: securePort, certificate: trusted.cert },
        { host: publicName, port: publicPort, certificate: trusted.cert },
      ],
      preferences: {
        'network.lna.address_space.public.override': `127.0.0.1:${publicPort}`,
        // Denied, as by a user who is asked.
        'permissions.default.loopback-network': 2,
      },
    },
    get visits() {
      return cases.flatMap((entry) => {
        const { from } = entry.request;
        if (from !== 'https' && from !== 'public') return [];
        return [{ page: `${origins[from]}/frame`, call: callOf(entry, lab) }];
      });
    },
    extensions: [`${folder}blocker`],
    async close() {
      for (const { server, sockets } of opened) {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
  return lab;
}

async function certificate(...names: string[]) {
  return generate([{ name: 'commonName', value: names[0] ?? '' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value }) as const) },
    ],
  });
}

/** What `--ignore-certificate-errors-spki-list` takes. */
function publicKeyHash(pem: string): string {
  const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}

async function freePort(): Promise<number> {
  const server = createTcp();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  lab: Lab,
  routes: Routes,
) {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'api.localhost'}`);
  const entry = routes[url.pathname] ?? cases.find(({ id }) => id === url.pathname.split('/')[1]);
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  const call: Call = { request, response, url, origin: request.headers.origin ?? '', body, lab };
  const isPreflight =
    request.method === 'OPTIONS' && 'access-control-request-method' in request.headers;
  const handler = isPreflight ? (entry?.preflight ?? permissive) : entry?.response;
  const reply = handler ? await handler(call) : { status: 404, body: 'No such case.' };
  if (reply) send(response, reply);
}

function send(response: ServerResponse, reply: Reply) {
  const { status = 200, headers = {}, body = '{}' } = reply;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.writeHead(status).end(status === 204 ? undefined : body);
}

/** The page, its frames and workers. Files are read afresh, so that a reload shows an edit. */
function serveSite(request: IncomingMessage, response: ServerResponse, lab: Lab) {
  const { pathname } = new URL(request.url ?? '/', lab.site);
  const read = (name: string) => readFileSync(`${folder}page/${name}`, 'utf8');
  const html = (body: string, headers = {}): Reply => ({
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body,
  });
  const script = (body: string): Reply => ({
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
    body,
  });
  // Inlined: a sandboxed frame would load a script across origins, and that is a request too.
  const frame = () => `<!doctype html><title>frame</title><script>${read('call.js')}
    addEventListener('message', async ({ data, source }) =>
      source.postMessage({ id: data.id, saw: await call(data) }, '*'));</script>`;
  const files: Record<string, () => Reply> = {
    '/': () => html(read('index.html')),
    '/page.css': () => ({ headers: { 'content-type': 'text/css' }, body: read('page.css') }),
    '/page.js': () => script(read('page.js')),
    '/call.js': () => script(read('call.js')),
    '/calls.json': () => ({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(
        cases
          .filter(({ request: { from } }) => from !== 'https' && from !== 'public')
          .map((entry) => callOf(entry, lab)),
      ),
    }),
    '/frame': () => html(frame()),
    '/frame/csp': () => html(frame(), { 'content-security-policy': "connect-src 'self'" }),
    '/worker.js': () =>
      script(`${read('call.js')}
        onmessage = async ({ data }) => postMessage({ id: data.id, saw: await call(data) });`),
    '/service-worker/frame': () => html(frame()),
    '/service-worker/worker.js': () =>
      script(`onfetch = (event) => {
        const { url } = event.request;
        if (url.endsWith('/service-worker-error')) event.respondWith(Response.error());
        // An opaque response, which a request in cors mode may not have.
        if (url.endsWith('/service-worker')) event.respondWith(fetch(url, { mode: 'no-cors' }));
      };`),
    '/favicon.ico': () => ({ status: 204 }),
    '/scene/scene.css': () => ({
      headers: { 'content-type': 'text/css' },
      body: read('scene/scene.css'),
    }),
    '/scene/client.js': () => script(read('scene/client.js')),
    ...Object.fromEntries(
      ['shop', 'outage'].flatMap((name) => [
        [`/scene/${name}`, () => html(read(`scene/${name}.html`))],
        [`/scene/${name}.js`, () => script(read(`scene/${name}.js`))],
      ]),
    ),
  };
  send(response, files[pathname]?.() ?? { status: 404, body: 'Not found.' });
}

/** What `call.js` and `page.js` need to know of a case. */
function callOf({ id, title, request }: LabCase, lab: Lab) {
  const { base, host = 'api', from = 'page', ...rest } = request;
  const frames: Partial<Record<typeof from, string>> = {
    sandbox: '/frame',
    csp: '/frame/csp',
    'service-worker': '/service-worker/frame',
  };
  const url = `${base?.(lab) ?? lab.host(host)}/${id}`;
  return { ...rest, id, title, from, url, frame: frames[from] };
}
