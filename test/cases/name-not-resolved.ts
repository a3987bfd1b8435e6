import type { Cases } from '../build.ts';

export default {
  reports: [
    {
      name: 'a slip in the host name',
      url: 'https://api.exmaple.invalid/items',
      response: { error: 'net::ERR_NAME_NOT_RESOLVED' },
      error: null,
      behind: [],
      certainty: 'certain',
      says: ['api.exmaple.invalid', 'spelling'],
    },
    {
      name: 'a name that only Docker knows',
      url: 'http://backend:8080/items',
      page: 'http://localhost:3000/',
      response: { error: 'net::ERR_NAME_NOT_RESOLVED' },
      error: null,
      says: ['Docker'],
    },
    {
      name: 'Firefox’s word for it',
      response: { error: 'NS_ERROR_UNKNOWN_HOST' },
      error: null,
      unserved: 'Firefox says it to webRequest only.',
    },
  ],
  silent: [
    {
      name: 'the name has an address where nothing listens',
      response: { error: 'net::ERR_CONNECTION_REFUSED' },
      error: null,
      instead: 'connection-refused',
    },
    {
      name: 'the browser is offline: every name fails',
      response: { error: 'net::ERR_INTERNET_DISCONNECTED' },
      error: null,
      instead: 'offline',
      unserved: 'The network belongs to the browser.',
    },
  ],
} satisfies Cases;
