import { type Cases, cors, jsonPost } from '../build.ts';

export default {
  reports: [
    {
      name: 'the server resets the connection',
      response: { error: 'net::ERR_CONNECTION_RESET' },
      error: null,
      behind: [],
      certainty: 'certain',
      says: ['before a response arrived', 'server log'],
    },
    {
      name: 'the server hangs up without a response, on the preflight',
      ...jsonPost,
      preflight: { error: 'net::ERR_EMPTY_RESPONSE' },
      error: null,
    },
    {
      name: 'the response breaks off after its headers passed the check',
      response: { status: 200, headers: cors, error: 'net::ERR_CONTENT_LENGTH_MISMATCH' },
      error: null,
      says: ['status 200', 'Content-Length'],
    },
  ],
  silent: [
    {
      name: 'nobody listens',
      response: { error: 'net::ERR_CONNECTION_REFUSED' },
      error: null,
      instead: 'connection-refused',
    },
    {
      name: 'the page left: ERR_ABORTED after a response is no failure',
      response: { status: 200, headers: cors, error: 'net::ERR_ABORTED' },
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
