import { createServer, type RequestListener, type Server } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Socket } from 'node:net';
import { generate } from 'selfsigned';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cases } from '../lab/cases.ts';
import { startLab } from '../lab/lab.ts';
import type { Lab, LabCase } from '../lab/types.ts';
import { run } from './run.ts';

/** Why a case is nothing that a command line can request; null: it can. */
function inexpressible({ request, id }: LabCase): string | null {
  const { client, from, redirect, abortAfter } = request;
  if (client === 'image-no-cors') return 'a request in mode no-cors';
  if (client === 'image-then-fetch') return "the browser's own cache";
  if (from === 'csp') return "the page's Content-Security-Policy";
  if (from === 'public') return 'address spaces';
  if (from === 'worker' || from === 'service-worker')
    return 'workers, which differ in DevTools only';
  if (redirect === 'error') return 'redirect: "error"';
  if (abortAfter !== undefined) return 'a page that aborts its request';
  if (id === 'blocked-by-client') return 'an extension';
  return id === 'unsupported-scheme' ? 'a URL that is refused as an argument' : null;
}

function argumentsFor({ id, request }: LabCase, lab: Lab): string[] {
  const { from, method, headers = {}, credentials, body, host = 'api', base } = request;
  const origin = from === 'sandbox' ? 'null' : from === 'https' ? lab.origins.https : lab.site;
  return [
    'check',
    `${base?.(lab) ?? lab.host(host)}/${id}`,
    ...['--origin', origin],
    ...(method ? ['--method', method] : []),
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    ...(credentials === 'include' ? ['--credentials'] : []),
    ...(body === undefined ? [] : ['--data', body]),
  ];
}

describe('the lab, whose verdicts are those of real Chromium (test/extension/lab.test.ts)', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab?.close());

  test('few cases are left out', () => {
    const out = cases.filter((entry) => inexpressible(entry) !== null).map(({ id }) => id);
    expect(out).toEqual([
      'allow-origin-cached-by-image',
      'blocked-by-client',
      'resource-policy',
      'content-security-policy',
      'aborted',
      'aborted-xhr',
      'local-network-access',
      'service-worker',
      'unsupported-scheme',
      'worker',
      'worker-preflighted',
      'service-worker-error',
      'ok-no-cors',
      'ok-redirect-error',
    ]);
  });

  const expressible = cases.filter((entry) => inexpressible(entry) === null);
  test.concurrent.each(expressible)('$id', async (entry) => {
    const { code, out } = await run([...argumentsFor(entry, lab), '--json']);
    const { findings, probes } = JSON.parse(out);
    expect(findings).toHaveLength(1);
    const [{ outcome, error, rule, alternative }] = findings;
    // What Chromium names where no CORS check failed; nothing for what it stops before it is sent.
    const net = entry.net === '' ? '(blocked)' : entry.net;
    const expected = entry.error ?? net ?? null;
    expect({ error, rule }).toEqual({ error: expected, rule: entry.rule });
    expect(outcome).toBe(entry.error ? 'blocked' : entry.net === undefined ? 'allowed' : 'failed');
    // The credentials mode is known, so no other check can have failed.
    expect(alternative).toBeUndefined();
    const dangerous = probes.some(({ failure }: { failure: boolean }) => failure);
    expect(code).toBe(outcome !== 'allowed' || dangerous ? 1 : 0);
  });
});

const shop = 'https://shop.example';
const servers: Server[] = [];
const sockets = new Set<Socket>();

async function serve(listener: RequestListener): Promise<string> {
  return listening(createServer(listener));
}

async function listening(server: Server): Promise<string> {
  servers.push(server);
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://localhost:${(server.address() as AddressInfo).port}/items`;
}

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
});

const allow = (origin: string, more = {}) => ({ 'Access-Control-Allow-Origin': origin, ...more });

