import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { distFolder } from '../browser/build.ts';

const kilobyte = 1024;
const dist = distFolder();

/** What the panel's page loads before it draws: its scripts, what those import at once, its styles. */
function initialFiles(): Set<string> {
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

test('the panel loads at most 120 KB, gzipped, before it draws', () => {
  const files = initialFiles();
  expect([...files].filter((file) => file.endsWith('.js')).length).toBeGreaterThan(2);
  const sizes = [...files].map(
    (file) => [file.slice(dist.length), gzipSync(readFileSync(file)).length] as const,
  );
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log(
    `Initial panel code: ${(total / kilobyte).toFixed(1)} KB gzipped`,
    Object.fromEntries(sizes),
  );
  expect(total).toBeLessThanOrEqual(120 * kilobyte);
});

test('the packed extension has at most 300 KB', () => {
  let total = 22;
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const file = join(dist, name);
    if (!statSync(file).isFile()) continue;
    const bytes = readFileSync(file);
    // A ZIP names each file twice, in 76 bytes around it.
    total +=
      Math.min(bytes.length, deflateRawSync(bytes, { level: 9 }).length) + 2 * name.length + 76;
  }
  console.log(`Packed extension: ${(total / kilobyte).toFixed(1)} KB`);
  expect(total).toBeLessThanOrEqual(300 * kilobyte);
});
