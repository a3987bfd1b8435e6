import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stacks } from '../../src/fixes/index.ts';
import type { Policy, Stack } from '../../src/fixes/types.ts';
import { httpd } from './brownfield/apache.ts';
import type { Host } from './host.ts';
import { cacheOf, install } from './install.ts';
import {
  during,
  type Raw,
  type Running,
  raw,
  serveUpstream,
  start,
  type Upstream,
  values,
} from './serve.ts';
import express from './stacks/express.ts';
import fastify from './stacks/fastify.ts';
import hono from './stacks/hono.ts';
import vite from './stacks/vite-proxy.ts';

/** Layouts in which a snippet cannot do all, and its text says what to do. */

const origin = 'https://app.example.com';
const policy: Policy = {
  origins: [origin],
  credentials: true,
  methods: ['GET', 'PUT'],
  headers: ['authorization', 'content-type'],
  exposed: [],
  maxAge: 600,
  leftOut: [],
};

let upstream: Upstream;

beforeAll(async () => {
  upstream = await serveUpstream();
});

afterAll(() => upstream?.server.close());

function stackOf(id: string): Stack {
  const stack = stacks.find((one) => one.id === id);
  if (!stack) throw new Error(`No stack is named ${id}`);
  return stack;
}

/** Starts an application of the stack and does the work. */
async function serving<T>(
  id: string,
  host: Pick<Host, 'npm' | 'apt' | 'cache' | 'build' | 'start' | 'env'>,
  files: Host['files'],
  work: (base: string, running: Running) => Promise<T>,
): Promise<T> {
  const whole: Host = { ...host, version: () => '', files };
  await install(id, whole);
  const cache = cacheOf(id, whole);
  const run = { cache, dir: join(cache, `layout-${id}`), upstream: upstream.url };
  const running = await start(whole, '', run);
  return during(running, (base) => work(base, running));
}

function preflight(base: string): Promise<Raw> {
  return raw(`${base}/api/data`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'PUT' },
  });
}

test('Apache: a RewriteRule with [L] above the lines in .htaccess takes the preflight away', async () => {
  const { limits, place, render } = stackOf('apache');
  expect(limits).toContain(
    'A `RewriteRule` above these lines that ends with `[L]` sends the preflight to the application.',
  );
  expect(place).toContain('at the top of the `.htaccess`');
  // As WordPress writes them.
  const rules = `RewriteEngine On
RewriteRule ^index\\.cgi$ - [L]
RewriteCond %{REQUEST_FILENAME} !-f
RewriteRule . /index.cgi [L]
`;
  const apache = {
    apt: ['apache2'],
    build: () => [['chmod', '+x', 'html/index.cgi']],
    start: ({ dir }) => ['apache2', '-f', `${dir}/httpd.conf`, '-DFOREGROUND'],
  } satisfies Partial<Host>;
  const files =
    (htaccess: string): Host['files'] =>
    (_, run) => ({
      'html/index.cgi':
        '#!/bin/sh\nif [ "$HTTP_AUTHORIZATION" = "Bearer token" ]; then echo "Status: 200"; else echo "Status: 401"; fi\necho "Content-Type: text/plain"\necho\n',
      'html/.htaccess': htaccess,
      'httpd.conf': httpd(
        run,
        `<Directory ${run.dir}/html>
AllowOverride All
CGIPassAuth On
Options +ExecCGI
AddHandler cgi-script .cgi
</Directory>`,
      ),
    });
  const above = await serving('apache', apache, files(rules + render(policy)), preflight);
  expect(above.status).toBe(401);
  const below = await serving('apache', apache, files(render(policy) + rules), async (base) => {
    const headers = { origin, authorization: 'Bearer token' };
    const [asked, put, refused] = await Promise.all([
      preflight(base),
      raw(`${base}/api/data`, { method: 'PUT', headers }),
      raw(`${base}/api/data`, { headers: { origin } }),
    ]);
    return [asked, put, refused];
  });
  expect(below.map(({ status }) => status)).toEqual([204, 200, 401]);
  for (const response of below) {
    expect(values(response, 'access-control-allow-origin')).toEqual([origin]);
  }
});

