import { type Cases, cors } from '../build.ts';

const unserved = 'An extension of the browser must let it through.';
export default {
  reports: [
    {
      name: 'an extension adds the header the server does not send',
      response: { status: 200, headers: { 'Content-Type': 'application/json' } },
      error: null,
      says: ['MissingAllowOriginHeader', 'CORS extensions'],
      unserved,
    },
    {
      name: 'the server allows another page, and yet it passed',
      response: { status: 200, headers: { 'Access-Control-Allow-Origin': 'https://x.example' } },
      error: null,
      says: ['AllowOriginMismatch'],
      unserved,
    },
  ],
  silent: [
    {
      name: 'the headers are right',
      response: { status: 200, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: 'the check fails only with credentials, and nobody knows whether there were any',
      response: { status: 200, headers: { 'Access-Control-Allow-Origin': '*' } },
      error: null,
      instead: null,
    },
    {
      name: 'an extension’s own page has a permission for the host',
      page: 'chrome-extension://abcdefghijklmnop/panel.html',
      response: { status: 200 },
      error: null,
      instead: null,
      unserved,
    },
    {
      name: 'a stored response was revalidated',
      response: { status: 304, headers: { ETag: '"1"' } },
      error: null,
      instead: null,
      unserved: 'The cache of the browser must have a copy.',
    },
  ],
} satisfies Cases;