describe('what is sent', () => {
  test('a preflight where a browser sends one, and the request without what is forbidden', async () => {
    const seen: string[] = [];
    const url = await serve((request, response) => {
      const { headers, method = '' } = request;
      if (headers.origin === shop) {
        let body = '';
        request.on('data', (part) => {
          body += part;
        });
        request.on('end', () =>
          seen.push(
            [
              method,
              headers['access-control-request-method'],
              headers['access-control-request-headers'],
              headers['x-api-key'],
              headers.cookie,
              headers['content-type'],
              body,
            ].join(' '),
          ),
        );
      }
      const answer = allow(headers.origin === shop ? shop : 'https://other.example', {
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Allow-Methods': 'PATCH',
        'Access-Control-Allow-Headers': 'content-type, x-api-key',
        'Access-Control-Max-Age': '7200',
        Vary: 'Origin',
      });
      response.writeHead(200, answer).end('{}');
    });
    const { code, out, error } = await run([
      'check',
      url,
      ...[
        '--origin',
        shop,
        '--method',
        'PATCH',
        '--header',
        'X-Api-Key',
        '--header',
        'content-type',
      ],
      ...['--credentials', '--header', 'Cookie: a=b', '--data', '{"a":1}'],
    ]);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(
      /^Allowed: https:\/\/shop\.example · preflight 200 · 200\n\n1 cross-origin/,
    );
    expect(seen).toEqual([
      'OPTIONS PATCH content-type,x-api-key    ',
      'PATCH   cors-lens a=b application/json {"a":1}',
    ]);
  });

  test('several origins, and nothing but GET and OPTIONS unless told', async () => {
    const methods = new Set<string>();
    const url = await serve((request, response) => {
      methods.add(request.method ?? '');
      response.writeHead(200, allow(shop, { Vary: 'Origin' })).end();
    });
    const origins = ['--origin', shop, '--origin', 'https://www.shop.example'];
    const { code, out } = await run(['check', url, ...origins, '--format', 'junit']);
    expect(code).toBe(1);
    expect(out).toContain(`name="GET ${url} from https://www.shop.example"`);
    expect(out).toMatch(/ tests="2" failures="1" /);
    expect([...methods].sort()).toEqual(['GET', 'OPTIONS']);
  });

  test('HTTP/2 and a certificate that nobody trusts: --insecure', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
    const server = createSecureServer({ key, cert }, (request, response) => {
      response.writeHead(200, { 'access-control-allow-origin': String(request.headers.origin) });
      response.end();
    });
    const url = (await listening(server as unknown as Server)).replace('http:', 'https:');
    const args = ['check', url, '--origin', shop, '--json'];
    const strict = JSON.parse((await run(args)).out);
    expect(strict.findings[0]).toMatchObject({ outcome: 'failed', rule: 'tls-failure' });
    expect(strict.findings[0].error).toBe('net::ERR_CERT_AUTHORITY_INVALID');
    const { findings, probes } = JSON.parse((await run([...args, '--insecure'])).out);
    expect(findings[0]).toMatchObject({ outcome: 'allowed' });
    expect(probes[0].rule).toBe('reflected-origin');
  });

  test('HTTP/1.1 over TLS, where the server has no other', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
    const server = createHttps({ key, cert }, (_, response) => {
      response.writeHead(200, allow(shop, { 'Access-Control-Allow-Headers': 'x-a' })).end();
    });
    const url = (await listening(server)).replace('http:', 'https:');
    const args = ['check', url, '--origin', shop, '--header', 'x-a', '--insecure', '--json'];
    const { findings } = JSON.parse((await run(args)).out);
    expect(findings[0]).toMatchObject({ outcome: 'allowed', status: 200 });
  });

  test('the credentials mode is known: nothing is only likely, or said to be hidden', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, allow('*', { 'Access-Control-Allow-Methods': 'GET' })).end();
    });
    const args = ['check', url, '--origin', shop, '--method', 'DELETE', '--format', 'json'];
    const { out } = await run(args);
    expect(JSON.parse(out).findings[0]).toMatchObject({
      error: 'MethodDisallowedByPreflightResponse',
      certainty: 'certain',
    });
    const cookie = ['--credentials', '--header', 'Cookie: a=planted'];
    const included = await run([...args, ...cookie]);
    expect(included.out).not.toContain('planted');
    expect(JSON.parse(included.out).findings[0]).toMatchObject({
      error: 'PreflightWildcardOriginNotAllowed',
      certainty: 'certain',
    });
    for (const more of [[], cookie]) {
      const table = await run(['check', url, '--origin', shop, '--method', 'DELETE', ...more]);
      expect(table.out).not.toMatch(/likely|DevTools/);
    }
  });

  test('redirects as Fetch has them: the second cross-origin hop has Origin null, and no Authorization', async () => {
    const seen: unknown[] = [];
    const last = await serve((request, response) => {
      if (request.method === 'GET')
        seen.push(request.headers.origin, request.headers.authorization);
      response.writeHead(200, allow('*', { 'Access-Control-Allow-Headers': '*' })).end();
    });
    const first = await serve((request, response) => {
      const cors = allow('*', { 'Access-Control-Allow-Headers': 'authorization' });
      if (request.method === 'OPTIONS') response.writeHead(204, cors).end();
      else response.writeHead(307, { ...cors, Location: last }).end();
    });
    const header = ['--header', 'Authorization: Bearer planted-secret'];
    const { code, out } = await run(['check', first, '--origin', shop, ...header, '--json']);
    expect(code).toBe(0);
    expect(seen.slice(0, 2)).toEqual(['null', undefined]);
    expect(out).not.toContain('planted-secret');
  });
});

