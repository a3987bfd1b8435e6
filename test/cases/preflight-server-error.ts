import { type Cases, jsonPost, preflightOk } from '../build.ts';

export default {
  reports: [
    {
      name: 'a handler expects a body and crashes',
      ...jsonPost,
      preflight: { status: 500, headers: { Server: 'gunicorn' } },
      error: 'PreflightMissingAllowOriginHeader',
      certainty: 'certain',
      says: ['500 Internal Server Error', 'server log for this OPTIONS request'],
    },
    {
      name: 'the gateway timed out on the preflight',
      thread: 'peng.fyi/post/cors-error-with-504',
      ...jsonPost,
      preflight: { status: 504, headers: { Server: 'nginx' } },
      error: 'PreflightMissingAllowOriginHeader',
      says: ['504 Gateway Timeout', 'nginx answered, because the application did not'],
    },
    {
      name: 'the app is down behind a proxy that adds CORS headers to everything',
      ...jsonPost,
      preflight: { status: 502, headers: preflightOk.headers },
      error: 'PreflightInvalidStatus',
      behind: [],
    },
  ],
  silent: [
    {
      name: '501 refuses the method',
      ...jsonPost,
      preflight: { status: 501 },
      error: 'PreflightMissingAllowOriginHeader',
      instead: 'preflight-method-refused',
    },
    {
      name: 'the request fails, not the preflight',
      ...jsonPost,
      preflight: preflightOk,
      response: { status: 500 },
      error: 'MissingAllowOriginHeader',
      instead: 'server-error',
    },
  ],
} satisfies Cases;
