import type { Cases } from '../build.ts';

const unserved = 'The network belongs to the browser.';

export default {
  reports: [
    {
      name: 'no network',
      response: { error: 'net::ERR_INTERNET_DISCONNECTED' },
      error: null,
      behind: [],
      certainty: 'certain',
      says: ['no network', 'Network panel'],
      unserved,
    },
    {
      name: 'the machine went to sleep',
      response: { error: 'net::ERR_NETWORK_IO_SUSPENDED' },
      error: null,
      unserved,
    },
  ],
  silent: [
    {
      name: 'one name has no address',
      response: { error: 'net::ERR_NAME_NOT_RESOLVED' },
      error: null,
      instead: 'name-not-resolved',
    },
    {
      name: 'the network changed while the request ran',
      response: { error: 'net::ERR_NETWORK_CHANGED' },
      error: null,
      instead: 'connection-lost',
      unserved,
    },
  ],
} satisfies Cases;
