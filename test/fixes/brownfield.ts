import type { Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stacks } from '../../src/fixes/index.ts';
import type { Policy, Stack } from '../../src/fixes/types.ts';
import { type Chromium, launch } from '../browser/chromium.ts';
import type { Call, Host, Run } from './host.ts';
import { cacheOf, install, installTogether } from './install.ts';
import { during, members, raw, servePage, serveUpstream, start, values } from './serve.ts';
import { visit } from './visit.ts';

/**
 * An application of one stack with a history: authentication, an error handler, static files, and a CORS
 * config that lets `old.origin` in and nobody else.
 *
 * A new scene: copy a neighbour in test/fixes/brownfield, whose file has the stack's id. Write the
 * application people have, with each part of its CORS config inside `old(…)`, and `snippet` where the
 * stack's `place` says. Run `npm run test:fixes -- brownfield -t '^id'`. The lane searches the files for the
 * stack's `existing` texts, removes what they find, pastes the snippet, and leaves both in once more.
 */
export interface Scene
  extends Pick<Host, 'apt' | 'npm' | 'cache' | 'build' | 'start' | 'env' | 'except'> {
  /** The history in a few words: "cors() with a list, before the routes". */
  readonly name: string;
  /** Path inside the run's folder → content. */
  files(config: Config, run: Run): Readonly<Record<string, string>>;
  /** Where the application takes a call otherwise than `calls` says; null: it has no such call. */
  readonly calls?: Partial<Record<Name, Call | null>>;
  /** What `old.origin` can read today, exactly; `with` credentials, or only without. */
  readonly today: { readonly calls: readonly Name[]; readonly credentials: boolean };
  /** Today's config lets every origin in: the failure is a method, a header or the credentials. */
  readonly anyOrigin?: true;
  /** What happens with the old config left in beside the snippet; the stack's `leftIn` says it to the user. */
  readonly leftIn: LeftIn;
  /** What the stack's text promises of this application besides. */
  readonly also?: (base: string, origins: Origins) => Promise<void>;
}

/** How a scene's files get both configs. */
export interface Config {
  /** The text of the stack's `render`, or an empty string before it is pasted. */
  readonly snippet: string;
  readonly origins: Origins;
  /** One part of the earlier config; once it is removed, `instead` stands there. */
  old(part: string, instead?: string): string;
}

/** Pages in Chromium: one that is allowed today, one that must be, one that must not. */
export interface Origins {
  readonly old: string;
  readonly fresh: string;
  readonly other: string;
}

/**
 * "works": as if it had been removed. "fails to start": the server says why. "still blocked": the page's
 * call fails as before. "public": it passes, and another origin can read what today's `*` lets it, without
 * credentials. "open": another origin can read responses, with credentials.
 */
export type LeftIn = 'works' | 'fails to start' | 'still blocked' | 'public' | 'open';

type Name = keyof typeof calls;

const token = { authorization: 'Bearer token' };
const json = { ...token, 'content-type': 'application/json' };

/** The calls of the page; `get` and `put` are allowed by most earlier configs, `patch` by none with a list. */
const calls = {
  get: { path: '/api/data', headers: token, status: 200 },
  put: {
    path: '/api/data',
    method: 'PUT',
    body: '{"a":1}',
    headers: { ...json, 'x-csrf-token': '1' },
    status: 200,
  },
  patch: {
    path: '/api/data',
    method: 'PATCH',
    body: '{"a":1}',
    headers: { ...json, 'x-request-id': '1' },
    status: 200,
  },
  unauthorized: { path: '/api/data', status: 401 },
  missing: { path: '/nope', status: 404 },
  crash: { path: '/api/err', headers: token, status: 500 },
  file: { path: '/files/a.json', status: 200 },
} satisfies Record<string, Call>;

const exposed = 'x-total-count';

/** How a stack's `leftIn` says each of them. */
const said: Readonly<Record<LeftIn, RegExp>> = {
  works: /\bstill works\b/,
  'fails to start': /\bdoes not start\b/,
  'still blocked': /\bstill blocked\b/,
  public: /\bwithout credentials\b/,
  open: /\b(?:any|every) origin\b/,
};

