import { type Dialect, part, withResponse } from './types.ts';

/** HttpWatch and Firebug. They write the reason of a failure into the status text. */
export const httpwatch: Dialect = {
  id: 'httpwatch',
  title: 'HttpWatch or Firebug',
  wrote: (creator) => /^(httpwatch|firebug)/.test(creator),
  source: 'unknown',
  errors: [
    [/^\(?Aborted\)?$/i, { kind: 'aborted' }],
    [/^\(?Blocked\)?$/i, { kind: 'blocked-by-client' }],
    [/^\(?ERROR_INTERNET_NAME_NOT_RESOLVED\)?$/, { kind: 'dns' }],
    [/^\(?ERROR_INTERNET_CANNOT_CONNECT\)?$/, { kind: 'refused' }],
    [/^\(?ERROR_INTERNET_TIMEOUT\)?$/, { kind: 'timeout' }],
    [/^\(?ERROR_INTERNET_(SEC_\w+|SECURITY_\w+|INVALID_CA|DECODING_FAILED)\)?$/, { kind: 'tls' }],
    [/^\(?ERROR_INTERNET_CONNECTION_(RESET|ABORTED)\)?$/, { kind: 'reset' }],
  ],
  tidy(entry) {
    const { status, statusText } = part(entry, 'response');
    const none = typeof status !== 'number' || status <= 0;
    // The text of what a cache responded, or of what was redirected, is no failure's: "(Cache)".
    return none &&
      typeof statusText === 'string' &&
      /^\(?(Aborted|Blocked|ERROR_)/i.test(statusText)
      ? withResponse(entry, { _error: statusText })
      : entry;
  },
};
