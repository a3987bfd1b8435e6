import type { Dialect } from './types.ts';

/** Insomnia, which is no browser: nothing in it was checked for CORS. */
export const insomnia: Dialect = {
  id: 'insomnia',
  title: 'Insomnia',
  wrote: (creator) => creator.startsWith('insomnia'),
  source: 'unknown',
};
