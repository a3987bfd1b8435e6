/**
 * Writes labelled captures for work without a browser: `tsx test/oracle/corpus.ts DIR [SEED] [COUNT]`,
 * or `… DIR 0 0 fixed [NAME]` for the fixed cases whose name matches.
 * Every NAME.har has a NAME.truth.json beside it; score.ts compares them with our verdicts.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Case } from './case.ts';
import { startChromium } from './chromium.ts';
import { randomCases } from './random.ts';
import { capture } from './run.ts';
import { startServers } from './servers.ts';

const [folder = 'test/.cache/corpus', seed = '1', count = '400', what = 'random', only = ''] =
  process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const servers = await startServers();
const chromium = await startChromium(servers.chromiumArgs);
try {
  const tabs = [];
  for (let i = 0; i < 4; i++) tabs.push(await chromium.tab());
  let cases: ReadonlyMap<string, Case>;
  if (what === 'random') cases = randomCases(Number(seed), Number(count));
  else {
    const { fixedCases } = await import('./cases.ts');
    cases = new Map(
      fixedCases
        .map((kase, i) => [`f${i}`, kase] as const)
        .filter(([, { name }]) => name.match(only)),
    );
  }
  const started = Date.now();
  const captures = await capture(servers, cases, tabs);
  captures.forEach(({ har, truths, results, lost, messages }, i) => {
    const name = path.join(folder, `${what}-${seed}-${i}`);
    writeFileSync(`${name}.har`, JSON.stringify({ log: har }));
    const used = Object.fromEntries(
      [...new Set(truths.map((t) => t.id))].map((id) => [id, cases.get(id)]),
    );
    writeFileSync(
      `${name}.truth.json`,
      JSON.stringify({ truths, results, lost, messages, cases: used }, null, 1),
    );
  });
  const truths = captures.flatMap((c) => c.truths);
  const lost = captures.flatMap((c) => c.lost);
  console.log(
    `${cases.size} cases, ${truths.length} requests, ${truths.filter((t) => t.cors && t.role === 'request').length} blocked, ${truths.filter((t) => t.entry < 0).length} without entry, ${lost.length} lost, ${Date.now() - started} ms`,
  );
  for (const id of lost) console.log('lost', id, JSON.stringify(cases.get(id)));
} finally {
  await chromium.close();
  await servers.close();
}
