import { type Cases, cors, jsonPost, preflightOk } from '../build.ts';

const limited = (name: string, thread: string, headers = {}) => ({
  name,
  thread,
  response: { status: 429, headers },
  error: 'MissingAllowOriginHeader' as const,
});

export default {
  reports: [
    {
      ...limited('blockfrost limits by address', 'blockfrost/blockfrost-backend-ryo#30', {
        'Retry-After': '120',
      }),
      certainty: 'certain',
      says: ['429 Too Many Requests', 'Wait 2 minutes'],
    },
    limited('jikan returns 429 without headers', 'jikan-me/jikan-rest#148'),
    limited('the ingress limits before the app is asked', 'emissary-ingress/emissary#2030', {
      Server: 'envoy',
    }),
    limited('the Giphy key is over its limit', 'Giphy/GiphyAPI#190'),
    limited('Open Library limits', 'internetarchive/openlibrary#11140', { Server: 'nginx' }),
    limited('Modrinth limits', 'modrinth/code#2591', { 'X-RateLimit-Remaining': '0' }),
    {
      name: 'API Gateway throttles',
      ...jsonPost,
      preflight: preflightOk,
      response: { status: 429, headers: { 'x-amzn-ErrorType': 'TooManyRequestsException' } },
      error: 'MissingAllowOriginHeader',
    },
  ],
  silent: [
    {
      name: 'a 429 the page can read',
      response: { status: 429, headers: { ...cors, 'Retry-After': '5' } },
      error: null,
      instead: null,
    },
    {
      name: 'a 503 with Retry-After is no rate limit',
      response: { status: 503, headers: { 'Retry-After': '5' } },
      error: 'MissingAllowOriginHeader',
      instead: 'gateway-error',
    },
  ],
} satisfies Cases;
