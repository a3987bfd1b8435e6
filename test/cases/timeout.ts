import type { Cases } from '../build.ts';

export default {
  reports: [
    {
      name: 'the server simply does not respond',
      thread: 'JakeChampion/fetch#695',
      response: { error: 'net::ERR_TIMED_OUT', took: 120_000 },
      error: null,
      behind: [],
      certainty: 'certain',
      says: ['within 2 minutes', 'net::ERR_TIMED_OUT'],
    },
    {
      name: 'a firewall drops the packets',
      url: 'https://10.20.30.40/api',
      response: { error: 'net::ERR_CONNECTION_TIMED_OUT', took: 21_000 },
      error: null,
      says: ['firewall'],
    },
  ],
  silent: [
    {
      name: 'the proxy in front gave up first, and said so',
      response: { status: 504, headers: { Server: 'nginx' } },
      error: 'MissingAllowOriginHeader',
      instead: 'gateway-error',
    },
    {
      name: 'the page gave up itself',
      response: { error: 'net::ERR_ABORTED', took: 5000 },
      error: null,
      instead: 'aborted',
    },
  ],
} satisfies Cases;
