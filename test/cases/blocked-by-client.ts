import { type Cases, jsonPost } from '../build.ts';

const unserved = 'An extension of the browser must do it.';

export default {
  reports: [
    {
      name: 'uBlock Origin blocks the payment script’s calls',
      thread: 'vue-stripe/vue-stripe#311',
      ...jsonPost,
      response: { error: 'net::ERR_BLOCKED_BY_CLIENT' },
      error: null,
      behind: [],
      certainty: 'certain',
      says: ['never sent', 'content blockers'],
      unserved,
    },
    {
      name: 'uBlock keeps pages out of the LAN',
      thread: 'versity/versitygw#1874',
      url: 'https://192.168.1.20:7070/bucket',
      response: { error: 'net::ERR_BLOCKED_BY_CLIENT' },
      error: null,
      unserved,
    },
    {
      name: 'uBlock in the way of statistics',
      thread: 'amtunlimited/average-response#4',
      response: { error: 'net::ERR_BLOCKED_BY_CLIENT' },
      error: null,
      unserved,
    },
    {
      name: 'a privacy extension',
      thread: 'mozilla/FirefoxColor#256',
      response: { error: 'net::ERR_BLOCKED_BY_CLIENT' },
      error: null,
      unserved,
    },
    {
      name: 'request blocking of DevTools',
      response: { error: 'net::ERR_BLOCKED_BY_CLIENT.Inspector' },
      error: null,
      says: ['Network request blocking'],
      unserved,
    },
  ],
  silent: [
    {
      name: 'a resource policy is the server’s word',
      client: 'image',
      noCors: true,
      response: {
        status: 200,
        headers: { 'Cross-Origin-Resource-Policy': 'same-origin' },
        error: 'net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin',
      },
      error: null,
      instead: 'resource-policy',
    },
    {
      name: 'a failure without a word of its own',
      response: { error: 'net::ERR_FAILED' },
      error: null,
      instead: null,
      unserved: 'Four causes look like this.',
    },
  ],
} satisfies Cases;
