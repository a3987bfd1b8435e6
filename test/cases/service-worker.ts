import { type Cases, cors, url } from '../build.ts';

const unserved = 'A service worker of the page must do it.';

export default {
  reports: [
    {
      name: 'the worker fetches with no-cors and hands back an opaque response',
      thread: 'whatwg/whatwg.org#253',
      response: { error: 'net::ERR_FAILED' },
      meanwhile: [
        { name: 'the worker', url, noCors: true, response: { status: 200 }, error: null },
      ],
      error: null,
      certainty: 'likely',
      says: ['service worker', 'opaque', 'Bypass for network'],
      unserved,
    },
    {
      name: 'the worker adds a header, and its preflight is refused',
      thread: 'GoogleChromeLabs/sw-toolbox#104',
      response: { error: 'net::ERR_FAILED' },
      meanwhile: [
        {
          name: 'the worker',
          url,
          headers: { 'X-Requested-With': 'sw' },
          preflight: { status: 405 },
          error: 'PreflightMissingAllowOriginHeader',
        },
      ],
      error: null,
      certainty: 'likely',
      says: ['405'],
      unserved,
    },
  ],
  silent: [
    {
      name: 'nothing else ran for this URL',
      response: { error: 'net::ERR_FAILED' },
      error: null,
      instead: null,
      unserved,
    },
    {
      name: 'the same URL was loaded a minute before',
      response: { error: 'net::ERR_FAILED' },
      earlier: [{ name: 'earlier', url, response: { status: 200, headers: cors }, error: null }],
      error: null,
      instead: null,
      unserved,
    },
  ],
} satisfies Cases;
