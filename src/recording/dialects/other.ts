import type { Dialect } from './types.ts';

/** A tool that no other file knows. Its browser is the one that `log.browser` or its own name shows. */
export const other: Dialect = {
  id: 'other',
  title: 'the tool that wrote it',
  wrote: () => true,
  source: null,
};
