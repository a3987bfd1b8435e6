import { type Cases, cors } from '../build.ts';

export default {
  reports: [
    {
      name: 'a redirect into an app',
      response: { status: 302, headers: { ...cors, Location: 'myapp://open/item/1' } },
      error: 'CorsDisabledScheme',
      behind: [],
      certainty: 'certain',
      says: ['myapp:', '`Location` header'],
    },
    {
      name: 'a file',
      client: 'xhr',
      url: 'file:///home/me/data.json',
      response: { error: '' },
      error: null,
      says: ['local web server'],
      unserved: 'No server is asked.',
    },
  ],
  silent: [
    {
      name: 'a redirect to https',
      response: { status: 302, headers: { ...cors, Location: 'https://api.example.com/b' } },
      followed: [{ response: { status: 200, headers: cors } }],
      error: null,
      instead: null,
    },
    {
      name: 'a redirect without CORS headers into an app: the headers are checked first',
      response: { status: 302, headers: { Location: 'https://api.example.com/b' } },
      error: 'MissingAllowOriginHeader',
      instead: 'redirect-without-cors',
    },
  ],
} satisfies Cases;
