/**
 * Compares our verdicts with Chromium's over labelled captures, without a browser:
 * `tsx test/oracle/score.ts DIR…` (every NAME.har with its NAME.truth.json, at any depth). `--all` lists
 * every difference, `--case ID` prints one case whole.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Case } from './case.ts';
import { compare, type Difference, table } from './compare.ts';
import type { Truth } from './run.ts';

const args = process.argv.slice(2);
const wanted = args.includes('--case') ? args[args.indexOf('--case') + 1] : undefined;
const folders = args.filter((arg, i) => !arg.startsWith('--') && args[i - 1] !== '--case');
const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.har'))
    .map((name) => path.join(folder, name)),
);
const all: Difference[] = [];
const shown = new Set<string>();
for (const file of files) {
  const har = JSON.parse(readFileSync(file, 'utf8'));
  const { truths, cases, lost } = JSON.parse(
    readFileSync(file.replace(/\.har$/, '.truth.json'), 'utf8'),
  ) as { truths: Truth[]; cases: Record<string, Case>; lost: string[] };
  const differences = compare(har, truths, new Set(lost));
  all.push(...differences);
  for (const d of differences) {
    if (
      wanted === undefined
        ? d.kind !== 'agree' && (args.includes('--all') || d.kind !== 'blind')
        : d.truth.id === wanted
    ) {
      console.log(`${d.kind}: ${d.truth.id} "${d.truth.name}" ${d.truth.method} ${d.truth.url}`);
      console.log(`  Chromium: ${d.expected}`);
      console.log(`  ours:     ${d.got}`);
      console.log(`  entry ${d.truth.entry} of ${file}`);
    }
    if (wanted !== undefined && d.truth.id === wanted && !shown.has(wanted)) {
      shown.add(wanted);
      console.log(JSON.stringify(cases?.[wanted], null, 1));
      for (const t of truths.filter((t) => t.id === wanted)) {
        console.log(JSON.stringify(t));
        const { _initiator: _, ...entry } = har.log.entries[t.entry] ?? {};
        console.log(JSON.stringify(entry));
      }
    }
  }
}
console.log(table(all));
