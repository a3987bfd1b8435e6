import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { policyFor, stacks } from '../../src/fixes/index.ts';
import type { Policy, Stack } from '../../src/fixes/types.ts';
import { type Chromium, launch } from '../browser/chromium.ts';
import type { Exceptions, Host, Run } from './host.ts';
import { cacheOf, install, installed } from './install.ts';
import { exchange } from './policies.ts';
import { type Raw, type Running, raw, servePage, serveUpstream, start } from './serve.ts';

const hosts = import.meta.glob<{ default: Host | readonly Host[] }>('./stacks/*.ts', {
  eager: true,
});

/** The stacks that can be run here, by the names of the files in test/fixes/stacks. */
export const hosted = Object.keys(hosts).map((path) => path.replace(/^.*\/|\.ts$/g, ''));

const token = { authorization: 'Bearer token' };

/**
 * Defines the tests of these stacks: the fault is seen in Chromium, the stack's snippet put in its
 * place, and everything the snippet promises asked for again.
 */
export function lane(ids: readonly string[]): void {
  let chromium: Chromium;
  let page: { origin: string; server: Server };
  let foreign: { origin: string; server: Server };
  let policy: Policy;

  beforeAll(async () => {
    [page, foreign] = await Promise.all([servePage(), servePage()]);
    const asked = {
      asks: 'authorization,content-type,x-request-id',
      credentials: 'include',
      response: { status: 200, headers: [['x-total-count', '42']] },
    } as const;
    const found = policyFor(exchange({ ...asked, origin: page.origin }), [exchange(asked)]);
    if (found === null) throw new Error('no policy');
    policy = found;
    chromium = await launch({ devtools: false, headless: true });
  });

  afterAll(async () => {
    await chromium?.close();
    page?.server.close();
    foreign?.server.close();
  });

  test.concurrent.each(ids.map((id) => [id] as const))('%s', async (id) => {
    const stack = stacks.find((one) => one.id === id);
    const variants = [hosts[`./stacks/${id}.ts`]?.default ?? []].flat();
    if (!stack || variants.length === 0) throw new Error(`No stack or no host is named ${id}`);

    const ran: string[] = [];
    for (const [index, host] of variants.entries()) {
      await install(id, host);
      const upstream = await serveUpstream();
      const cache = cacheOf(id, host);
      const run = { cache, dir: join(cache, `run-${id}-${index}`), upstream: upstream.url };
      try {
        await fault(id, index, host, run);
        await repair(stack, host, run, upstream.cors);
      } finally {
        upstream.server.close();
      }
      ran.push(host.version(installed(id, host)));
    }

    const now = ran.join(' and ');
    if (inject('update')) return verify(id, now);
    // Debian moves patch releases in under our feet; npm versions are exact.
    const patch = variants.some(({ apt }) => apt) ? /(\d+\.\d+)\.[\w.+~-]*\w/g : /$^/g;
    expect(stack.verified?.replace(patch, '$1'), 'stale: run `npm run test:fixes -- -u`').toBe(
      now.replace(patch, '$1'),
    );
  });

  /** The server without the snippet works, and every call of the page is blocked. */
  async function fault(id: string, index: number, host: Host, run: Omit<Run, 'port'>) {
    await during(await start(host, '', run), async (base) => {
      await works(base, host);
      if (index === 0 && inject('update'))
        record(id, await answers(base, page.origin, host.missing));
      expect(await visit(page.origin, base, host.missing), 'without the snippet').toEqual(blocked);
    });
  }

  /** The same server with the very text of `render` keeps every promise. */
  async function repair(
    stack: Stack,
    host: Host,
    run: Omit<Run, 'port'>,
    upstreamCors: (on: boolean) => void,
  ) {
    const { except = {} } = host;
    if (Object.keys(except).length > 0) expect(stack.limits, 'exceptions').not.toEqual([]);
    const snippet = stack.render(policy);
    expect(Object.values(host.files(snippet, { ...run, port: 1 })).join('\n')).toContain(
      snippet.trimEnd(),
    );
    await during(await start(host, snippet, run), async (base) => {
      expect(await visit(page.origin, base, host.missing), 'with the snippet').toEqual(
        readable(except),
      );
      expect(await visit(foreign.origin, base, host.missing), 'another origin').toEqual(blocked);
      await onTheWire(base, host);
      if (!host.proxy) return;
      upstreamCors(true);
      await onTheWire(base, host);
    });
  }

  /** The five calls, from a page of this origin: status and exposed header, or null where blocked. */
  async function visit(origin: string, base: string, missing = '/nope') {
    const context = await chromium.browser.createBrowserContext();
    try {
      const tab = await context.newPage();
      await tab.goto(origin);
      return await tab.evaluate(
        async (base, token, missing) => {
          async function call(path: string, init: RequestInit) {
            try {
              const answer = await fetch(base + path, { credentials: 'include', ...init });
              await answer.text();
              return { status: answer.status, count: answer.headers.get('x-total-count') };
            } catch {
              return null;
            }
          }
          const json = { ...token, 'content-type': 'application/json', 'x-request-id': '1' };
          return {
            put: await call('/api/data', { method: 'PUT', headers: json, body: '{"a":1}' }),
            get: await call('/api/data', { headers: token }),
            unauthorized: await call('/api/data', {}),
            missing: await call(missing, {}),
            crash: await call('/api/err', { headers: token }),
          };
        },
        base,
        token,
        missing,
      );
    } finally {
      await context.close();
    }
  }

  /** The snippet's promises that a page cannot see. */
  async function onTheWire(base: string, { except = {}, missing = '/nope' }: Host) {
    const { origin } = page;
    const asked = {
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'authorization,content-type,x-request-id',
    };
    const preflight = (path: string, from: string) =>
      raw(base + path, { method: 'OPTIONS', headers: { origin: from, ...asked } });

    const allowed = await preflight('/api/data', origin);
    expect(allowed.status, 'preflight').toBeOneOf([200, 204]);
    expect(values(allowed, 'access-control-allow-origin'), 'preflight').toEqual([origin]);
    expect(values(allowed, 'access-control-allow-credentials'), 'preflight').toEqual(['true']);
    expect(values(allowed, 'access-control-max-age'), 'preflight').toEqual(['600']);
    if (!except.preflightUnrouted) {
      const unrouted = await preflight(missing, origin);
      expect(unrouted.status, 'preflight for a path without a route').toBeOneOf([200, 204]);
      expect(values(unrouted, 'access-control-allow-origin')).toEqual([origin]);
    }

    const get = (path: string, headers: Record<string, string>) => raw(base + path, { headers });
    for (const [what, answer] of [
      ['200', await get('/api/data', { origin, ...token })],
      !except.unauthorized && ['401', await get('/api/data', { origin })],
      !except.missing && ['404', await get(missing, { origin })],
      !except.crash && ['500', await get('/api/err', { origin, ...token })],
    ].filter((one) => one !== false) as [string, Raw][]) {
      expect(String(answer.status)).toBe(what);
      expect(values(answer, 'access-control-allow-origin'), what).toEqual([origin]);
      expect(values(answer, 'access-control-allow-credentials'), what).toEqual(['true']);
      expect(members(answer, 'access-control-expose-headers'), what).toContain('x-total-count');
      if (what !== '404' || !except.missingVary) {
        expect(members(answer, 'vary'), `${what}: Vary`).toContain('origin');
      }
    }

    for (const [what, headers] of [
      ['another origin', { origin: foreign.origin, ...token }],
      ['no origin', token],
    ] as const) {
      const answer = await get('/api/data', headers);
      const refused = except.refusesForeign && what === 'another origin';
      expect(answer.status, what).toBe(refused ? 403 : 200);
      expect(['*', foreign.origin], what).not.toContain(
        values(answer, 'access-control-allow-origin')[0],
      );
      if (!except.varyOnlyWhenAllowed && !refused) {
        expect(members(answer, 'vary'), `${what}: Vary`).toContain('origin');
      }
    }
    const refused = await preflight('/api/data', foreign.origin);
    expect(['*', foreign.origin]).not.toContain(values(refused, 'access-control-allow-origin')[0]);
  }
}

