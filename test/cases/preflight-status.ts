import { type Cases, cors, jsonPost, preflightOk } from '../build.ts';

export default {
  reports: [
    {
      name: 'preflights count against the rate limit',
      thread: 'nftstorage/nft.storage#2180',
      ...jsonPost,
      preflight: { status: 429, headers: { 'Retry-After': '60' } },
      error: 'PreflightMissingAllowOriginHeader',
      certainty: 'certain',
      says: ['429 Too Many Requests', 'exempt `OPTIONS` from the rate limit'],
    },
    {
      name: 'Starlette returns 400 "Disallowed CORS headers" with the headers that are right',
      ...jsonPost,
      preflight: { status: 400, headers: preflightOk.headers },
      error: 'PreflightInvalidStatus',
      behind: [],
      says: ['Starlette'],
    },
    {
      name: 'a cache returns 304',
      ...jsonPost,
      preflight: { status: 304, headers: cors },
      error: 'PreflightInvalidStatus',
      says: ['misconfigured'],
    },
  ],
  silent: [
    {
      name: 'a 401 has a rule of its own',
      ...jsonPost,
      preflight: { status: 401 },
      error: 'PreflightMissingAllowOriginHeader',
      instead: 'preflight-unauthenticated',
    },
    {
      name: 'any 2xx will do',
      ...jsonPost,
      preflight: { ...preflightOk, status: 202 },
      response: { status: 200, headers: cors },
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
