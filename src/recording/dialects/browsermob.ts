import { type Dialect, part, withResponse } from './types.ts';

/** BrowserMob Proxy, and BrowserUp Proxy after it. */
export const browsermob: Dialect = {
  id: 'browsermob',
  title: 'BrowserMob Proxy',
  wrote: (creator) => /^browser(mob|up)/.test(creator),
  source: 'unknown',
  errors: [
    [/^Unable to resolve host/, { kind: 'dns' }],
    [/^Unable to connect to host/, { kind: 'refused' }],
    [/^Response timed out/, { kind: 'timeout' }],
    [/^No response received/, { kind: 'reset' }],
  ],
  tidy(entry) {
    const { _errorMessage: text } = part(entry, 'response');
    return typeof text === 'string' && text !== '' ? withResponse(entry, { _error: text }) : entry;
  },
};
