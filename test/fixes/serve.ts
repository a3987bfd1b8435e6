import { execFile, spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Call, Host, Run } from './host.ts';

/** A host that runs. */
export interface Running {
  readonly base: string;
  readonly port: number;
  /** The end of what it printed. */
  log(): string;
  stop(): Promise<void>;
}

/** A response as it came over the wire. */
export interface Raw {
  readonly status: number;
  /** Lower-case names, every line of its own. */
  readonly lines: readonly (readonly [name: string, value: string])[];
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Writes the host's files around the snippet, builds and starts them, waits for the first response. */
export async function start(
  host: Host,
  snippet: string,
  { dir, cache, upstream }: Omit<Run, 'port'>,
): Promise<Running> {
  const run: Run = { dir, cache, upstream, port: await freePort() };
  rmSync(dir, { recursive: true, force: true });
  for (const [name, content] of Object.entries(host.files(snippet, run))) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
  const env = { ...process.env, NODE_ENV: 'production', ...host.env?.(run) };
  for (const [program = '', ...args] of host.build?.(run) ?? []) {
    await promisify(execFile)(program, args, { cwd: dir, env, maxBuffer: 1e8 }).catch((error) => {
      throw new Error(
        `${error.message}\n${error.stdout.slice(-2000)}\n${error.stderr.slice(-2000)}`,
      );
    });
  }

  const file = join(dir, 'server.log');
  const out = openSync(file, 'w');
  const [program = '', ...args] = host.start(run);
  // A process group of its own, so that the server's workers end with it.
  const child = spawn(program, args, {
    cwd: dir,
    env,
    detached: true,
    stdio: ['ignore', out, out],
  });
  const ended = new Promise<string>((done) => {
    child.once('error', (error) => done(error.message));
    child.once('exit', (code, signal) => done(`ended with ${code ?? signal}`));
  });
  const log = () => readFileSync(file, 'utf8').slice(-3000);
  async function stop() {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      process.kill(-child.pid, 'SIGTERM');
      const impatient = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), 3000);
      await ended;
      clearTimeout(impatient);
    }
  }

  const base = `http://127.0.0.1:${run.port}`;
  let end: string | undefined;
  ended.then((how) => {
    end = how;
  });
  for (const limit = Date.now() + 60_000; ; ) {
    if (await raw(`${base}/nope`).catch(() => null)) break;
    if (end !== undefined || Date.now() > limit) {
      await stop();
      throw new Error(`${program} ${end ?? 'did not respond within a minute'}\n${log()}`);
    }
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return { base, port: run.port, log, stop };
}

/** A request of its own connection, with every header line as it came. */
export function raw(
  url: string,
  { method = 'GET', headers = {}, body }: Partial<Pick<Call, 'method' | 'headers' | 'body'>> = {},
): Promise<Raw> {
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, headers: { ...headers, ...length }, agent: false, timeout: 30_000 },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('error', reject);
        response.on('end', () => {
          const lines: [string, string][] = [];
          for (let at = 0; at < response.rawHeaders.length; at += 2) {
            lines.push([
              response.rawHeaders[at]?.toLowerCase() ?? '',
              response.rawHeaders[at + 1] ?? '',
            ]);
          }
          resolve({ status: response.statusCode ?? 0, lines, headers: response.headers, body });
        });
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Does the work, then stops the server. A failure says what the server printed. */
export async function during<T>(server: Running, work: (base: string) => Promise<T>): Promise<T> {
  try {
    return await work(server.base);
  } catch (error) {
    if (error instanceof Error) error.message += `\n--- the server said:\n${server.log()}`;
    throw error;
  } finally {
    await server.stop();
  }
}

/** The values of a response header, one for each line of it. */
export function values({ lines }: Raw, name: string): string[] {
  return lines.filter(([key]) => key === name).map(([, value]) => value);
}

/** The members of a header's comma list, in lower case. */
export function members(response: Raw, name: string): string[] {
  return values(response, name).flatMap((value) => value.toLowerCase().split(/\s*,\s*/));
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** An empty page on a port of its own; `http://localhost:port` is another origin than 127.0.0.1. */
export async function servePage(): Promise<{ origin: string; server: Server }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>page</title>');
  }).listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, server };
}

/** The application behind a proxy. */
export interface Upstream {
  readonly url: string;
  readonly server: Server;
  /** Makes it send CORS headers of its own. */
  cors(on: boolean): void;
  /** Headers of the last request. */
  last(): IncomingHttpHeaders;
}

/** Serves what a `Host` without snippet serves, in plain Node. */
export async function serveUpstream(): Promise<Upstream> {
  let cors = false;
  let last: IncomingHttpHeaders = {};
  const server = createServer((request, response) => {
    request.resume();
    last = request.headers;
    if (cors) {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Expose-Headers', 'x-other');
    }
    response.setHeader('X-Powered-By', 'Node');
    response.setHeader('Content-Type', 'application/json');
    const path = request.url ?? '';
    const end = (status: number, count: string | null, body: string) => {
      if (count !== null) response.setHeader('X-Total-Count', count);
      response.writeHead(status).end(body);
    };
    if (!path.startsWith('/api/')) end(404, null, '{"error":"not found"}');
    else if (request.headers.authorization !== 'Bearer token')
      end(401, '0', '{"error":"who are you"}');
    else if (path === '/api/err') end(500, null, '{"error":"crash"}');
    else if (path === '/api/data' && /^(GET|PUT|PATCH)$/.test(request.method ?? ''))
      end(200, '42', '{"ok":true}');
    else end(404, null, '{"error":"not found"}');
  }).listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    cors(on) {
      cors = on;
    },
    last: () => last,
  };
}
