import type { Cases } from '../build.ts';

export default {
  reports: [
    {
      name: 'the port of X11',
      url: 'http://localhost:6000/api',
      page: 'http://localhost:3000/',
      response: { error: 'net::ERR_UNSAFE_PORT' },
      error: null,
      behind: [],
      certainty: 'certain',
      says: ['localhost:6000', 'another port'],
    },
    {
      name: 'the port of IRC, in Firefox’s words',
      url: 'http://localhost:6667/api',
      response: { error: 'NS_ERROR_PORT_ACCESS_NOT_ALLOWED' },
      error: null,
      unserved: 'Firefox says it to webRequest only.',
    },
  ],
  silent: [
    {
      name: 'a free port where nothing listens',
      url: 'http://localhost:6001/api',
      response: { error: 'net::ERR_CONNECTION_REFUSED' },
      error: null,
      instead: 'connection-refused',
    },
    {
      name: 'an address that cannot be',
      response: { error: 'net::ERR_ADDRESS_INVALID' },
      error: null,
      instead: 'connection-refused',
    },
  ],
} satisfies Cases;
