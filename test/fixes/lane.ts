import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { policyFor, stacks } from '../../src/fixes/index.ts';
import type { Policy, Stack } from '../../src/fixes/types.ts';
import { type Chromium, launch } from '../browser/chromium.ts';
import { type Call, calls, type Exceptions, type Host, type Run } from './host.ts';
import { cacheOf, install, installed, installTogether } from './install.ts';
import { exchange } from './policies.ts';
import {
  during,
  members,
  type Raw,
  raw,
  servePage,
  serveUpstream,
  start,
  type Upstream,
  values,
} from './serve.ts';
import { visit as visitPage } from './visit.ts';

const hosts = import.meta.glob<{ default: Host | readonly Host[] }>('./stacks/*.ts', {
  eager: true,
});

const misspelt = 'x-misspelt';

/** The stacks that can be run here, by the names of the files in test/fixes/stacks. */
export const hosted = Object.keys(hosts).map((path) => path.replace(/^.*\/|\.ts$/g, ''));

/**
 * Defines the tests of these stacks: the fault is seen in Chromium, the stack's snippet put in its
 * place, and everything the snippet promises requested again.
 *
 * `mistaken`: the snippet is put in with one header misspelt, and a stack that does not notice fails.
 */
export function lane(ids: readonly string[], { mistaken = false } = {}): void {
  let chromium: Chromium;
  let page: { origin: string; server: Server };
  let other: { origin: string; server: Server };

  beforeAll(async () => {
    installTogether(ids.flatMap((id) => hosts[`./stacks/${id}.ts`]?.default ?? []));
    [page, other] = await Promise.all([servePage(), servePage()]);
    chromium = await launch({ devtools: false, headless: true });
  });

  afterAll(async () => {
    await chromium?.close();
    page?.server.close();
    other?.server.close();
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
        if (mistaken) await notice(stack, host, run);
        else if (host.sameOrigin) await passOn(stack, host, run, upstream);
        else {
          const sent = await fault(id, index, host, run);
          await checkFix(stack, host, run, sent, upstream.cors);
        }
      } finally {
        upstream.server.close();
      }
      ran.push(host.version(installed(id, host)));
    }
    if (mistaken) return;

    const now = [...new Set(ran)].join(' and ');
    if (inject('update')) return verify(id, now);
    // Debian moves patch releases in under our feet; npm versions are exact.
    const patch = variants.some(({ apt }) => apt) ? /(\d+\.\d+)\.[\w.+~-]*\w/g : /$^/g;
    expect(stack.verified?.replace(patch, '$1'), 'stale: run `npm run test:fixes -- -u`').toBe(
      now.replace(patch, '$1'),
    );
  });

  /** The server without the snippet works, and every call of the page is blocked. Returns its responses. */
  async function fault(id: string, index: number, host: Host, run: Omit<Run, 'port'>) {
    return during(await start(host, '', run), async (base) => {
      const sent = await works(base, host, page.origin);
      if (index === 0 && inject('update')) {
        record(id, { preflight: await preflight(base, host, page.origin), ...sent });
      }
      expect(await visit(page.origin, base, host), 'without the snippet').toMatchObject(
        blocked(host, host.readable),
      );
      return sent;
    });
  }

  /** The same server with the very text of `render` keeps every promise. */
  async function checkFix(
    stack: Stack,
    host: Host,
    run: Omit<Run, 'port'>,
    sent: Readonly<Record<string, Raw>>,
    upstreamCors: (on: boolean) => void,
  ) {
    if (host.except) expect(stack.limits, 'exceptions').not.toEqual([]);
    const snippet = snippetFor(stack, host, run);
    await during(await start(host, snippet, run), async (base) => {
      const here = await visit(page.origin, base, host);
      expect(here, 'with the snippet').toEqual(readable(host, sent));
      expect(await visit(other.origin, base, host), 'another origin').toEqual(blocked(host));
      await onTheWire(base, host);
      if (!host.proxy) return;
      upstreamCors(true);
      await onTheWire(base, host);
    });
  }

  /** With one header misspelt, the calls that send it are blocked, and only those. */
  async function notice(stack: Stack, host: Host, run: Omit<Run, 'port'>) {
    const snippet = snippetFor(stack, host, run);
    expect(snippet, 'a header to misspell').toContain(misspelt);
    const lost = policyOf(host, page.origin).headers.at(-1)?.toLowerCase() ?? '';
    const { get } = { ...calls, ...host.calls };
    await during(await start(host, snippet, run), async (base) => {
      expect(await visit(page.origin, base, host)).toMatchObject({
        put: null,
        get: lost in (get.headers ?? {}) ? null : { status: 200 },
      });
    });
  }

  /** The text of `render`, which the host puts in as it is. */
  function snippetFor(stack: Stack, host: Host, run: Omit<Run, 'port'>) {
    const policy = policyOf(host, page.origin);
    const last = policy.headers.at(-1) ?? '';
    const text = stack.render({
      ...policy,
      ...(host.sameOrigin ? { server: run.upstream } : {}),
    });
    const snippet = mistaken ? text.replaceAll(last, misspelt) : text;
    const files = Object.values(host.files(snippet, { ...run, port: 1 })).join('\n');
    expect(files, 'the snippet is put in as it is').toContain(snippet.trimEnd());
    return snippet;
  }

  /** The page's calls are blocked at the API itself, and pass under the page's own origin. */
  async function passOn(stack: Stack, host: Host, run: Omit<Run, 'port'>, upstream: Upstream) {
    const sent = await works(upstream.url, host, page.origin);
    expect(await visit(page.origin, upstream.url, host), 'the API itself').toEqual(blocked(host));
    await during(await start(host, snippetFor(stack, host, run), run), async (base) => {
      const api = `${base}/remote`;
      const here = await visit(base, api, host);
      expect(here, 'under the own origin').toEqual(readable(host, sent));
      expect(upstream.last(), 'what the API is told of the page').toMatchObject({
        host: new URL(upstream.url).host,
      });
      for (const name of host.except?.tells ? [] : ['origin', 'cookie'])
        expect(upstream.last()).not.toHaveProperty(name);
      const there = await visit(other.origin, api, host);
      expect(there, 'another origin').toEqual(blocked(host));
    });
  }

  /** What a page of this origin sees of each call: status and exposed header, or null where blocked. */
  function visit(origin: string, base: string, host: Host) {
    return visitPage(chromium.browser, origin, base, {
      calls: callsOf(host),
      exposed: exposedBy(host),
    });
  }

  /** The snippet's promises that a page cannot see. */
  async function onTheWire(base: string, host: Host) {
    const { origin } = page;
    const { except = {} } = host;
    const { get, missing } = { ...calls, ...host.calls };
    const forbidden = ['*', 'null', other.origin];
    const allowed = await preflight(base, host, origin);
    expect(allowed.status, 'preflight').toBeOneOf([200, 204]);
    expect(values(allowed, 'access-control-allow-origin'), 'preflight').toEqual([origin]);
    expect(values(allowed, 'access-control-allow-credentials'), 'preflight').toEqual(['true']);
    expect(values(allowed, 'access-control-max-age'), 'preflight').toEqual(['600']);
    if (missing && !except.preflightUnrouted) {
      const unrouted = await preflight(base, host, origin, missing.path);
      expect(unrouted.status, 'preflight for a path without a route').toBeOneOf([200, 204]);
      expect(values(unrouted, 'access-control-allow-origin')).toEqual([origin]);
    }

    for (const [name, call] of callsOf(host)) {
      if (except[name as keyof Exceptions]) continue;
      const response = await raw(base + call.path, {
        ...call,
        headers: { ...call.headers, origin },
      });
      expect(response.status, name).toBe(call.status);
      expect(values(response, 'access-control-allow-origin'), name).toEqual([origin]);
      expect(values(response, 'access-control-allow-credentials'), name).toEqual(['true']);
      expect(members(response, 'access-control-expose-headers'), name).toContain(exposedBy(host));
      if (name === 'missing' && except.missingVary) continue;
      if (call.status >= 400 && except.varyNotOnErrors) {
        expect(members(response, 'cache-control'), `${name}: Cache-Control`).toContain('no-store');
        continue;
      }
      expect(members(response, 'vary'), `${name}: Vary`).toContain('origin');
    }

    for (const [what, headers] of [
      ['another origin', { ...get.headers, origin: other.origin }],
      ['no origin', { ...get.headers }],
    ] as const) {
      const response = await raw(base + get.path, { headers });
      const refused = except.refusesOtherOrigins && what === 'another origin';
      expect(response.status, what).toBe(refused ? 403 : 200);
      expect(forbidden, what).not.toContain(values(response, 'access-control-allow-origin')[0]);
      if (!except.varyOnlyWhenAllowed && !refused) {
        expect(members(response, 'vary'), `${what}: Vary`).toContain('origin');
      }
    }
    const refused = await preflight(base, host, other.origin);
    expect(forbidden).not.toContain(values(refused, 'access-control-allow-origin')[0]);
  }
}

