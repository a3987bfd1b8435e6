import { type Cases, cors, jsonPost, preflightOk } from '../build.ts';

export default {
  reports: [
    {
      name: 'the user lacks a right',
      headers: { Authorization: 'Bearer valid' },
      preflight: preflightOk,
      response: { status: 403, headers: { 'Content-Type': 'application/json' } },
      error: 'MissingAllowOriginHeader',
      says: ['403 Forbidden', 'missing permissions'],
    },
    {
      name: 'API Gateway returns 403 for a wrong path',
      response: {
        status: 403,
        headers: {
          'x-amzn-ErrorType': 'MissingAuthenticationTokenException',
          'x-amz-apigw-id': 'K1zGsE5tIAMFqTg=',
        },
      },
      error: 'MissingAllowOriginHeader',
      says: ["a path or method that isn't deployed"],
    },
    {
      name: 'the CSRF filter refuses a POST after the preflight passed',
      ...jsonPost,
      preflight: preflightOk,
      response: { status: 403, headers: { 'X-Frame-Options': 'DENY' } },
      error: 'MissingAllowOriginHeader',
    },
  ],
  silent: [
    {
      name: 'Spring refuses the origin itself: Invalid CORS request',
      response: { status: 403, headers: { Vary: ['Origin', 'Access-Control-Request-Method'] } },
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
    {
      name: 'a 403 the page can read',
      response: { status: 403, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: 'a 403 to the preflight',
      ...jsonPost,
      preflight: { status: 403 },
      error: 'PreflightMissingAllowOriginHeader',
      instead: 'preflight-unauthenticated',
    },
  ],
} satisfies Cases;
