import type { Random } from './random.ts';

const alphabets = ['hex', 'digits', 'upper', 'base36', 'base62', 'base64', 'base64url'] as const;

/**
 * A value after its pattern: `<hex 32>` is 32 random characters of that alphabet, `<uuid>` a UUID, `<a|b>` one of
 * these words. Everything else stands for itself.
 */
export function fromTemplate(pattern: string, r: Random): string {
  return pattern.replace(/<([\w.:/! -]+(?:\|[\w.:/! -]+)*)>/g, (all, inside: string) => {
    if (inside === 'uuid') return r.uuid();
    if (inside.includes('|')) return r.any(inside.split('|'));
    const [name = '', size = ''] = inside.split(' ');
    const alphabet = alphabets.find((each) => each === name);
    return alphabet === undefined || !/^\d+$/.test(size) ? all : r[alphabet](Number(size));
  });
}
