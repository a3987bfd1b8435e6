import { type Dialect, type Meanings, withResponse } from './types.ts';

/** WebKit's sentences for a failure: CrossOriginAccessControl.cpp, and those of the systems it runs on. */
const errors: Meanings = [
  [
    /Access-Control-Allow-|^Preflight response is not successful|^Credentials flag is true/,
    { kind: 'cors' },
  ],
  [/^The certificate is not trusted\b/, { kind: 'tls', detail: 'untrusted' }],
  [/^cancelled$/, { kind: 'aborted' }],
  [/^A server with the specified hostname could not be found/, { kind: 'dns' }],
  [/^Could not connect to the server/, { kind: 'refused' }],
  [/^The network connection was lost/, { kind: 'reset' }],
  [/^The request timed out/, { kind: 'timeout' }],
  [/^The Internet connection appears to be offline/, { kind: 'offline' }],
];

/** Safari's Web Inspector. */
export const safari: Dialect = {
  id: 'safari',
  title: "Safari's Web Inspector",
  wrote: (creator) => creator.startsWith('webkit') || creator.startsWith('safari'),
  source: 'webkit',
  errors,
  tidy(entry) {
    return entry._fetchType === 'Service Worker'
      ? withResponse(entry, { _fetchedViaServiceWorker: true })
      : entry;
  },
};