/** What the calls of the page need, and a second origin, so that lists are written as lists. */
function policyOf(host: Host, origin: string): Policy {
  const { put } = { ...calls, ...host.calls };
  const call = {
    url: 'https://api.example.com/api/data',
    method: put.method ?? 'GET',
    asks: Object.keys(put.headers ?? {}).join(','),
    credentials: 'include',
    response: { status: 200, headers: [['access-control-expose-headers', exposedBy(host)]] },
  } as const;
  const policy = policyFor(exchange({ ...call, origin }), [exchange(call)]);
  if (policy === null) throw new Error('no policy');
  return policy;
}

function exposedBy({ exposes = 'x-total-count' }: Host): string {
  return exposes;
}

function callsOf(host: Host): [string, Call][] {
  const all: Record<string, Call | null> = { ...calls, ...host.calls };
  return Object.entries(all).filter((entry): entry is [string, Call] => entry[1] !== null);
}

/** Every call blocked, as it must be without the snippet and for another origin. */
function blocked(host: Host, except: readonly string[] = []) {
  return Object.fromEntries(
    callsOf(host).map(([name, { status }]) => [name, except.includes(name) ? { status } : null]),
  );
}

/** Every call readable, with the header the server sent. */
function readable(host: Host, sent: Readonly<Record<string, Raw>>) {
  return Object.fromEntries(
    callsOf(host).map(([name, { status }]) => [
      name,
      host.except?.[name as keyof Exceptions]
        ? null
        : { status, count: sent[name]?.headers[exposedBy(host)] ? expect.any(String) : null },
    ]),
  );
}