test.each([
  ['express', express],
  ['hono', hono],
  ['fastify', fastify],
])('%s: an OPTIONS that is no preflight is the application’s', async (id, made) => {
  const [host] = [made].flat() as [Host];
  const { render } = stackOf(id);
  const statusOf = (files: Host['files']) =>
    serving(id, { ...host, cache: host.cache ?? id }, files, async (base) => {
      const plain = await raw(`${base}/api/data`, {
        method: 'OPTIONS',
        headers: { origin, authorization: 'Bearer token' },
      });
      return [plain.status, (await preflight(base)).status];
    });
  const before = await statusOf((_, run) => host.files('', run));
  const after = await statusOf((_, run) => host.files(render(policy), run));
  expect(after[0]).toBe(before[0]);
  expect(after[1]).toBe(204);
});

test('Express 4: an async handler that throws sends nothing, until its error is passed on', async () => {
  const { limits, onlyOnSuccess = '', render } = stackOf('express');
  const [limit = ''] = limits;
  expect(limit).toContain('the process ends and the browser gets no response');
  expect(limit).toContain('Pass them to `next`, or use Express 5');
  expect(onlyOnSuccess).toContain('never becomes a response');
  const [{ npm, cache = 'express' }] = [express].flat() as [Host];
  const node = { npm: npm ?? {}, cache, start: () => ['node', 'app.cjs'] };
  const files =
    (name: string, route: string): Host['files'] =>
    (_, { port }) => ({
      'app.cjs': `
const express = require('${name}');
const app = express();
${render(policy)}
const load = async () => { throw new Error('no database'); };
app.get('/api/data', ${route});
app.listen(${port}, '127.0.0.1');
`,
    });
  const thrown = 'async (req, res) => { res.json(await load()); }';
  const passedOn = '(req, res, next) => { load().then((data) => res.json(data), next); }';
  const call = (base: string) => raw(`${base}/api/data`, { headers: { origin } });

  await serving('express', node, files('express4', thrown), async (base, { log }) => {
    await expect(call(base)).rejects.toThrow(/socket hang up|ECONNRESET/);
    // Not only this request: whoever calls next finds nobody.
    await expect.poll(() => call(base).catch(String)).toMatch(/ECONNREFUSED/);
    expect(log()).toContain('no database');
  });
  for (const [name, route] of [
    ['express4', passedOn],
    ['express', thrown],
  ] as const) {
    const response = await serving('express', node, files(name, route), call);
    expect(response.status, name).toBe(500);
    expect(values(response, 'access-control-allow-origin'), name).toEqual([origin]);
  }
});

test('Vite: the proxy stands beside one for /api that is there already', async () => {
  const { place, leftIn = '', render } = stackOf('vite-proxy');
  expect(place).toContain('beside the entries you have');
  expect(leftIn).toContain('Your other `proxy` entries still work');
  const snippet = render({ ...policy, server: upstream.url, path: '/api/data' });
  const entry = snippet.slice(
    snippet.indexOf('      // fetch('),
    snippet.indexOf('    },\n  },\n});'),
  );
  expect(entry).toContain("'/remote': {");
  const other = await serveUpstream();
  other.cors(true);
  const host: Host = { ...vite, version: () => '' };
  const files = () => ({
    'index.html': '<!doctype html><title>page</title>',
    'vite.config.ts': `
import { defineConfig } from 'vite';
export default defineConfig({
  server: {
    proxy: {
      '/api': { target: '${other.url}', changeOrigin: true },
${entry}
    },
  },
});
`,
  });
  try {
    await serving('vite-proxy', host, files, async (base) => {
      const headers = { authorization: 'Bearer token' };
      const own = await raw(`${base}/api/data`, { headers });
      expect(own.status, 'the calls that worked').toBe(200);
      expect(other.last().host).toBe(new URL(other.url).host);
      const remote = await raw(`${base}/remote/api/data`, { headers });
      expect(remote.status, 'the call that failed').toBe(200);
      expect(upstream.last().host).toBe(new URL(upstream.url).host);
    });
  } finally {
    other.server.close();
  }
});