/** Defines the tests of these scenes, by the id of their stack. */
export function brownfield(scenes: Readonly<Record<string, readonly Scene[]>>): void {
  let chromium: Chromium;
  let origins: Origins;
  let pages: readonly Server[];

  beforeAll(async () => {
    installTogether(Object.values(scenes).flatMap((list) => list.map((scene) => hostOf(scene))));
    const served = await Promise.all([servePage(), servePage(), servePage()]);
    const [old, fresh, other] = served.map(({ origin }) => origin);
    origins = { old: old ?? '', fresh: fresh ?? '', other: other ?? '' };
    pages = served.map(({ server }) => server);
    chromium = await launch({ devtools: false, headless: true });
  });

  afterAll(async () => {
    await chromium?.close();
    for (const server of pages ?? []) server.close();
  });

  const all = Object.entries(scenes).flatMap(([id, list]) =>
    list.map((scene, index) => [`${id}: ${scene.name}`, id, index, scene] as const),
  );
  test.concurrent.each(all)('%s', async (_, id, index, scene) => {
    const stack = stacks.find((one) => one.id === id);
    if (!stack) throw new Error(`No stack is named ${id}`);
    const host = hostOf(scene);
    await install(id, host);
    const upstream = await serveUpstream();
    const cache = cacheOf(id, host);
    const run = { cache, dir: join(cache, `old-${id}-${index}`), upstream: upstream.url };
    const path = callsOf(scene).find(([name]) => name === 'get')?.[1].path ?? '/';
    const snippet = stack.render({ ...policyOf(origins), path: path.replace(/\?.*/, '') });
    const serve = (config: { snippet?: string; old?: boolean }) =>
      start(hostOf(scene, { snippet: '', old: false, ...config }, origins), '', run);
    try {
      everyPartIsFound(stack, scene, origins, run);
      await during(await serve({ old: true }), (base) => before(scene, base));
      await during(await serve({ snippet }), async (base) => {
        await after(scene, base);
        await scene.also?.(base, origins);
      });
      const both = await serve({ snippet, old: true }).catch(() => null);
      const how = both ? await during(both, (base) => leftIn(scene, base)) : 'fails to start';
      expect(how, 'with the old config left in').toBe(scene.leftIn);
      expect(stack.leftIn, 'what the user is told of that').toMatch(said[scene.leftIn]);
    } finally {
      upstream.server.close();
    }
  });

  /** The history as the scene tells it: what passes, and that the new page's call does not. */
  async function before(scene: Scene, base: string) {
    const { credentials } = scene.today;
    const seen = await look(scene, base, origins.old, credentials);
    const readable = Object.keys(seen).filter((name) => seen[name]);
    expect(readable.sort(), 'readable today').toEqual([...scene.today.calls].sort());
    const fresh = await look(scene, base, origins.fresh, true);
    expect(fresh.patch ?? null, 'the call that fails').toBeNull();
    if (!scene.anyOrigin) expect(fresh.get, 'the page that is new').toBeNull();
  }

  /** Every page that was or must be allowed reads everything, no other reads anything. */
  async function after(scene: Scene, base: string) {
    const wanted = readable(scene);
    for (const origin of [origins.old, origins.fresh]) {
      for (const credentials of [true, false]) {
        const seen = await look(scene, base, origin, credentials);
        expect(statuses(seen), `${origin} ${credentials}`).toEqual(wanted);
        expect(seen.get?.count, 'the exposed header').toBeTruthy();
      }
    }
    await closed(scene, base);
    await onTheWire(scene, base);
  }

  /** Another origin and `null` get nothing. */
  async function closed(scene: Scene, base: string) {
    for (const credentials of [true, false]) {
      const seen = await look(scene, base, origins.other, credentials);
      expect(Object.values(seen).filter(Boolean), 'another origin').toEqual([]);
    }
    for (const origin of [origins.other, 'null']) {
      for (const [name, call] of callsOf(scene)) {
        const response = await raw(base + call.path, {
          ...call,
          headers: { ...call.headers, origin },
        });
        const preflighted = await preflight(base, call, origin);
        for (const found of [response, preflighted]) {
          const named = values(found, 'access-control-allow-origin');
          expect(['*', 'null', origin], `${name} for ${origin}`).not.toContain(named[0]);
        }
      }
    }
  }

  /** One line of each header, for the origin that asks, and `Vary: Origin`. */
  async function onTheWire(scene: Scene, base: string) {
    const { except = {} } = scene;
    for (const origin of [origins.old, origins.fresh]) {
      for (const [name, call] of callsOf(scene)) {
        if (name in except) continue;
        const response = await raw(base + call.path, {
          ...call,
          headers: { ...call.headers, origin },
        });
        const preflighted = call.method ? await preflight(base, call, origin) : null;
        if (preflighted) expect(preflighted.status, `preflight of ${name}`).toBeOneOf([200, 204]);
        for (const found of preflighted ? [response, preflighted] : [response]) {
          const cors = found.lines.filter(([key]) => key.startsWith('access-control-'));
          expect(new Set(cors.map(([key]) => key)).size, `${name}: ${cors}`).toBe(cors.length);
          expect(values(found, 'access-control-allow-origin'), name).toEqual([origin]);
          expect(values(found, 'access-control-allow-credentials'), name).toEqual(['true']);
        }
        if (name === 'missing' && except.missingVary) continue;
        if (call.status >= 400 && except.varyNotOnErrors) continue;
        expect(members(response, 'vary'), `${name}: Vary`).toContain('origin');
      }
    }
  }

  /** What happens with both configs in. */
  async function leftIn(scene: Scene, base: string): Promise<LeftIn> {
    const other = await look(scene, base, origins.other, true);
    if (Object.values(other).some(Boolean)) return 'open';
    const seen = statuses(await look(scene, base, origins.fresh, true));
    if (JSON.stringify(seen) !== JSON.stringify(readable(scene))) return 'still blocked';
    const strangers = await look(scene, base, origins.other, false);
    if (Object.values(strangers).some(Boolean)) return 'public';
    await after(scene, base);
    return 'works';
  }

  function look(scene: Scene, base: string, origin: string, credentials: boolean) {
    return visit(chromium.browser, origin, base, {
      calls: callsOf(scene),
      exposed,
      credentials: credentials ? 'include' : 'omit',
    });
  }
}

