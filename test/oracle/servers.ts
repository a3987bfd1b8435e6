import { createHash, X509Certificate } from 'node:crypto';
import http2 from 'node:http2';
import net from 'node:net';
import tls from 'node:tls';
import { generate } from 'selfsigned';
import type { Case, Place, Response } from './case.ts';
import { clientScript } from './page.ts';

/** The running servers. */
export interface Servers {
  /** The origin of a place, such as `http://api.test:40123`. */
  origin(place: Place): string;
  /** Registers a case under an id of its own, which is part of every path it uses. */
  add(id: string, kase: Case): void;
  /** Fills in `{place}`, `{place/route}`, `{user:password@place/route}` and `{origin}`. */
  fill(text: string, id: string, origin?: string): string;
  /** What Chromium needs to know about names and certificates. */
  readonly chromiumArgs: readonly string[];
  /** The certificate of every https place but the untrusted one, as PEM. */
  readonly certificate: string;
  close(): Promise<void>;
}

const hosts: Record<Place, { host: string; server: string; scheme: 'http' | 'https' }> = {
  app: { host: 'app.test', server: 'a', scheme: 'http' },
  api: { host: 'api.test', server: 'b', scheme: 'http' },
  third: { host: 'third.test', server: 'c', scheme: 'http' },
  fourth: { host: 'fourth.test', server: 'd', scheme: 'http' },
  // Same site as `app`, another origin.
  sub: { host: 'api.app.test', server: 'b', scheme: 'http' },
  port: { host: 'app.test', server: 'b', scheme: 'http' },
  local: { host: 'localhost', server: 'a', scheme: 'http' },
  sapp: { host: 'app.test', server: 'sa', scheme: 'https' },
  sapi: { host: 'api.test', server: 'sb', scheme: 'https' },
  sthird: { host: 'third.test', server: 'sc', scheme: 'https' },
  ssub: { host: 'api.app.test', server: 'sb', scheme: 'https' },
  h2: { host: 'h2.test', server: 'h2', scheme: 'https' },
  // A certificate nobody trusts.
  untrusted: { host: 'untrusted.test', server: 'su', scheme: 'https' },
  // Nothing listens here.
  refused: { host: 'refused.test', server: 'refused', scheme: 'http' },
  // A host of each case's own: a request that is never answered keeps its connection.
  hanging: { host: 'hanging.test', server: 'b', scheme: 'http' },
  // http: URLs of https servers, for pages that upgrade them.
  uapi: { host: 'api.test', server: 'sb', scheme: 'http' },
  usub: { host: 'api.app.test', server: 'sb', scheme: 'http' },
  uthird: { host: 'third.test', server: 'sc', scheme: 'http' },
  // The name does not resolve.
  nowhere: { host: 'nowhere.test', server: 'a', scheme: 'http' },
  // On the public internet, as Chromium is told.
  public: { host: 'public.test', server: 'p', scheme: 'http' },
  spublic: { host: 'public.test', server: 'sp', scheme: 'https' },
};

/** A self-signed certificate for every name of the lab. */
async function certificate(): Promise<{ key: string; cert: string }> {
  const names = ['*.test', '*.app.test'];
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'lab.test' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) }],
  });
  return { key, cert };
}

interface Request {
  method: string;
  target: string;
  origin: string | undefined;
  /** It asks whether what a cache has is still right. */
  conditional: boolean;
}

