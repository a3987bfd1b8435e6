import type { Cases } from '../build.ts';

export default {
  reports: [
    {
      name: 'the port speaks another protocol',
      response: { error: 'net::ERR_INVALID_HTTP_RESPONSE' },
      error: null,
      behind: [],
      certainty: 'certain',
      says: ['not the HTTP that the browser expects'],
    },
    {
      name: 'the redirects never end',
      response: { error: 'net::ERR_TOO_MANY_REDIRECTS' },
      error: null,
      says: ['Too many redirects'],
    },
    {
      name: 'the body is not compressed as it says',
      response: { error: 'net::ERR_CONTENT_DECODING_FAILED' },
      error: null,
      says: ['Content-Encoding'],
    },
  ],
  silent: [
    {
      name: 'the connection broke',
      response: { error: 'net::ERR_CONNECTION_CLOSED' },
      error: null,
      instead: 'connection-lost',
    },
    {
      name: 'a response without CORS headers is valid HTTP',
      response: { status: 200 },
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
  ],
} satisfies Cases;
