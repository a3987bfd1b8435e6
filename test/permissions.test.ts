import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import manifest from '../manifest.json' with { type: 'json' };
import { permissions, privacyTable } from './permissions.ts';

test('the manifest asks for what has a reason, and for nothing else', () => {
  const asked = [
    ...manifest.permissions,
    ...manifest.optional_permissions,
    ...manifest.optional_host_permissions,
    'devtools_page',
  ];
  expect(permissions.map(({ name }) => name).sort()).toEqual(asked.sort());
});

test('PRIVACY.md gives the reason for each', async () => {
  const text = readFileSync('PRIVACY.md', 'utf8');
  const begin = '<!-- permissions -->\n';
  const end = '<!-- /permissions -->';
  const [before = '', rest = ''] = text.split(begin);
  const [, after = ''] = rest.split(end);
  // `npm run golden` writes it.
  await expect(`${before}${begin}${privacyTable()}${end}${after}`).toMatchFileSnapshot(
    '../PRIVACY.md',
  );
});
