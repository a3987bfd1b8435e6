import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildExtension } from '../browser/build.ts';
import { annotateFigures } from './annotate.ts';
import { type Figure, isMet } from './figure.ts';
import { importFigures } from './import.ts';
import { floodFigures, liveFigures } from './live.ts';
import { initialSizes, packedSize } from './sizes.ts';

/**
 * `npm run bench`: every figure as a ratio measured in one run, as a table and in `test/output/bench.json`.
 * `npm run bench -- annotate live` measures some parts. Nothing else should run on the machine.
 */
const parts: Readonly<Record<string, () => Figure[] | Promise<Figure[]>>> = {
  annotate: () => annotateFigures(folder, 3),
  live: () => liveFigures(),
  flood: () => floodFigures(),
  import: () => importFigures(folder),
  sizes: sizeFigures,
};

const output = fileURLToPath(new URL('../output/', import.meta.url));
const folder = join(tmpdir(), 'cors-lens-bench');
const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !(part in parts));
if (unknown.length > 0) {
  throw new Error(
    `No such part: ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}.`,
  );
}

const dist = buildExtension();
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`Measuring ${name} …`);
  figures.push(...(await measure()));
}
mkdirSync(output, { recursive: true });
const machine = {
  node: process.version,
  cores: cpus().length,
  model: cpus()[0]?.model,
  load: loadavg()[0],
};
const judged = figures.map((figure) => ({ ...figure, met: isMet(figure) }));
writeFileSync(
  join(output, 'bench.json'),
  `${JSON.stringify({ machine, figures: judged }, null, 2)}\n`,
);
console.log(table());
console.log(
  `Load of the machine at the end: ${loadavg()[0]?.toFixed(1)} on ${machine.cores} cores.`,
);

function table(): string {
  const rows = figures.map((figure) => [
    figure.part,
    figure.name,
    `${figure.value.toFixed(figure.unit === '×' ? 2 : 0)} ${figure.unit}`,
    figure.target === null ? '' : `${figure.unit === '%' ? '≥' : '≤'} ${figure.target}`,
    { true: 'met', false: 'MISSED', null: '' }[String(isMet(figure)) as 'true'],
  ]);
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => (cell ?? '').padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

async function sizeFigures(): Promise<Figure[]> {
  const initial = [...initialSizes(dist).values()].reduce((sum, size) => sum + size, 0) / 1024;
  return [
    {
      part: 'sizes',
      name: 'initial code of the panel, gzipped',
      value: initial,
      unit: 'KB',
      target: 100,
    },
    {
      part: 'sizes',
      name: 'packed extension',
      value: (await packedSize(dist)) / 1024,
      unit: 'KB',
      target: 300,
    },
  ];
}