/** The server does its work: what fails without the snippet is CORS and nothing else. */
async function works(base: string, host: Host, origin: string) {
  const sent: Record<string, Raw> = {};
  for (const [name, call] of callsOf(host)) {
    const response = await raw(base + call.path, { ...call, headers: { ...call.headers, origin } });
    expect(response.status, `${name} without the snippet: ${response.body}`).toBe(call.status);
    sent[name] = response;
  }
  expect(sent.get?.headers[exposedBy(host)], 'the header to expose').toBeTruthy();
  return sent;
}

/** The preflight of the `put` call, for its own path or another. */
async function preflight(base: string, host: Host, origin: string, path?: string): Promise<Raw> {
  const { put } = { ...calls, ...host.calls };
  return raw(base + (path ?? put.path), {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': put.method ?? 'GET',
      'access-control-request-headers': Object.keys(put.headers ?? {})
        .sort()
        .join(','),
    },
  });
}

/** What the faulty server returned, for the tests of detection; stack traces without this checkout's path. */
function record(id: string, responses: Readonly<Record<string, Raw>>) {
  const kept = Object.entries(responses).map(([name, { status, lines, body }]) => [
    name,
    {
      status,
      headers: lines.filter(([key]) => key !== 'date'),
      body: body.replaceAll(process.cwd(), '/srv').slice(0, 600),
    },
  ]);
  mkdirSync('test/fixes/recorded', { recursive: true });
  writeFileSync(
    `test/fixes/recorded/${id}.json`,
    `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`,
  );
}

/** Writes the version into the stack's file. */
function verify(id: string, version: string) {
  const file = `src/fixes/stacks/${id}.ts`;
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/^ {2}verified:\s[^,]*,$/m, `  verified: '${version}',`));
}
