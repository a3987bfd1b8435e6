import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesIn, zipped } from '../zip.ts';

/** What the panel's page loads before it draws: its scripts, what those import at once, its styles. */
function initialFiles(dist: string): Set<string> {
  const page = join(dist, 'src/panel/index.html');
  const html = readFileSync(page, 'utf8');
  const files = new Set<string>();
  const follow = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    if (!file.endsWith('.js')) return;
    const code = readFileSync(file, 'utf8');
    for (const [, path] of code.matchAll(
      /(?:^|[;\s}])(?:import|export)[^;"'()]*["'](\.[^"']+)["']/g,
    )) {
      if (path) follow(join(dirname(file), path));
    }
  };
  for (const [, path] of html.matchAll(/(?:src|href)="\/?([^"]+\.(?:js|css))"/g)) {
    if (path) follow(join(dist, path));
  }
  return files;
}

/** Bytes, gzipped, of each file that the panel of a built extension loads before it draws. */
export function initialSizes(dist: string): Map<string, number> {
  return new Map(
    [...initialFiles(dist)].map((file) => [
      file.slice(dist.length),
      gzipSync(readFileSync(file)).length,
    ]),
  );
}

/** Bytes of the built extension in the ZIP that is published. */
export async function packedSize(dist: string): Promise<number> {
  return (await zipped(dist, filesIn(dist), true)).length;
}
