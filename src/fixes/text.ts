import type { Policy } from './types.ts';

/** Items between single quotes, for an array literal: `'a', 'b'`. The items are narrowed (policy.ts). */
export function single(items: readonly string[]): string {
  return items.map((item) => `'${item}'`).join(', ');
}

/** Items between double quotes, for an array literal: `"a", "b"`. The items are narrowed (policy.ts). */
export function double(items: readonly string[]): string {
  return items.map((item) => `"${item}"`).join(', ');
}

/** A header's comma list: `a, b`. */
export function comma(items: readonly string[]): string {
  return items.join(', ');
}

/** One item a line, each as `write` puts it; for lists a reader should be able to extend. */
export function each(items: readonly string[], write: (item: string) => string): string {
  return items.map(write).join('\n');
}

/** The lines that are not false, with a newline after each: `credentials && 'line'` leaves a line out. */
export function lines(...parts: readonly (string | false)[]): string {
  return `${parts.filter((part) => part !== false).join('\n')}\n`;
}

/** The origins as one alternation for a regular expression, dots escaped: `https://a\.com|https://b\.com`. */
export function alternation(origins: readonly string[]): string {
  return origins.map((origin) => origin.replace(/[.[\]]/g, '\\$&')).join('|');
}

/**
 * Paths that may be written into a matcher or a proxy's table as they are: no character of them means anything
 * between quotes or in path-to-regexp, and no segment is `.` or `..`.
 */
export const pathGrammar = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]{1,64}){1,32}\/?$/;

/** The first segment of a path: `/v1` of `/v1/items`; `/api` where it is unknown. */
export function firstSegment(path = '/api'): string {
  return `/${path.split('/')[1] ?? ''}`;
}

/** Everything below the first segment, as Next.js writes it: `/v1/:path*`. */
export function matcher(policy: Policy): string {
  const prefix = firstSegment(policy.path);
  return prefix === '/' ? '/:path*' : `${prefix}/:path*`;
}

/**
 * How a call goes through a proxy at `/remote`, a path that no page has routes at, unlike `/api`: the page's call, and
 * where it goes.
 */
export function proxied({ server = 'https://api.example.com', path = '/items' }: Policy): string {
  return `fetch('/remote${path}') calls ${server}${path}`;
}

/** A JSON document, two spaces deep. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Aligns the values of neighbouring fields, as gofmt does: `\tName:   value,`. */
export function aligned(text: string): string {
  return text.replace(/(?:^\t+\w+: .*\n)+/gm, (block) => {
    const fields = [...block.matchAll(/^(\t+\w+:) (.*)$/gm)];
    const width = fields.reduce((most, [, name = '']) => Math.max(most, name.length), 0);
    return fields.map(([, name = '', value]) => `${name.padEnd(width)} ${value}\n`).join('');
  });
}