/** Does the work, then stops the server. A failure says what the server printed. */
async function during(server: Running, work: (base: string) => Promise<void>) {
  try {
    await work(server.base);
  } catch (error) {
    if (error instanceof Error) error.message += `\n--- the server said:\n${server.log()}`;
    throw error;
  } finally {
    await server.stop();
  }
}

const blocked = { put: null, get: null, unauthorized: null, missing: null, crash: null };

function readable(except: Exceptions) {
  return {
    put: { status: 200, count: '42' },
    get: { status: 200, count: '42' },
    unauthorized: except.unauthorized ? expect.anything() : { status: 401, count: '0' },
    missing: except.missing ? null : { status: 404, count: null },
    crash: except.crash ? null : { status: 500, count: null },
  };
}

/** The server does its work; what fails without the snippet is CORS and nothing else. */
async function works(base: string, { except = {}, missing = '/nope' }: Host) {
  const ok = await raw(`${base}/api/data`, { headers: token });
  expect([ok.status, ok.headers['x-total-count']], ok.body).toEqual([200, '42']);
  if (!except.unauthorized) expect((await raw(`${base}/api/data`)).status).toBe(401);
  expect((await raw(base + missing)).status).toBe(404);
  expect((await raw(`${base}/api/err`, { headers: token })).status).toBe(500);
}

async function answers(base: string, origin: string, missing = '/nope') {
  const asked = { origin, 'access-control-request-method': 'PUT' };
  const all = {
    preflight: await raw(`${base}/api/data`, { method: 'OPTIONS', headers: asked }),
    ok: await raw(`${base}/api/data`, { headers: { origin, ...token } }),
    missing: await raw(base + missing, { headers: { origin } }),
    crash: await raw(`${base}/api/err`, { headers: { origin, ...token } }),
  };
  return Object.fromEntries(
    Object.entries(all).map(([name, { status, lines, body }]) => [
      name,
      { status, headers: lines.filter(([key]) => key !== 'date'), body: body.slice(0, 600) },
    ]),
  );
}

/** What the faulty server answered, for the tests of detection. */
function record(id: string, answers: object) {
  mkdirSync('test/fixes/recorded', { recursive: true });
  writeFileSync(`test/fixes/recorded/${id}.json`, `${JSON.stringify(answers, null, 2)}\n`);
}

/** Writes the version into the stack's file. */
function verify(id: string, version: string) {
  const file = `src/fixes/stacks/${id}.ts`;
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/^ {2}verified:\s[^,]*,$/m, `  verified: '${version}',`));
}

function values({ lines }: Raw, name: string): string[] {
  return lines.filter(([key]) => key === name).map(([, value]) => value);
}

function members(answer: Raw, name: string): string[] {
  return values(answer, name).flatMap((value) => value.toLowerCase().split(/\s*,\s*/));
}
