import { type Cases, cors, jsonPost } from '../build.ts';

export default {
  reports: [
    {
      name: 'a hotel network intercepts a plain http API',
      page: 'http://app.example.com/',
      url: 'http://api.example.com/v1/items',
      response: { status: 511, headers: { 'Content-Type': 'text/html', Server: 'nginx' } },
      error: 'MissingAllowOriginHeader',
      behind: [],
      certainty: 'certain',
      says: ['511 Network Authentication Required', 'never reached the server', 'new tab'],
    },
    {
      name: 'it intercepts the preflight',
      page: 'http://app.example.com/',
      url: 'http://api.example.com/v1/items',
      ...jsonPost,
      preflight: { status: 511, headers: { 'Content-Type': 'text/html' } },
      error: 'PreflightMissingAllowOriginHeader',
    },
  ],
  silent: [
    {
      name: 'a 511 the page can read',
      response: { status: 511, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: 'a portal that sends a 503 looks like a proxy',
      response: { status: 503, headers: { 'Content-Type': 'text/html' } },
      error: 'MissingAllowOriginHeader',
      instead: 'gateway-error',
    },
  ],
} satisfies Cases;
