import type { Dialect } from './types.ts';

/** ZAP, a proxy. */
export const zap: Dialect = {
  id: 'zap',
  title: 'ZAP',
  wrote: (creator) => /^(owasp )?zap\b|zed attack proxy/.test(creator),
  source: 'unknown',
};
