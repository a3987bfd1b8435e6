import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { distFolder } from '../browser/build.ts';

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

test('Firefox is asked for nothing that only trying fixes needs, which it cannot do', () => {
  const manifest = JSON.parse(readFileSync(`${distFolder('firefox')}/manifest.json`, 'utf8'));
  expect(manifest.permissions).toEqual(['storage']);
  expect(manifest).not.toHaveProperty('optional_host_permissions');
});
