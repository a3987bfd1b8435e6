import { type Cases, cors } from '../build.ts';

export default {
  reports: [
    {
      name: 'connect-src does not name the API',
      client: 'xhr',
      response: { error: '' },
      error: null,
      behind: [],
      certainty: 'likely',
      says: ['Add `https://api.example.com` to `connect-src`', 'Console'],
    },
    {
      name: 'a redirect leads to a host the policy does not name',
      response: {
        status: 302,
        headers: { ...cors, Location: 'https://files.example.net/a' },
        error: 'net::ERR_ABORTED',
      },
      error: null,
      certainty: 'likely',
      says: ['Add `https://files.example.net` to `connect-src`'],
    },
    {
      name: 'the browser says it in so many words',
      response: { error: 'net::ERR_BLOCKED_BY_CSP' },
      error: null,
      certainty: 'certain',
      unserved: 'Chromium says it for frames.',
    },
  ],
  silent: [
    {
      name: 'an http URL on an https page has a cause of its own',
      url: 'http://api.example.com/v1/items',
      response: { error: '' },
      error: null,
      instead: 'mixed-content',
    },
    {
      name: 'the page aborted after the response',
      response: { status: 200, headers: cors, error: 'net::ERR_ABORTED' },
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
