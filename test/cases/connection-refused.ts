import { type Cases, jsonPost } from '../build.ts';

export default {
  reports: [
    {
      name: 'the API is not started',
      page: 'http://localhost:3000/',
      url: 'http://localhost:8080/api/items',
      response: { error: 'net::ERR_CONNECTION_REFUSED' },
      error: null,
      behind: [],
      certainty: 'certain',
      says: ['localhost:8080', 'Start the server'],
    },
    {
      name: 'the API is down, and the log says CORS',
      thread: 'neomjs/neo#381',
      response: { error: 'net::ERR_CONNECTION_REFUSED' },
      error: null,
    },
    {
      name: 'the backend ran out of memory and is gone, seen on the preflight',
      thread: 'CatalogueOfLife/checklistbank#1726',
      ...jsonPost,
      preflight: { error: 'net::ERR_CONNECTION_REFUSED' },
      error: null,
    },
    {
      name: 'the proxy of the browser is off',
      response: { error: 'net::ERR_PROXY_CONNECTION_FAILED' },
      error: null,
      says: ['proxy'],
      unserved: 'The proxy belongs to the browser, not to a server.',
    },
  ],
  silent: [
    {
      name: 'a failure without a word of its own',
      response: { error: 'net::ERR_FAILED' },
      error: null,
      instead: null,
      unserved: 'Four causes look like this.',
    },
    {
      name: 'a response without CORS headers is a response',
      response: { status: 200 },
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
  ],
} satisfies Cases;
