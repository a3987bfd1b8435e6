import type { Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '../../src/session.ts';
import { distFolder } from '../browser/build.ts';
import { type Chromium, launch, openPanel } from '../browser/chromium.ts';
import {
  ambiguousCalls,
  makeCalls,
  pathOf,
  reloadWithTracing,
  settledFindings,
  startTracingLab,
  type TracingLab,
  untracked,
} from '../browser/tracing.ts';
import { hostile, tracingPages } from '../browser/tracing-pages.ts';
import { until } from '../browser/until.ts';
import { type BrowserVerdict, watchVerdicts } from '../browser/verdicts.ts';

/** "Reload with tracing" in a real Chromium with DevTools open, against Chromium's own verdicts. */
let lab: TracingLab;
let chromium: Chromium;
let page: Page;
let panel: Frame;
let verdicts: readonly BrowserVerdict[];

beforeAll(async () => {
  lab = await startTracingLab(tracingPages);
  chromium = await launch({ headless: true, extensions: [distFolder()] });
  page = chromium.page;
  ({ panel } = await openPanel(chromium.browser));
  verdicts = await watchVerdicts(page);
});

afterAll(async () => {
  await chromium?.close();
  await lab?.close();
});

/** Shows a page of the site and loads it again with tracing. */
async function trace(path = '/'): Promise<void> {
  await page.goto(lab.site + path);
  await reloadWithTracing(panel);
}

const settled = (enough: (findings: Finding[]) => boolean, timeout?: number) =>
  settledFindings(panel, enough, timeout);

test('ambiguous calls get Chromium’s own verdict, certain and seen by tracing', async () => {
  await trace();
  const calls = ambiguousCalls(lab);
  expect(calls.length).toBeGreaterThanOrEqual(150);
  await page.evaluate(makeCalls, calls);
  const findings = await settled(
    (all) => all.filter(({ exchange }) => exchange.traced).length >= calls.length,
  );
  const truth = new Map(verdicts.map((verdict) => [pathOf(verdict.url), verdict]));
  const wrong = calls.flatMap(({ id, included }) => {
    const finding = findings.find(({ exchange }) => pathOf(exchange.hops[0].url) === id);
    const said =
      finding?.verdict.outcome === 'blocked'
        ? [finding.verdict.error, finding.verdict.certainty, finding.exchange.credentials]
        : [finding?.verdict.outcome];
    const wanted = [truth.get(id)?.error, 'certain', included ? 'include' : 'omit'];
    return said.join() === wanted.join() ? [] : [{ id, said, wanted }];
  });
  expect(wrong).toEqual([]);
  const [first] = findings;
  expect(first?.diagnosis?.evidence).toContainEqual(
    expect.objectContaining({ header: ':credentials' }),
  );
  expect(first?.diagnosis?.notes?.join()).toContain('seen by tracing');
  console.log(
    `${calls.length} ambiguous calls, ${new Set(verdicts.map(({ error }) => error)).size} kinds of verdict`,
  );
});

test('calls that never left are rows of their own, and a policy is named by its directive', async () => {
  await trace('/policy');
  await page.evaluate(async (api) => {
    const quiet = (make: () => Promise<unknown>) => make().then(String, String);
    await quiet(() => fetch(`${api}/csp`));
    await quiet(
      () =>
        new Promise((resolve) => {
          const request = new XMLHttpRequest();
          request.open('GET', `${api}/csp-xhr`);
          request.onloadend = resolve;
          request.send();
        }),
    );
    const image = new Image();
    image.crossOrigin = 'anonymous';
    image.src = `${api}/csp-image`;
  }, lab.api);
  const policies = await settled(
    (all) => all.filter(({ exchange }) => exchange.traced?.directive).length >= 3,
  );
  const one =
    (path: string) =>
    ({ exchange }: Finding) =>
      pathOf(exchange.hops[0].url) === path;
  expect(
    ['csp', 'csp-xhr', 'csp-image']
      .flatMap((path) => policies.filter(one(path)))
      .map(({ exchange, diagnosis }) => [
        pathOf(exchange.hops[0].url),
        diagnosis?.rule,
        exchange.traced?.directive,
        diagnosis?.certainty,
      ]),
  ).toEqual([
    ['csp', 'content-security-policy', 'connect-src', 'certain'],
    ['csp-xhr', 'content-security-policy', 'connect-src', 'certain'],
    ['csp-image', 'content-security-policy', 'img-src', 'certain'],
  ]);

  await trace();
  await page.evaluate(async (api) => {
    const quiet = (make: () => Promise<unknown>) => make().then(String, String);
    await quiet(() => fetch(`${api}/mode`, { mode: 'same-origin' }));
    await quiet(() => fetch('foo://bar/scheme'));
    await quiet(() => fetch(`${api}/header`, { headers: { 'x-a': '\u20ac' } }));
    await quiet(() => fetch(`${api}/name`, { headers: { 'x a': '1' } }));
    await quiet(() => fetch(`${api.replace('//', '//ann:hunter2@')}/user`));
    await quiet(() => fetch(`${api}/method`, { method: 'TRACE' }));
    await quiet(() => fetch(`${api}/body`, { body: 'x' }));
    await quiet(async () => new XMLHttpRequest().open('TRACE', `${api}/xhr-method`));
    // These leave, or are no calls to another origin.
    await quiet(() => fetch(`${api}/plain`));
    await quiet(() => fetch('/x', { headers: { 'x a': '1' } }));
    await quiet(() => fetch(`${api}/aborted`, { signal: AbortSignal.abort() }));
  }, lab.api);
  const findings = await settled((all) => all.length >= 9);
  const rows = findings.map(({ exchange, verdict, diagnosis }) => [
    pathOf(exchange.hops[0].url),
    verdict.outcome === 'blocked' ? verdict.error : verdict.outcome,
    diagnosis?.rule ?? null,
    diagnosis?.certainty ?? null,
  ]);
  // In any order: the clocks of page and DevTools differ.
  expect(rows.sort()).toEqual([
    ['body', 'failed', 'rejected-call', 'certain'],
    ['header', 'failed', 'rejected-call', 'certain'],
    ['method', 'failed', 'rejected-call', 'certain'],
    ['mode', 'DisallowedByMode', 'same-origin-mode', 'certain'],
    ['name', 'failed', 'rejected-call', 'certain'],
    ['plain', 'allowed', null, null],
    ['scheme', 'CorsDisabledScheme', 'unsupported-scheme', 'certain'],
    ['user', 'failed', 'rejected-call', 'certain'],
    ['xhr-method', 'failed', 'rejected-call', 'certain'],
  ]);
  expect(JSON.stringify(findings)).not.toContain('hunter2');
  expect(JSON.stringify(findings)).not.toContain('cors-lens-tracing');
});

/** Calls of few URLs, from one line and from others, with and without credentials; a header tells each from the others. */
async function makeMixedCalls(api: string, count: number): Promise<string[]> {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  const modes: string[] = [];
  const calls: Promise<unknown>[] = [];
  for (let index = 0; index < count; index += 1) {
    const credentials = (['include', 'omit', 'same-origin'] as const)[random(3)] ?? 'omit';
    const method = ['GET', 'POST'][random(2)] ?? 'GET';
    const url = `${api}/u${random(60)}`;
    const headers = { 'x-tag': String(index) };
    const how = random(4);
    if (how === 0) {
      const request = new XMLHttpRequest();
      request.open(method, url);
      request.setRequestHeader('x-tag', String(index));
      request.withCredentials = credentials === 'include';
      calls.push(new Promise((resolve) => request.addEventListener('loadend', resolve)));
      request.send();
    } else if (how === 1) calls.push(fetch(url, { method, headers, credentials }).catch(String));
    else if (how === 2) {
      calls.push(fetch(new Request(url, { method, headers, credentials })).catch(String));
    } else {
      calls.push(fetch(new URL(url), { method, headers, credentials }).catch(String));
    }
    modes.push(credentials === 'include' ? 'include' : 'omit');
    if (index % 25 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(calls);
  return modes;
}

test('of 500 concurrent calls of 60 URLs, every join that is shown as certain is right', async () => {
  await trace();
  const modes = await page.evaluate(makeMixedCalls, lab.api, 500);
  const findings = await settled(
    (all) => all.filter(({ exchange }) => exchange.traced).length >= 500,
  );
  const tagged = findings.flatMap(({ exchange: { hops, traced } }) => {
    const tag = hops[0].headers.find(([name]) => name === 'x-tag')?.[1];
    return tag === undefined ? [] : [{ tag: Number(tag), traced }];
  });
  const joined = tagged.filter(({ traced }) => traced);
  const certain = joined.filter(({ traced }) => traced?.certainty === 'certain');
  console.log(`${tagged.length} calls, ${joined.length} joined, ${certain.length} certain`);
  expect(certain.filter(({ tag, traced }) => traced?.credentials !== modes[tag])).toEqual([]);
  expect(certain.length).toBeGreaterThan(400);
});

test.each(['/scenario', '/patched'])('%s behaves as without tracing', async (path) => {
  const at = `${path}?api=${encodeURIComponent(lab.api)}`;
  const run = () =>
    page.evaluate(() => (globalThis as unknown as { run(): Promise<string[]> }).run());
  await page.goto(lab.site + at);
  const plain = await run();
  await trace(at);
  const traced = await run();
  expect(plain.length).toBeGreaterThan(150);
  expect(traced).toEqual(plain);
  const findings = await settled((all) =>
    all.some(({ exchange }) => exchange.traced?.api === 'eventsource'),
  );
  const apis = new Set(findings.map(({ exchange }) => exchange.traced?.api));
  expect([...apis].sort()).toEqual(
    expect.arrayContaining(['element', 'eventsource', 'fetch', 'xhr']),
  );
});

test.each(Object.keys(hostile))('a hostile page is traced and left alone: %s', async (name) => {
  const path = `/hostile/${name.replace(' ', '-')}`;
  const url = lab.url('probe', {});
  const run = () =>
    page.evaluate(
      (to) => (globalThis as unknown as { probe(url: string): Promise<string> }).probe(to),
      url,
    );
  await page.goto(lab.site + path);
  const plain = await run();
  await trace(path);
  expect(await run()).toBe(plain);
  const findings = await settled(
    (all) => all.filter(({ exchange }) => exchange.traced).length >= 2,
    10_000,
  );
  expect(findings.map(({ exchange }) => exchange.traced?.credentials)).toEqual(['omit', 'include']);
});

test('a flood of calls and huge values stay bounded', async () => {
  await trace();
  const lengths = await page.evaluate(async (api) => {
    const key = Reflect.ownKeys(window).find((name) => /^corsLens/.test(String(name))) as never;
    const read = window[key] as unknown as (from: number) => string;
    await fetch(`${api}/${'x'.repeat(1_000_000)}`).catch(String);
    for (let index = 0; index < 20_000; index += 1) {
      // Rejected before there is a request: DevTools would take long to list so many.
      fetch('/x', { method: 'y'.repeat(10_000), headers: { 'a b': '1' } }).catch(() => {});
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    return Array.from({ length: 5 }, () => read(0).length);
  }, lab.api);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(256_000);
  await until('the number of calls', () =>
    panel.evaluate(() =>
      /calls seen, [\d,]+ more not noted/.test(
        document.querySelector('[data-testid="traced"]')?.getAttribute('title') ?? '',
      ),
    ),
  );
});

test('strict policies, Trusted Types and a service worker', async () => {
  for (const path of ['/trusted', '/service']) {
    if (path === '/service') {
      await page.goto(`${lab.site}/`);
      await page.evaluate(async () => {
        await navigator.serviceWorker.register('/service.js');
        await navigator.serviceWorker.ready;
      });
    }
    await trace(path === '/service' ? '/' : path);
    expect(
      await page.evaluate(
        async (url) => (await fetch(url, { credentials: 'include' })).status,
        lab.url('strict', {}),
      ),
    ).toBe(200);
    const findings = await settled((all) => all.some(({ exchange }) => exchange.traced));
    expect(
      findings
        .filter(({ exchange }) => exchange.traced)
        .map(({ exchange }) => exchange.credentials),
    ).toEqual(['include']);
  }
  await page.evaluate(async () => {
    for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
  });
});

test('frames and workers are left alone, and not taken for the page', async () => {
  await trace();
  const said = await page.evaluate(
    async (url) => {
      const frame = document.createElement('iframe');
      frame.src = '/';
      await new Promise((resolve) => {
        frame.onload = resolve;
        document.body.append(frame);
      });
      const inner = frame.contentWindow as unknown as typeof globalThis;
      await fetch(url, { credentials: 'omit' });
      await inner.fetch(url, { credentials: 'include' });
      const worker = new Worker('/worker.js');
      const answer = await new Promise((resolve) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.postMessage(url);
      });
      return [answer, Worker.toString(), inner.fetch.toString()];
    },
    lab.url('frames', {}),
  );
  expect(said).toEqual([
    '200,/worker.js,function,function fetch() { [native code] }',
    'function Worker() { [native code] }',
    'function fetch() { [native code] }',
  ]);
  const findings = await settled((all) => all.some(({ exchange }) => exchange.traced));
  expect(
    findings.filter(({ exchange }) => exchange.traced).map(({ exchange }) => exchange.credentials),
  ).toEqual(['omit']);
});

test('one load a click: nothing is left after a reload, or in a page that comes back', async () => {
  const clean = () =>
    page.evaluate(() => [
      fetch.toString(),
      Reflect.ownKeys(window).filter((name) => /^corsLens/.test(String(name))).length,
    ]);
  await trace();
  await page.reload();
  expect(await clean()).toEqual(['function fetch() { [native code] }', 0]);
  await untracked(panel);
  await trace();
  await page.goto(`${lab.site}/other`);
  await untracked(panel);
  await page.goBack();
  expect((await clean())[0]).toBe('function fetch() { [native code] }');
  await reloadWithTracing(panel);
  await page.goForward();
  await untracked(panel);
});

test('1,000 fetches take at most 1.3 times as long', async () => {
  const measure = () =>
    page.evaluate(async (api) => {
      const began = performance.now();
      for (let from = 0; from < 1_000; from += 50) {
        await Promise.all(
          Array.from({ length: 50 }, (_, index) => fetch(`${api}/cost${from + index}`)),
        );
      }
      return performance.now() - began;
    }, lab.api);
  const times: { plain: number[]; traced: number[] } = { plain: [], traced: [] };
  for (let round = 0; round < 3; round += 1) {
    await page.goto(`${lab.site}/?${round}`);
    times.plain.push(await measure());
    await trace(`/?t${round}`);
    times.traced.push(await measure());
  }
  const ratio = Math.min(...times.traced) / Math.min(...times.plain);
  console.log(`1,000 fetches with tracing: ×${ratio.toFixed(2)}`, JSON.stringify(times));
  expect(ratio).toBeLessThanOrEqual(1.3);
});
