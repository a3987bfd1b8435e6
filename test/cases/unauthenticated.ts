import {
  type Cases,
  cors,
  corsWithCredentials,
  jsonPost,
  preflightOk,
  preflightOkWithCredentials,
} from '../build.ts';

export default {
  reports: [
    {
      name: 'an expired token, and only the error page lacks the headers',
      headers: { Authorization: 'Bearer expired' },
      preflight: preflightOk,
      response: {
        status: 401,
        headers: {
          'WWW-Authenticate': 'Bearer realm="api", error="invalid_token"',
          'Content-Type': 'application/json',
        },
      },
      error: 'MissingAllowOriginHeader',
      certainty: 'certain',
      says: [
        '401 Unauthorized',
        'invalid_token',
        'has not expired',
        'Access-Control-Allow-Origin: https://app.example.com',
      ],
    },
    {
      name: 'no token at all on a simple GET',
      response: { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="Restricted"' } },
      error: 'MissingAllowOriginHeader',
      says: ['no `Authorization` header and no cookie'],
    },
    {
      name: 'API Gateway refuses the token, its gateway response has no CORS mapping',
      thread: 'serverless/serverless#2099',
      headers: { Authorization: 'Bearer old' },
      preflight: preflightOk,
      response: {
        status: 401,
        headers: {
          'x-amzn-ErrorType': 'UnauthorizedException',
          'x-amzn-RequestId': '1f0ba7c4-4a36-11ee-be56-0242ac120002',
        },
      },
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'the proxy adds Allow-Origin always, but Allow-Credentials only to good responses',
      credentials: true,
      cookie: 'session=expired',
      ...jsonPost,
      preflight: preflightOkWithCredentials,
      response: { status: 401, headers: cors },
      error: 'InvalidAllowCredentials',
      says: ['the session has not expired'],
    },
    {
      name: 'the login page of another layer returns 401 with *',
      credentials: true,
      cookie: 'session=expired',
      ...jsonPost,
      preflight: preflightOkWithCredentials,
      response: { status: 401, headers: { 'Access-Control-Allow-Origin': '*' } },
      error: 'WildcardOriginNotAllowed',
    },
  ],
  silent: [
    {
      name: 'a 401 the page can read is no CORS failure',
      response: { status: 401, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: 'a 401 the page can read with credentials',
      credentials: true,
      cookie: 'session=expired',
      response: { status: 401, headers: corsWithCredentials },
      error: null,
      instead: null,
    },
    {
      name: 'the 401 carries CORS headers for another origin: that config is at fault',
      response: {
        status: 401,
        headers: { 'Access-Control-Allow-Origin': 'https://staging.example.com', Vary: 'Origin' },
      },
      error: 'AllowOriginMismatch',
      instead: 'allow-origin-mismatch',
    },
    {
      name: 'the 401 was the preflight response',
      ...jsonPost,
      preflight: { status: 401 },
      error: 'PreflightMissingAllowOriginHeader',
      instead: 'preflight-unauthenticated',
    },
    {
      name: 'the wildcard is on every response of this server, as far as is known',
      credentials: true,
      cookie: 'session=1',
      response: { status: 401, headers: { 'Access-Control-Allow-Origin': '*' } },
      error: 'WildcardOriginNotAllowed',
      instead: 'allow-origin-wildcard-credentials',
    },
  ],
} satisfies Cases;
