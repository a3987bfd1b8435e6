import { get, type HeaderList } from './headers.ts';

/** How long each engine keeps a preflight response at most, and without `Access-Control-Max-Age`: seconds. */
export const maxAgeCaps = { chromium: 7200, firefox: 86_400, webkit: 600 } as const;

/** Without the header, or when it is no number. https://fetch.spec.whatwg.org/#cors-preflight-fetch (step 7.13) */
const defaultMaxAge = 5;

/** Seconds the engine keeps this preflight response. A negative value means not at all. */
export function preflightMaxAge(headers: HeaderList, engine: keyof typeof maxAgeCaps): number {
  const value = get(headers, 'access-control-max-age') ?? '';
  if (!/^-?\d+$/.test(value)) return defaultMaxAge;
  return Math.max(0, Math.min(Number(value), maxAgeCaps[engine]));
}
