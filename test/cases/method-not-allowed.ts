import { type Cases, cors, jsonPost, preflightOk } from '../build.ts';

export default {
  reports: [
    {
      name: 'POST to a route that only reads',
      ...jsonPost,
      preflight: preflightOk,
      response: { status: 405, headers: { Allow: 'GET, HEAD' } },
      error: 'MissingAllowOriginHeader',
      certainty: 'certain',
      says: ['405 Method Not Allowed', '`Allow: GET, HEAD`'],
    },
    {
      name: 'a form POST to a static file server',
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      response: { status: 405, headers: { Server: 'nginx' } },
      error: 'MissingAllowOriginHeader',
      says: ["doesn't accept `POST`"],
    },
  ],
  silent: [
    {
      name: 'OPTIONS is what is refused',
      ...jsonPost,
      preflight: { status: 405, headers: { Allow: 'GET, POST' } },
      error: 'PreflightMissingAllowOriginHeader',
      instead: 'preflight-method-refused',
    },
    {
      name: 'a 405 the page can read',
      response: { status: 405, headers: cors },
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