/** Every part of the old config has a text the user is told to search for, and nothing else has one. */
function everyPartIsFound(
  { id, existing = [] }: Stack,
  scene: Scene,
  origins: Origins,
  run: Omit<Run, 'port'>,
) {
  const parts: string[] = [];
  const old = (part: string) => {
    parts.push(part);
    return part;
  };
  scene.files({ snippet: '', origins, old }, { ...run, port: 1 });
  const finds = (text: string) =>
    existing.filter((one) => text.toLowerCase().includes(one.toLowerCase()));
  expect(parts.length, 'parts of an old config').toBeGreaterThan(0);
  for (const part of parts) expect(finds(part), `${id}: existing, for ${part}`).not.toEqual([]);
  const rest = scene.files(
    { snippet: '', origins, old: (_, instead = '') => instead },
    { ...run, port: 1 },
  );
  for (const text of Object.values(rest)) expect(finds(text), `in ${text}`).toEqual([]);
}

/** The scene as a host of the lane, with one config or both. */
function hostOf(
  scene: Scene,
  { snippet, old }: { snippet: string; old: boolean } = { snippet: '', old: false },
  origins: Origins = { old: '', fresh: '', other: '' },
): Host {
  return {
    ...scene,
    calls: {},
    version: () => '',
    files: (_, run) =>
      scene.files({ snippet, origins, old: (part, instead = '') => (old ? part : instead) }, run),
  };
}

/** What is allowed today and what the new page needs, as one policy. */
function policyOf({ old, fresh }: Origins): Policy {
  return {
    origins: [fresh, old],
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    headers: ['authorization', 'content-type', 'x-csrf-token', 'x-request-id'],
    exposed: [exposed],
    maxAge: 600,
    leftOut: [],
  };
}

function callsOf(scene: Scene): [Name, Call][] {
  const all: Record<Name, Call | null> = { ...calls, ...scene.calls };
  return Object.entries(all).filter((entry): entry is [Name, Call] => entry[1] !== null);
}

function readable(scene: Scene) {
  return Object.fromEntries(
    callsOf(scene).map(([name, { status }]) => [
      name,
      name in (scene.except ?? {}) ? null : status,
    ]),
  );
}

function statuses(seen: Awaited<ReturnType<typeof visit>>) {
  return Object.fromEntries(Object.entries(seen).map(([name, one]) => [name, one?.status ?? null]));
}

/** The preflight of a call. */
function preflight(base: string, { path, method = 'GET', headers = {} }: Call, origin: string) {
  return raw(base + path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': Object.keys(headers).sort().join(','),
    },
  });
}
