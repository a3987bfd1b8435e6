import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { distFolder } from '../browser/build.ts';
import { permissions } from '../permissions.ts';

interface Report {
  readonly errors: readonly Message[];
  readonly warnings: readonly Message[];
  readonly notices: readonly Message[];
}

interface Message {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
}

/** Mozilla's linter for extensions: what `web-ext lint` runs, and what addons.mozilla.org does. */
test('web-ext lint finds no error and no warning', () => {
  const linter = fileURLToPath(
    new URL('../../node_modules/addons-linter/bin/addons-linter', import.meta.url),
  );
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [linter, '--output', 'json', distFolder('firefox')],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  const { errors, warnings, notices } = JSON.parse(stdout) as Report;
  const found = [...errors, ...warnings, ...notices];
  expect(found.map(({ code, file, message }) => `${code} ${file}: ${message}`)).toEqual([]);
});

test('the manifest asks for what has a reason in Firefox, and for nothing else', () => {
  const manifest = JSON.parse(readFileSync(`${distFolder('firefox')}/manifest.json`, 'utf8'));
  const asked = [
    ...manifest.permissions,
    ...(manifest.optional_permissions ?? []),
    ...manifest.optional_host_permissions,
    'devtools_page',
  ];
  const reasons = permissions.filter(({ browsers }) => browsers.includes('Firefox'));
  expect(asked.sort()).toEqual(reasons.map(({ name }) => name).sort());
});
