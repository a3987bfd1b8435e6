import type { Cases } from '../build.ts';

const unserved = 'The browser makes no request: only tracing sees the call.';

export default {
  reports: [
    {
      name: 'fetch() of another origin with mode "same-origin"',
      traced: { unsent: 'mode', mode: 'same-origin', exception: 'TypeError: Failed to fetch' },
      error: 'DisallowedByMode',
      behind: [],
      certainty: 'certain',
      says: ['`mode: "same-origin"`', 'The browser sent nothing', '`https://app.example.com`'],
      unserved,
    },
    {
      name: 'a POST',
      method: 'POST',
      traced: { unsent: 'mode', mode: 'same-origin' },
      error: 'DisallowedByMode',
      says: ['`POST https://api.example.com/v1/items`'],
      unserved,
    },
  ],
  silent: [
    {
      name: 'the same call in the default mode',
      traced: { api: 'fetch', mode: 'cors', exception: 'TypeError: Failed to fetch' },
      response: { status: 200 },
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
    {
      name: 'a policy of the page blocks the call',
      traced: { unsent: 'csp', directive: 'connect-src', mode: 'cors' },
      error: null,
      instead: 'content-security-policy',
      unserved,
    },
  ],
} satisfies Cases;
