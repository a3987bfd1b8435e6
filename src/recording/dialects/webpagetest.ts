import { type Dialect, part, withRequest } from './types.ts';

/** WebPagetest. Over HTTP/2 it leaves out `Host`, and often the method. */
export const webpagetest: Dialect = {
  id: 'webpagetest',
  title: 'WebPagetest',
  wrote: (creator) => creator.startsWith('webpagetest'),
  source: 'unknown',
  tidy(entry) {
    const { method } = part(entry, 'request');
    if (typeof method === 'string' && method !== '') return entry;
    const { _method: said } = entry;
    return withRequest(entry, { method: typeof said === 'string' && said !== '' ? said : 'GET' });
  },
};
