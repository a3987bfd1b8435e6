import { get } from '../../cors/headers.ts';
import { readHeaders } from '../lines.ts';
import { type Dialect, part, withRequest } from './types.ts';

/** Insomnia, which is no browser: nothing in it was checked for CORS. */
export const insomnia: Dialect = {
  id: 'insomnia',
  title: 'Insomnia',
  wrote: (creator) => creator.startsWith('insomnia'),
  source: 'unknown',
  // It adds its name as the request is sent, and exports what was typed.
  tidy(entry) {
    const { headers } = part(entry, 'request');
    const named = !Array.isArray(headers) || get(readHeaders(headers), 'user-agent') !== null;
    return named
      ? entry
      : withRequest(entry, { headers: [...headers, { name: 'User-Agent', value: 'insomnia' }] });
  },
};
