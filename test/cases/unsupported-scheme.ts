import { type Cases, cors } from '../build.ts';

export default {
  reports: [
    {
      name: 'a redirect into an app',
      answer: { status: 302, headers: { ...cors, Location: 'myapp://open/item/1' } },
      error: 'CorsDisabledScheme',
      behind: [],
      certainty: 'certain',
      says: ['myapp:', 'Location header'],
    },
    {
      name: 'a file',
      client: 'xhr',
      url: 'file:///home/me/data.json',
      answer: { error: '' },
      error: null,
      says: ['local web server'],
      unserved: 'No server is asked.',
    },
  ],
  silent: [
    {
      name: 'a redirect to https',
      answer: { status: 302, headers: { ...cors, Location: 'https://api.example.com/b' } },
      followed: [{ answer: { status: 200, headers: cors } }],
      error: null,
      instead: null,
    },
    {
      name: 'a redirect without CORS headers into an app: the headers are checked first',
      answer: { status: 302, headers: { Location: 'https://api.example.com/b' } },
      error: 'MissingAllowOriginHeader',
      instead: 'redirect-without-cors',
    },
  ],
} satisfies Cases;
