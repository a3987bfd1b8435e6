import { expect, test } from 'vitest';
import { initialSizes, packedSize } from '../bench/sizes.ts';
import { distFolder } from '../browser/build.ts';

const kilobyte = 1024;

test('the panel loads at most 100 KB, gzipped, before it draws', () => {
  const sizes = initialSizes(distFolder());
  expect([...sizes.keys()].filter((file) => file.endsWith('.js')).length).toBeGreaterThan(1);
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  console.log(
    `Initial panel code: ${(total / kilobyte).toFixed(1)} KB gzipped`,
    Object.fromEntries(sizes),
  );
  expect(total).toBeLessThanOrEqual(100 * kilobyte);
});

test('the packed extension has at most 300 KB', async () => {
  const total = await packedSize(distFolder());
  console.log(`Packed extension: ${(total / kilobyte).toFixed(1)} KB`);
  expect(total).toBeLessThanOrEqual(300 * kilobyte);
});
