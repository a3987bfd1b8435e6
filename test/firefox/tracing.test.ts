import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '../../src/session.ts';
import { distFolder } from '../browser/build.ts';
import { Firefox } from '../browser/firefox.ts';
import type { Panel } from '../browser/panel.ts';
import {
  ambiguousCalls,
  makeCalls,
  readFindings,
  reloadWithTracing,
  startTracingLab,
  type TracingLab,
} from '../browser/tracing.ts';
import { until } from '../browser/until.ts';
import { panelOf } from './inspect.ts';

/** "Reload with tracing" in a real Firefox with DevTools open. */
let lab: TracingLab;
let firefox: Firefox;
let panel: Panel;

beforeAll(async () => {
  lab = await startTracingLab();
  firefox = await Firefox.start();
  const id = await firefox.install(distFolder('firefox'));
  await firefox.goto(`${lab.site}/`);
  await firefox.openDevTools();
  await firefox.showPanel(id);
  panel = panelOf(firefox, id);
  await until('the panel', () =>
    panel.evaluate(() => document.querySelector('[data-testid="trace"]') !== null),
  );
});

afterAll(async () => {
  await firefox?.close();
  await lab?.close();
});

async function trace(path = '/'): Promise<void> {
  await firefox.goto(lab.site + path);
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

test('ambiguous calls get one verdict, certain and seen by tracing', async () => {
  await trace();
  const calls = ambiguousCalls(lab);
  await firefox.page(makeCalls, calls);
  const findings = await settled(
    (all) => all.filter(({ exchange }) => exchange.traced).length >= calls.length,
    60_000,
  );
  const wrong = calls.flatMap(({ id, included }) => {
    const finding = findings.find(({ exchange }) => pathOf(exchange.hops[0].url) === id);
    const said =
      finding?.verdict.outcome === 'blocked'
        ? [
            finding.verdict.certainty,
            finding.exchange.credentials,
            finding.exchange.initiator !== null,
          ]
        : [finding?.verdict.outcome];
    const wanted = ['certain', included ? 'include' : 'omit', true];
    return said.join() === wanted.join() ? [] : [{ id, said, wanted }];
  });
  expect(wrong).toEqual([]);
});
