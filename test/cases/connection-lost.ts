import { type Cases, cors, jsonPost } from '../build.ts';

export default {
  reports: [
    {
      name: 'the server resets the connection',
      answer: { error: 'net::ERR_CONNECTION_RESET' },
      error: null,
      behind: [],
      certainty: 'certain',
      says: ['before an answer came', 'server log'],
    },
    {
      name: 'the server hangs up without an answer, on the preflight',
      ...jsonPost,
      preflight: { error: 'net::ERR_EMPTY_RESPONSE' },
      error: null,
    },
    {
      name: 'the answer breaks off after its headers passed the check',
      answer: { status: 200, headers: cors, error: 'net::ERR_CONTENT_LENGTH_MISMATCH' },
      error: null,
      says: ['status 200', 'Content-Length'],
    },
  ],
  silent: [
    {
      name: 'nobody listens',
      answer: { error: 'net::ERR_CONNECTION_REFUSED' },
      error: null,
      instead: 'connection-refused',
    },
    {
      name: 'the page left: ERR_ABORTED after an answer is no failure',
      answer: { status: 200, headers: cors, error: 'net::ERR_ABORTED' },
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
