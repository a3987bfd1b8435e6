import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isForbiddenRequestHeader } from '../../src/cors/safelist.ts';
import type { Case } from '../oracle/case.ts';
import { fixedCases } from '../oracle/cases.ts';
import { type Chromium, startChromium } from '../oracle/chromium.ts';
import { capture, type Truth } from '../oracle/run.ts';
import { type Servers, startServers } from '../oracle/servers.ts';
import { run } from './run.ts';

/** True for what one `fetch()` or `XMLHttpRequest` of a page does, without cookies and caches. */
function isExpressible({
  context = 'page',
  page = 'app',
  cookies,
  calls,
  routes,
  silent,
  blind,
}: Case): boolean {
  const [call, ...more] = calls;
  if (!call || more.length > 0 || cookies || silent || blind) return false;
  const { client, mode, redirect, cache, keepalive, integrity, abort, unread, upload } = call;
  const responses = Object.values(routes).flatMap((route) => Object.values(route).flat());
  return (
    (client === 'fetch' || client === 'xhr') &&
    (context === 'page' || context === 'sandbox') &&
    [undefined, 'cors'].includes(mode) &&
    [undefined, 'follow'].includes(redirect) &&
    [cache, keepalive, integrity, abort, unread, upload, call.targetAddressSpace].every(
      (each) => each === undefined,
    ) &&
    // Same origin all the way is nothing to check; a public server needs Chromium's address spaces.
    /^\{(api|third|sub|port|local|sapi|sthird|ssub|h2|untrusted|refused|nowhere)\//.test(
      call.url,
    ) &&
    !JSON.stringify([page, routes]).includes('public') &&
    responses.every(({ fault }) => fault !== 'hang' && fault !== 'bad-gzip') &&
    // Node's parser refuses what Chromium's skips.
    responses.every(({ raw, headers = [] }) => {
      const lines = headers.map((line) => line.join(''));
      return raw === undefined && !lines.some((line) => line.includes('\0'));
    }) &&
    (call.headers ?? []).every(
      ([name, value]) => !isForbiddenRequestHeader(name, value) && !/[^\t\x20-\x7e]/.test(value),
    )
  );
}

/** Every so many of them, so that the lane stays short; another start takes others. */
const step = 11;
const start = Number(process.env.SEED ?? 0) % step;
const cases = new Map(
  fixedCases
    .filter(isExpressible)
    .filter((_, index) => index % step === start)
    // A server that counts requests has counted Chromium's.
    .filter(
      ({ routes }) =>
        !Object.values(routes).some((route) => Object.values(route).some(Array.isArray)),
    )
    .map((kase, index) => [`c${index}`, kase] as const),
);

let servers: Servers;
let chromium: Chromium;
let folder: string;
const truths = new Map<string, Truth>();

beforeAll(async () => {
  servers = await startServers();
  chromium = await startChromium(servers.chromiumArgs);
  const tabs = [await chromium.tab(), await chromium.tab()];
  for (const { truths: all } of await capture(servers, cases, tabs)) {
    for (const truth of all) {
      if (truth.role === 'request') truths.set(truth.id, truth);
    }
  }
  folder = mkdtempSync(join(tmpdir(), 'cors-lens-oracle-'));
  // What `--host-resolver-rules` is to Chromium.
  writeFileSync(
    join(folder, 'names.mjs'),
    `import dns from 'node:dns';
    import { syncBuiltinESMExports } from 'node:module';
    const lookup = dns.lookup;
    dns.lookup = (name, options, done) =>
      lookup(name.endsWith('.test') && name !== 'nowhere.test' ? '127.0.0.1' : name, options, done);
    syncBuiltinESMExports();`,
  );
}, 240_000);

afterAll(async () => {
  await chromium?.close();
  await servers?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

test.concurrent.each([...cases].map(([id, kase]) => ({ id, kase, name: kase.name })))(
  'check says what Chromium said: $name',
  async ({ id, kase }) => {
    const truth = truths.get(id);
    expect(truth, 'Chromium made the request').toBeDefined();
    const [call] = kase.calls;
    if (!call || !truth) return;
    const origin = kase.context === 'sandbox' ? 'null' : servers.origin(kase.page ?? 'app');
    const lines = (call.headers ?? []).flatMap(([name, value]) => [
      '--header',
      `${name}: ${servers.fill(value, id)}`,
    ]);
    const { code, out, error } = await run(
      [
        ...['check', servers.fill(call.url, id), '--origin', origin, '--json', ...lines],
        ...['--method', call.method ?? 'GET'],
        ...(call.credentials === 'include' ? ['--credentials'] : []),
        ...(call.body === undefined ? [] : ['--data', call.body]),
        // What `--ignore-certificate-errors-spki-list` is to Chromium.
        ...(JSON.stringify(kase).includes('untrusted') ? [] : ['--insecure']),
      ],
      undefined,
      undefined,
      { NODE_OPTIONS: `--import ${join(folder, 'names.mjs')}` },
    );
    if (code === 2) {
      expect({ error, said: truth.errorText }).toEqual({
        error: expect.stringMatching(/redirects more than 20 times/),
        said: 'net::ERR_TOO_MANY_REDIRECTS',
      });
      return;
    }
    const [finding] = JSON.parse(out).findings;
    const { outcome, error: named, parameter } = finding;
    if (truth.cors) {
      expect({ outcome, named }).toEqual({ outcome: 'blocked', named: truth.cors.error });
      // Which of several refused headers Chromium names depends on the order of a hash table.
      if (named !== 'HeaderDisallowedByPreflightResponse') {
        expect(parameter ?? '').toBe(truth.cors.parameter);
      }
    } else if (truth.errorText === null) expect(outcome).toBe('allowed');
    else expect(outcome).toMatch(/^(failed|undetermined)$/);
  },
);
