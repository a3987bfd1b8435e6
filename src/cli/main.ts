import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { parseArgs } from 'node:util';
import { annotate, HarError } from '../report/annotate.ts';

/** npm runs scripts in the package's folder; the user's paths are relative to where the user is. */
function userPath(path: string): string {
  return isAbsolute(path) ? path : join(process.env.INIT_CWD ?? process.cwd(), path);
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { output: { type: 'string', short: 'o' } },
  });
  const [command, file] = positionals;
  if (command !== 'annotate' || file === undefined) {
    throw new HarError('Usage: annotate FILE.har [-o OUT.har]');
  }
  const text = readFileSync(file === '-' ? 0 : userPath(file), 'utf8').replace(/^\uFEFF/, '');
  const output = `${JSON.stringify(annotate(JSON.parse(text)).har, null, 2)}\n`;
  if (values.output === undefined) process.stdout.write(output);
  else {
    const path = userPath(values.output);
    writeFileSync(`${path}.part`, output);
    renameSync(`${path}.part`, path);
  }
}

try {
  main();
} catch (error) {
  process.stderr.write(`cors-lens: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}