/** Starts every server on ports of its own. */
export async function startServers(): Promise<Servers> {
  const cases = new Map<string, Case>();
  const counts = new Map<string, number>();
  const trusted = await certificate();
  const untrusted = await certificate();
  const ports = new Map<string, number>();
  const sockets = new Set<net.Socket>();
  const running: net.Server[] = [];

  const origin = (place: Place) => {
    const { host, server, scheme } = hosts[place];
    return `${scheme}://${host}:${ports.get(server)}`;
  };
  const fill = (text: string, id: string, requestOrigin = '') =>
    text.replace(/\{([\w:]*@)?(\w+)(\/[^}]*)?\}/g, (all, user, name: string, rest?: string) => {
      if (name === 'origin') return requestOrigin;
      if (!(name in hosts)) return all;
      const own = name === 'hanging' ? `${id}.` : '';
      const base = origin(name as Place).replace('://', `://${user ?? ''}${own}`);
      return rest === undefined ? base : `${base}/c/${id}/${name}${rest}`;
    });

  function responseFor({
    method,
    target,
    conditional,
  }: Request): { response: Response; id: string } | null {
    const [, kind, id = '', place = '', ...rest] = target.replace(/[?#].*/, '').split('/');
    const kase = kind === 'c' ? cases.get(id) : undefined;
    const key = `${place}/${rest.join('/')}`;
    const route = kase?.routes[key];
    if (!route) return null;
    const [by = ''] = [conditional ? 'conditional' : method, method, '*'].filter(
      (way) => route[way],
    );
    const listed = route[by];
    if (listed === undefined) return { response: { status: 501 }, id };
    const slot = `${id} ${key} ${by}`;
    const count = counts.get(slot) ?? 0;
    counts.set(slot, count + 1);
    const responses = Array.isArray(listed)
      ? (listed as readonly Response[])
      : [listed as Response];
    return { response: responses[Math.min(count, responses.length - 1)] ?? {}, id };
  }

  /** Pages the harness itself needs: same bytes on every server, readable by all. */
  function ownPage({ target }: Request): Response {
    const name = target.replace(/[?#].*/, '');
    if (name === '/client.js' || name === '/worker.js' || name === '/sw.js' || name === '/in/sw.js')
      return { headers: [['Content-Type', 'text/javascript']], body: clientScript };
    if (
      name === '/' ||
      name === '/page.html' ||
      name === '/frame.html' ||
      name === '/in/frame.html'
    )
      return {
        headers: [
          ['Content-Type', 'text/html; charset=utf-8'],
          ['Cache-Control', 'no-store'],
          ...(target.endsWith('?upgrades')
            ? ([['Content-Security-Policy', 'upgrade-insecure-requests']] as const)
            : []),
        ],
        body: `<!doctype html><link rel="icon" href="data:,"><title>${name}</title><script src="/client.js"></script>`,
      };
    return { status: 404, body: 'no such route' };
  }

  function bytes(response: Response, id: string, request: Request): Buffer {
    if (response.raw !== undefined)
      return Buffer.from(fill(response.raw, id, request.origin), 'latin1');
    const status = response.status ?? 200;
    const bodiless = status === 204 || status === 304 || status < 200 || request.method === 'HEAD';
    const body = Buffer.from(response.body ?? 'ok');
    let head = `HTTP/1.1 ${status} Status\r\n`;
    for (const [name, value] of response.headers ?? [])
      head += `${name}: ${fill(value, id, request.origin)}\r\n`;
    if (response.fault === 'truncated' || response.fault === 'stall')
      head += `Content-Length: ${body.length + 100}\r\n`;
    else if (response.fault === 'chunk-truncated') head += 'Transfer-Encoding: chunked\r\n';
    else if (status !== 204 && status !== 304 && status >= 200)
      head += `Content-Length: ${body.length}\r\n`;
    if (response.fault === 'bad-gzip') head += 'Content-Encoding: gzip\r\n';
    head += 'Connection: close\r\n\r\n';
    if (response.fault === 'chunk-truncated')
      return Buffer.from(`${head}40\r\nnot sixty-four bytes`);
    const start = Buffer.from(head, 'latin1');
    return bodiless ? start : Buffer.concat([start, body]);
  }

  async function serve(socket: net.Socket, raw: net.Socket, request: Request): Promise<void> {
    const found = responseFor(request) ?? { response: ownPage(request), id: '' };
    const { response, id } = found;
    if (response.delay) await new Promise((resolve) => setTimeout(resolve, response.delay));
    if (socket.destroyed) return;
    if (response.fault === 'reset') raw.resetAndDestroy();
    else if (response.fault === 'empty') socket.destroy();
    else if (response.fault === 'not-http')
      socket.end(Buffer.from([0x15, 0x03, 0x01, 0, 2, 2, 10]));
    else if (response.fault === 'stall') socket.write(bytes(response, id, request));
    else if (response.fault !== 'hang') socket.end(bytes(response, id, request));
  }

  /** Reads one request and responses it. `raw` is the connection under a TLS one. */
  function connection(socket: net.Socket, raw = socket): void {
    sockets.add(raw);
    raw.on('close', () => sockets.delete(raw));
    socket.on('error', () => {});
    let received = Buffer.alloc(0);
    let done = false;
    socket.on('data', (chunk) => {
      if (done) return;
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = received.subarray(0, end).toString('latin1');
      const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
      const chunked = /^transfer-encoding: *chunked/im.test(head);
      if (chunked ? !received.includes('\r\n0\r\n\r\n') : received.length < end + 4 + length)
        return;
      done = true;
      const [line = ''] = head.split('\r\n');
      const [method = '', target = ''] = line.split(' ');
      const origin = /^origin: *(.*)$/im.exec(head)?.[1];
      const conditional = /^if-(none-match|modified-since):/im.test(head);
      void serve(socket, raw, { method, target, origin, conditional });
    });
  }

  const listen = async (name: string, server: net.Server) => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ports.set(name, (server.address() as net.AddressInfo).port);
    running.push(server);
  };
  const secure = (pair: { key: string; cert: string }) =>
    net.createServer((raw) => {
      raw.on('error', () => {});
      connection(
        new tls.TLSSocket(raw, { isServer: true, secureContext: tls.createSecureContext(pair) }),
        raw,
      );
    });
  for (const name of ['a', 'b', 'c', 'd', 'p'])
    await listen(
      name,
      net.createServer((socket) => connection(socket)),
    );
  for (const name of ['sa', 'sb', 'sc', 'sp']) await listen(name, secure(trusted));
  await listen('su', secure(untrusted));
  const h2 = http2.createSecureServer(trusted);
  h2.on('session', (session) => session.on('error', () => {}));
  h2.on('stream', async (stream, headers) => {
    stream.on('error', () => {});
    const request: Request = {
      method: String(headers[':method']),
      target: String(headers[':path']),
      origin: headers.origin as string | undefined,
      conditional: Boolean(headers['if-none-match'] ?? headers['if-modified-since']),
    };
    const found = responseFor(request) ?? { response: ownPage(request), id: '' };
    const { response, id } = found;
    const out: Record<string, string | string[] | number> = { ':status': response.status ?? 200 };
    for (const [name, value] of response.headers ?? []) {
      const key = name.toLowerCase();
      const before = out[key];
      const filled = fill(value, id, request.origin);
      out[key] = before === undefined ? filled : [before, filled].flat().map(String);
    }
    if (response.delay) await new Promise((resolve) => setTimeout(resolve, response.delay));
    if (stream.destroyed) return;
    if (response.fault === 'hang') return;
    if (response.fault) stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
    else {
      stream.respond(out);
      stream.end(request.method === 'HEAD' ? undefined : (response.body ?? 'ok'));
    }
  });
  await listen('h2', h2 as unknown as net.Server);
  const closed = net.createServer();
  await listen('refused', closed);
  await new Promise((resolve) => closed.close(resolve));

  const spki = createHash('sha256')
    .update(
      new X509Certificate(trusted.cert).publicKey.export({ type: 'spki', format: 'der' }) as Buffer,
    )
    .digest('base64');
  return {
    origin,
    add: (id, kase) => cases.set(id, kase),
    fill,
    chromiumArgs: [
      '--host-resolver-rules=MAP nowhere.test ~NOTFOUND, MAP *.test 127.0.0.1',
      `--ignore-certificate-errors-spki-list=${spki}`,
      `--ip-address-space-overrides=127.0.0.1:${ports.get('p')}=public,127.0.0.1:${ports.get('sp')}=public`,
    ],
    certificate: trusted.cert,
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(
        running.map((server) => new Promise((resolve) => server.close(() => resolve(undefined)))),
      );
    },
  };
}
