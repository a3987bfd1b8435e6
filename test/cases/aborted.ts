import { type Cases, cors, jsonPost } from '../build.ts';

export default {
  reports: [
    {
      name: 'an AbortController after five seconds',
      response: { error: 'net::ERR_ABORTED', took: 5000 },
      error: null,
      behind: [],
      certainty: 'certain',
      says: ['after 5000 ms', 'AbortController'],
    },
    {
      name: 'a navigation while the preflight runs',
      ...jsonPost,
      preflight: { error: 'net::ERR_ABORTED' },
      error: null,
    },
    {
      name: 'a redirect within the server, given up by the page',
      response: { status: 302, headers: { ...cors, Location: '/b' }, error: 'net::ERR_ABORTED' },
      error: null,
    },
  ],
  silent: [
    {
      name: 'the body was not read: the request succeeded',
      response: { status: 200, headers: cors, error: 'net::ERR_ABORTED' },
      error: null,
      instead: null,
    },
    {
      name: 'a redirect to another host that ends like this was stopped by the browser',
      response: {
        status: 302,
        headers: { ...cors, Location: 'https://x.example.net/' },
        error: 'net::ERR_ABORTED',
      },
      error: null,
      instead: 'content-security-policy',
    },
  ],
} satisfies Cases;
