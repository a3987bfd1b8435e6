import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bodyOf } from '../src/panel/copies.ts';
import {
  CheckClient,
  changesOf,
  checkedOf,
  checkTimeout,
  whyNotChecked,
} from '../src/panel/recheck.ts';
import { readRequest, writeRequest } from '../src/permission/request.ts';
import type { Exchange, Verdict } from '../src/recording/types.ts';
import type { Finding } from '../src/session.ts';
import { exchange } from './fixes/policies.ts';

const off = { phase: 'off', preview: null } as const;
const blocked: Verdict = {
  outcome: 'blocked',
  error: 'MissingAllowOriginHeader',
  step: { kind: 'response', hop: 0 },
  parameter: null,
  certainty: 'certain',
};
const get = exchange({ method: 'GET', asks: null, response: { status: 500, headers: [] } });
const finding = (made: Exchange, verdict: Verdict = blocked): Finding => ({
  exchange: made,
  verdict,
  diagnosis: null,
  advice: [],
});
const at = (id: string, startedAt: number, change: Partial<Exchange> = {}): Exchange => ({
  ...get,
  id,
  hops: [{ ...get.hops[0], startedAt }],
  ...change,
});

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a request is checked again', () => {
  it('by the page that made it, past the cache, with the credentials it had', async () => {
    const scripts: string[] = [];
    const client = new CheckClient(async (script) => {
      scripts.push(script);
      return true;
    });
    await client.check(finding(get), false);
    await client.check(finding(get), true);
    expect(client.get().phase).toBe('sent');
    expect(scripts[0]).toContain('"credentials":"same-origin","cache":"reload"');
    expect(scripts[1]).toContain('"credentials":"include"');
    expect(scripts[0]).toMatch(/^location\.origin === "https:\/\/app\.example\.com" && /);
  });

  it.each([
    ['another page is shown', async () => false],
    ['the tab is gone', () => Promise.reject(new Error('no tab'))],
  ])('not at all where %s', async (_, evaluate) => {
    const client = new CheckClient(evaluate);
    await client.check(finding(get), false);
    expect(client.get().phase).toBe('elsewhere');
    await vi.advanceTimersByTimeAsync(checkTimeout);
    expect(client.get().phase).toBe('elsewhere');
  });

  it('and given up after a while, once: an earlier check ends no later one', async () => {
    const client = new CheckClient(async () => true);
    await client.check(finding(get), false);
    await vi.advanceTimersByTimeAsync(checkTimeout - 1_000);
    await client.check(finding(get), false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(client.get().phase).toBe('sent');
    await vi.advanceTimersByTimeAsync(checkTimeout);
    expect(client.get().phase).toBe('silent');
  });

  it('and what came of it is the newest such request since, none of a preview and none that still runs', async () => {
    const before = finding(at('before', 999_000));
    const state = { before, phase: 'sent', from: 1_000_000 } as const;
    const right = finding(at('right', 1_000_010), { outcome: 'allowed' });
    const others = [
      before,
      finding(at('earlier', 999_900)),
      right,
      finding(at('preview', 1_000_020, { simulated: true })),
      finding(at('running', 1_000_030), { outcome: 'pending' }),
      finding(
        at('other', 1_000_040, {
          hops: [{ ...get.hops[0], url: 'https://api.example.com/other', startedAt: 1_000_040 }],
        }),
      ),
    ];
    expect(checkedOf(state, others)).toBe(right);
    expect(checkedOf({ ...state, before: null }, others)).toBeNull();
    expect(checkedOf(state, [before])).toBeNull();
  });

  it('not where it may change data, came from elsewhere, or a preview changes its responses', () => {
    expect(whyNotChecked(finding(get), off)).toBeNull();
    expect(whyNotChecked(finding(exchange({ method: 'DELETE' })), off)).toContain('A DELETE may');
    expect(whyNotChecked(finding({ ...get, origin: 'null' }), off)).toContain('opaque origin');
    const preview = { server: 'https://api.example.com', origin: '', from: 0, until: 1 };
    expect(whyNotChecked(finding(get), { phase: 'on', preview })).toContain('Stop it first');
    expect(whyNotChecked(finding(get), { phase: 'off', preview })).toBeNull();
    const other = { ...preview, server: 'https://cdn.example.com' };
    expect(whyNotChecked(finding(get), { phase: 'on', preview: other })).toBeNull();
  });
});

describe('what changed', () => {
  const received = (status: number, headers: [string, string][]) =>
    exchange({ method: 'GET', asks: null, response: { status, headers } });

  it('is status, Access-Control-* and Vary, before and now', () => {
    const before = received(500, [
      ['vary', 'Accept'],
      ['access-control-allow-origin', 'https://a.example'],
      ['date', 'yesterday'],
    ]);
    const now = received(200, [
      ['access-control-allow-origin', 'https://app.example.com'],
      ['access-control-allow-credentials', 'true'],
      ['date', 'today'],
    ]);
    expect(changesOf(before, now)).toEqual([
      { message: 'Response', name: 'Status', before: '500 Internal Server Error', now: '200' },
      { message: 'Response', name: 'vary', before: 'Accept', now: null },
      {
        message: 'Response',
        name: 'access-control-allow-origin',
        before: 'https://a.example',
        now: 'https://app.example.com',
      },
      { message: 'Response', name: 'access-control-allow-credentials', before: null, now: 'true' },
    ]);
    expect(changesOf(before, before)).toEqual([]);
  });

  it('is nothing of a preflight that one of them had not', () => {
    const refused = exchange({ preflight: { status: 403, headers: [] } });
    const passed = exchange({ preflight: { status: 204, headers: [] } });
    expect(changesOf(refused, passed)).toEqual([
      { message: 'Preflight', name: 'Status', before: '403 Forbidden', now: '204' },
    ]);
    expect(changesOf(refused, exchange({ asks: null }))).toEqual([]);
  });

  it('names a header that comes twice with both values', () => {
    const now = received(500, [
      ['access-control-allow-origin', '*'],
      ['access-control-allow-origin', 'https://app.example.com'],
    ]);
    expect(changesOf(get, now)[0]?.now).toBe('*, https://app.example.com');
  });
});

it('a body that is copied is redacted', () => {
  const secret = `{"error":"relation orders does not exist","access_token":"${'9f'.repeat(20)}","password":"hunter2hunter2"}`;
  expect(bodyOf(secret)).toContain('relation orders does not exist');
  expect(bodyOf(secret)).not.toContain('9f9f9f');
  expect(bodyOf(secret)).not.toContain('hunter2');
});

describe('the window that asks', () => {
  it('reads what the panel wrote', () => {
    const request = {
      id: 'permission 1',
      origins: ['http://api.localhost/*', 'https://[::1]/*'],
      permissions: ['webRequest' as const],
    };
    expect(readRequest(writeRequest(request))).toEqual(request);
  });

  it.each([
    '',
    '#',
    '#%',
    '#%7B%7D',
    '#null',
    `#${encodeURIComponent('{"origins":["<all_urls>","*://*/*","http://*/*","ftp://a/*","https://a/b"],"permissions":["tabs"]}')}`,
  ])('asks for nothing with %s', (hash) => {
    expect(readRequest(hash)).toMatchObject({ origins: [], permissions: [] });
  });
});