describe('probes', () => {
  const probed = async (listener: RequestListener, ...more: string[]) => {
    const url = await serve(listener);
    const { code, out } = await run(['check', url, '--origin', shop, ...more, '--json']);
    const { findings, probes } = JSON.parse(out);
    return {
      code,
      probes: probes.map(({ rule, origin, failure }: Record<string, unknown>) =>
        [rule, origin, failure].join(' '),
      ),
      advice: findings[0].advice.map(({ rule }: { rule: string }) => rule),
    };
  };
  const credentials = { 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' };
  const reflect =
    (test: (origin: string) => boolean, more = {}): RequestListener =>
    (request, response) => {
      const { origin = '' } = request.headers;
      response.writeHead(200, test(origin) ? allow(origin, more) : {}).end();
    };

  test.each<[string, RequestListener, number, string[]]>([
    ['a right server', reflect((origin) => origin === shop, credentials), 0, []],
    ['a public API', reflect(() => false), 1, []],
    [
      'a reflected origin',
      reflect(() => true, { Vary: 'Origin' }),
      0,
      ['reflected-origin https://cors-lens.example false', 'null-origin-allowed null false'],
    ],
    [
      'a reflected origin, with credentials',
      reflect((origin) => origin !== 'null', credentials),
      1,
      ['reflected-origin-credentials https://cors-lens.example true'],
    ],
    [
      'null, with credentials',
      reflect((origin) => [shop, 'null'].includes(origin), credentials),
      1,
      ['null-origin-allowed null true'],
    ],
    [
      'a prefix',
      reflect((origin) => origin.startsWith(shop), credentials),
      1,
      ['look-alike-origin-allowed https://shop.example.evil.test true'],
    ],
    [
      'a suffix',
      reflect((origin) => origin.endsWith('shop.example') && origin.startsWith('https:')),
      0,
      ['look-alike-origin-allowed https://evilshop.example false'],
    ],
    [
      'any scheme',
      reflect((origin) => /^https?:\/\/shop\.example$/.test(origin), credentials),
      0,
      ['insecure-origin-allowed http://shop.example false'],
    ],
  ])('%s', async (_, listener, code, probes) => {
    const found = await probed(listener);
    expect({ code: found.code, probes: found.probes }).toEqual({ code, probes });
  });

  test('Vary, Max-Age, and a preflight that needs no authentication', async () => {
    const noVary = await probed(reflect((origin) => origin === shop));
    expect(noVary.advice).toEqual(['vary-origin-missing']);
    const shut: RequestListener = (request, response) =>
      request.method === 'OPTIONS'
        ? response.writeHead(401).end()
        : response.writeHead(200, allow('*')).end();
    expect((await probed(shut)).advice).toEqual(['preflight-unauthenticated']);
    const more = { 'Access-Control-Allow-Headers': 'x-a' };
    const short = await probed(
      (_, response) => response.writeHead(200, allow('*', more)).end(),
      '--header',
      'x-a',
    );
    expect(short.advice).toEqual(['preflight-not-cached']);
    const strict = ['--fail-on', 'warnings'];
    expect((await probed(shut, ...strict)).code).toBe(1);
    expect((await probed(shut, ...strict, '--ignore', 'preflight-unauthenticated')).code).toBe(0);
  });

  test('are no requests that change anything', async () => {
    const seen = new Set<string>();
    const url = await serve((request, response) => {
      if (request.headers.origin !== shop) seen.add(request.method ?? '');
      response.writeHead(200, allow('*', { 'Access-Control-Allow-Methods': '*' })).end();
    });
    expect((await run(['check', url, '--origin', shop, '--method', 'DELETE'])).code).toBe(0);
    expect([...seen]).toEqual(['OPTIONS']);
  });

  test('the table calls them dangerous, and --quiet keeps them', async () => {
    const url = await serve(reflect(() => true, credentials));
    for (const quiet of [[], ['--quiet']]) {
      const { code, out } = await run(['check', url, '--origin', shop, ...quiet]);
      expect(code).toBe(1);
      expect(out).toMatch(/^Dangerous: Server reflects any origin, with credentials$/m);
      expect(out).toMatch(/^ {2}Origin: https:\/\/cors-lens\.example$/m);
    }
    const github = await run(['check', url, '--origin', shop, '--format', 'github']);
    expect(github.out).toMatch(
      /^::error title=Warning%3A Server reflects any origin%2C with cred/m,
    );
    const markdown = await run(['check', url, '--origin', shop, '--format', 'markdown']);
    expect(markdown.out).toContain('Server reflects any origin');
  });
});

describe('what cannot be judged: one line, exit 2, bounded time and memory', () => {
  const bad = async (args: string[], message: RegExp) => {
    const { code, out, error } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toMatch(message);
    expect(error.trimEnd()).not.toContain('\n');
  };
  const api = ['check', 'https://api.example/items'];
  const from = ['--origin', shop];

  test.each<[string, string[], RegExp]>([
    ['no URL', ['check'], /Missing URL: check URL --origin ORIGIN See --help\./],
    ['no origin', api, /Missing --origin/],
    ['two URLs', [...api, 'x', ...from], /Too many arguments: "x"/],
    ['no URL at all', ['check', 'items', ...from], /Invalid URL "items"/],
    ['another scheme', ['check', 'file:///etc', ...from], /Invalid URL "file:\/\/\/etc"/],
    ['a user', ['check', 'https://a:b@api.example', ...from], /user or a password/],
    [
      'a path',
      [...api, '--origin', `${shop}/app`],
      /Invalid origin .*Did you mean "https:\/\/shop\.example"\?/,
    ],
    ['a slash', [...api, '--origin', `${shop}/`], /Did you mean "https:\/\/shop\.example"\?/],
    [
      'no scheme',
      [...api, '--origin', 'shop.example'],
      /Invalid origin "shop\.example"\. An origin is/,
    ],
    ['a star', [...api, '--origin', '*'], /Invalid origin "\*"/],
    ['a method', [...api, ...from, '--method', 'TRACE'], /Invalid method "TRACE"/],
    ['a body without a method', [...api, ...from, '--data', 'x'], /--data needs --method/],
    ['a body of a GET', [...api, ...from, '--data', 'x', '--method', 'get'], /not sent with GET/],
    [
      'a forbidden header',
      [...api, ...from, '--header', 'Host: x'],
      /--header host: browsers let no/,
    ],
    ['a header name', [...api, ...from, '--header', 'a b: x'], /Invalid header name "a b"/],
    ['a header value', [...api, ...from, '--header', 'a: x\ny'], /has characters that no header/],
    [
      'a cookie alone',
      [...api, ...from, '--header', 'Cookie: a=b'],
      /only sent with --credentials/,
    ],
    ['a time', [...api, ...from, '--timeout', 'soon'], /Invalid --timeout "soon"/],
    [
      'an option of another command',
      [...api, ...from, '--strict'],
      /only valid with diagnose and annotate/,
    ],
    [
      'nearly an option',
      [...api, '--orgin', shop],
      /Unknown option "--orgin"\. Did you mean "--origin"\?/,
    ],
    ['nearly the command', ['chek'], /Unknown command "chek"\. Did you mean "check"\?/],
  ])('%s', (_, args, message) => bad(args, message));

  test('same origin', async () => {
    const url = await serve((_, response) => response.end());
    await bad(['check', url, '--origin', new URL(url).origin], /is the page's own origin/);
  });

  test('a server that hangs, and one that never ends its headers', async () => {
    const silent = await listening(createTcp() as unknown as Server);
    await bad(
      ['check', silent, ...from, '--timeout', '0.3'],
      /sent no response within 0\.3 seconds/,
    );
    const drip = createTcp((socket) => {
      socket.on('error', () => {});
      socket.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => socket.write('X-A: b\r\n'), 50);
      socket.on('close', () => clearInterval(timer));
    });
    const slow = await listening(drip as unknown as Server);
    await bad(['check', slow, ...from, '--timeout', '0.5'], /sent no response within 0\.5 seconds/);
  });

  test('a ring of redirects', async () => {
    let count = 0;
    const url = await serve((request, response) => {
      count += 1;
      response.writeHead(302, allow('*', { Location: request.url })).end();
    });
    await bad(['check', url, ...from], /redirects more than 20 times/);
    expect(count).toBe(21);
  });

  test('a response of 100 MB, and one without an end, are judged by their headers', async () => {
    let sent = 0;
    const url = await serve((request, response) => {
      response.writeHead(200, allow('*', { 'Content-Length': 100_000_000 }));
      const chunk = Buffer.alloc(1 << 16);
      const more = () => {
        while (sent < 100_000_000 && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
      };
      if (request.method === 'GET' && request.headers.origin === shop) more();
      else response.destroy();
    });
    expect((await run(['check', url, ...from])).code).toBe(0);
    expect(sent).toBeLessThan(30_000_000);
    const endless = await serve((_, response) => {
      response.writeHead(200, allow('*')).write('data: 1\n\n');
    });
    expect((await run(['check', endless, ...from])).code).toBe(0);
  });
});
