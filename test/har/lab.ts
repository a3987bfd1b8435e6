/**
 * Records the lab's page with every tool that can be had here, and judges what we make of each file: the cause of
 * every case is right, or the file is said to lack it. Prints what is neither, and fails.
 *
 *     npm run record [-- --keep DIR] [tool …]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Annotated, annotate } from '../../src/report/annotate.ts';
import { validHar } from '../../src/report/export.ts';
import type { Finding } from '../../src/session.ts';
import { inFirefox } from '../firefox/inspect.ts';
import { cases } from '../lab/cases.ts';
import { caseOf } from '../lab/inspect.ts';
import { startLab } from '../lab/lab.ts';
import type { LabCase } from '../lab/types.ts';
import { tools } from './tools.ts';

const [keep, ...rest] =
  process.argv[2] === '--keep' ? process.argv.slice(3) : [null, ...process.argv.slice(2)];
const wanted = rest.filter((name): name is string => typeof name === 'string');

/** Those that the page itself makes; the others need another page, or an extension. */
const made = cases.filter(
  ({ id, request: { from } }) =>
    from !== 'https' && from !== 'public' && id !== 'blocked-by-client',
);

const lab = await startLab();
let faults = 0;
try {
  for (const [name, record] of Object.entries(tools)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const files = await record({
      url: lab.url,
      done: "document.body?.dataset.done === 'true'",
      last: `/${made.at(-1)?.id}`,
      flags: lab.flags,
      preferences: {
        ...lab.firefox.preferences,
        'network.dns.localDomains': lab.firefox.localNames.join(','),
      },
    }).catch((error: unknown) => {
      console.log(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return {};
    });
    for (const [file, text] of Object.entries(files)) report(file, text);
  }
} finally {
  await lab.close();
}
process.exitCode = faults === 0 ? 0 : 1;

function report(file: string, text: string): void {
  if (keep) {
    mkdirSync(keep, { recursive: true });
    writeFileSync(join(keep, `${file}.har`), text);
  }
  const annotated = annotate(validHar(JSON.parse(text.replace(/^\uFEFF/, ''))));
  const judged = made.map((entry) => {
    const expected = file === 'firefox' ? inFirefox(entry) : entry;
    return [expected, judge(expected, annotated)] as const;
  });
  const count = (how: string) => judged.filter(([, [said]]) => said === how).length;
  const wrong = judged.filter(([, [said]]) => said === 'wrong');
  faults += wrong.length;
  console.log(
    `${file}: ${count('right')} right, ${count('lacks')} said to be lacking, ${wrong.length} wrong`,
  );
  for (const line of annotated.lacks) console.log(`    ${line}`);
  for (const [{ id, rule, outcome }, [, told]] of wrong) {
    console.log(`  ✗ ${id}: ${rule ?? outcome ?? 'allowed'} expected, ${told}`);
  }
}

/** Right; or not told, in a file that is said to lack it; or wrong: another cause, an alarm, or silence. */
function judge(
  entry: LabCase,
  { findings, lacks }: Annotated,
): readonly ['right' | 'lacks' | 'wrong', string] {
  const mine = findings.filter(({ exchange }) => caseOf(exchange.hops[0].url) === entry.id);
  const failed = mine.filter(({ verdict: { outcome } }) => outcome !== 'allowed');
  const told = mine.map(tell).join(', ') || 'nothing';
  const known = failed.filter(({ verdict: { outcome } }) => outcome !== 'undetermined');
  if (entry.rule === null) {
    // What DevTools hide from an extension, such as a worker's response, a proxy may hold.
    const hidden = entry.outcome === 'undetermined';
    const others = known.filter(
      ({ verdict }) => !(hidden && verdict.outcome === 'blocked' && verdict.error === entry.error),
    );
    return [others.length === 0 ? 'right' : 'wrong', told];
  }
  const named = failed.flatMap(({ diagnosis }) => (diagnosis?.rule ? [diagnosis.rule] : []));
  if (named.length > 0 && named.every((rule) => rule === entry.rule)) return ['right', told];
  const unproved = lacks.some((line) => /failed/.test(line)) || !mine.some(isSure);
  // What is asked ("is anything listening?") beside an unknown outcome claims nothing.
  const claimed = named.length > 0 && known.length > 0;
  return [!claimed && lacks.length > 0 && unproved ? 'lacks' : 'wrong', told];
}

/** True when we take it from the file that the request succeeded. */
function isSure({ verdict, exchange }: Finding): boolean {
  return verdict.outcome === 'allowed' && exchange.reported === 'succeeded';
}

function tell({ verdict, diagnosis, exchange }: Finding): string {
  const { outcome } = verdict;
  const statuses = exchange.hops.map(({ response, error }) => error?.text ?? response?.status ?? 0);
  return `${outcome} ${diagnosis?.rule ?? ''} (${exchange.mode}, ${exchange.reported}, ${statuses.join(' → ')})`;
}
