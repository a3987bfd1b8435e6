import { later } from './later.tsx';

/** The diagnosis, in a file of its own: a panel without requests draws itself without it. */
export const Detail = later(async () => (await import('./Detail.tsx')).default);
