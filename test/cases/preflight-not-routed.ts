import { type Cases, jsonPost, preflightOk } from '../build.ts';

export default {
  reports: [
    {
      name: 'the router knows POST only',
      ...jsonPost,
      preflight: { status: 404, headers: { 'X-Powered-By': 'Express' } },
      error: 'PreflightMissingAllowOriginHeader',
      certainty: 'certain',
      says: ['404 Not Found', 'no route handles `OPTIONS`'],
    },
    {
      name: 'a static CORS header on everything, but no route for OPTIONS',
      ...jsonPost,
      preflight: {
        status: 404,
        headers: {
          'Access-Control-Allow-Origin': '*',
          'Access-Control-Allow-Headers': '*',
          Server: 'nginx/1.22.1',
        },
      },
      error: 'PreflightInvalidStatus',
      behind: [],
    },
  ],
  silent: [
    {
      name: 'the request itself is returned 404',
      ...jsonPost,
      preflight: preflightOk,
      response: { status: 404, headers: { 'Access-Control-Allow-Origin': '*' } },
      error: null,
      instead: null,
    },
    {
      name: 'the preflight is returned 401',
      ...jsonPost,
      preflight: { status: 401 },
      error: 'PreflightMissingAllowOriginHeader',
      instead: 'preflight-unauthenticated',
    },
  ],
} satisfies Cases;
