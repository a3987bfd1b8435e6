import type { Meanings } from './types.ts';

/** WebKit's sentences for a failure: CrossOriginAccessControl.cpp, and those of the systems it runs on. */
export const safariErrors: Meanings = [
  [
    /Access-Control-Allow-|^Preflight response is not successful|^Credentials flag is true/,
    { kind: 'cors' },
  ],
  [/^The certificate is not trusted\b/, { kind: 'tls', detail: 'untrusted' }],
];
