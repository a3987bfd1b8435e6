import { type Dialect, part, withResponse } from './types.ts';

/** Fiddler. It returns a response of its own where it could not reach the server, and names the error in the status text. */
export const fiddler: Dialect = {
  id: 'fiddler',
  title: 'Fiddler',
  wrote: (creator) => creator.startsWith('fiddler'),
  source: 'unknown',
  errors: [
    [/^Fiddler - DNS Lookup Failed/i, { kind: 'dns' }],
    [/^Fiddler - (Gateway )?Connection Failed/i, { kind: 'refused' }],
    [/^Fiddler - (HTTPS|Certificate)/i, { kind: 'tls' }],
    [/^Fiddler - (Receive|Send) Failure/i, { kind: 'reset' }],
    [/^Fiddler - Request Aborted|^Client Aborted/i, { kind: 'aborted' }],
  ],
  tidy(entry) {
    const { statusText } = part(entry, 'response');
    return typeof statusText === 'string' && /^Fiddler - /i.test(statusText)
      ? withResponse(entry, { status: 0, _error: statusText })
      : entry;
  },
};
