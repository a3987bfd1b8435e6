import type { Dialect } from './types.ts';

/** Charles. */
export const charles: Dialect = {
  id: 'charles',
  title: 'Charles',
  wrote: (creator) => creator.startsWith('charles'),
  source: 'unknown',
};
