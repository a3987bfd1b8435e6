import type { Dialect } from './types.ts';

/** This extension's own export: the entries are those of the browser named. */
export const corsLens: Dialect = {
  id: 'cors-lens',
  title: 'CORS Lens',
  wrote: (creator) => creator === 'cors lens',
  source: null,
};
