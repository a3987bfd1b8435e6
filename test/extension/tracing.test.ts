import type { Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '../../src/session.ts';
import { distFolder } from '../browser/build.ts';
import { type Chromium, launch, openPanel } from '../browser/chromium.ts';
import {
  type Answer,
  readFindings,
  reloadWithTracing,
  startTracingLab,
  type TracingLab,
} from '../browser/tracing.ts';
import { until } from '../browser/until.ts';
import { type BrowserVerdict, watchVerdicts } from '../browser/verdicts.ts';

/** "Reload with tracing" in a real Chromium with DevTools open, against Chromium's own verdicts. */
let lab: TracingLab;
let chromium: Chromium;
let page: Page;
let panel: Frame;
let verdicts: readonly BrowserVerdict[];

beforeAll(async () => {
  lab = await startTracingLab();
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

/** The findings, once there are enough of them that tracing has settled. */
async function settled(enough: (findings: Finding[]) => boolean, timeout = 30_000) {
  return until(
    'the traced findings',
    async () => {
      const findings = await readFindings(panel);
      return enough(findings) && findings;
    },
    timeout,
  ).catch(() => readFindings(panel));
}

const pathOf = (url: string) => new URL(url).pathname.slice(1);

/** Calls that only the credentials mode tells apart. */
interface Ambiguous {
  readonly id: string;
  readonly url: string;
  readonly how: 'fetch' | 'xhr' | 'request' | 'override';
  readonly method: string;
  readonly included: boolean;
}

/** What a preflight refuses with credentials, by the one name, and without, by another. */
const refusals: readonly { readonly answer: Answer; readonly method: string }[] = [
  ...[
    { 'access-control-allow-origin': '*' },
    { 'access-control-allow-origin': 'SITE' },
    { 'access-control-allow-origin': 'SITE', 'access-control-allow-credentials': 'TRUE' },
  ].flatMap((headers) => [
    { answer: { status: 404, headers }, method: 'PUT' },
    { answer: { status: 401, headers }, method: 'GET' },
    {
      answer: { status: 500, headers: { ...headers, 'access-control-allow-methods': 'PUT' } },
      method: 'PUT',
    },
    { answer: { status: 204, headers }, method: 'PATCH' },
    {
      answer: { status: 204, headers: { ...headers, 'access-control-allow-methods': 'GET' } },
      method: 'DELETE',
    },
    {
      answer: { status: 204, headers: { ...headers, 'access-control-allow-headers': 'x-other' } },
      method: 'GET',
    },
  ]),
  {
    answer: {
      status: 204,
      headers: {
        'access-control-allow-origin': 'SITE',
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': '*',
        'access-control-allow-headers': 'x-other',
      },
    },
    method: 'PUT',
  },
];

function ambiguousCalls(): Ambiguous[] {
  const hows = ['fetch', 'xhr', 'request', 'override'] as const;
  return refusals.flatMap(({ answer, method }, index) =>
    hows.flatMap((how) =>
      [true, false].map((included) => {
        const id = `a${index}-${how}-${included ? 'with' : 'without'}`;
        const headers = Object.fromEntries(
          Object.entries(answer.headers ?? {}).map(([name, value]) => [
            name,
            value === 'SITE' ? lab.site : value,
          ]),
        );
        return {
          id,
          how,
          method,
          included,
          url: lab.url(id, { preflight: { ...answer, headers } }),
        };
      }),
    ),
  );
}

/** Makes the calls in the page, all at once. */
async function call(calls: readonly Ambiguous[]): Promise<void> {
  await page.evaluate(async (all) => {
    await Promise.all(
      all.map(({ url, how, method, included }) => {
        const headers = { 'x-a': '1' };
        const credentials = included ? 'include' : 'omit';
        if (how === 'xhr') {
          return new Promise<void>((resolve) => {
            const request = new XMLHttpRequest();
            request.open(method, url);
            request.withCredentials = included;
            request.setRequestHeader('x-a', '1');
            request.onloadend = () => resolve();
            request.send();
          });
        }
        const made =
          how === 'fetch'
            ? fetch(url, { method, headers, credentials })
            : how === 'request'
              ? fetch(new Request(url, { method, headers, credentials }))
              : fetch(new Request(url, { method, headers }), { credentials });
        return made.then(
          () => {},
          () => {},
        );
      }),
    );
  }, calls as Ambiguous[]);
}

test('ambiguous calls get Chromium’s own verdict, certain and seen by tracing', async () => {
  await trace();
  const calls = ambiguousCalls();
  expect(calls.length).toBeGreaterThanOrEqual(150);
  await call(calls);
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
