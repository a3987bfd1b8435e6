import { type Cases, cors } from '../build.ts';

export default {
  reports: [
    {
      name: 'an https page calls an http API',
      thread: 'javascript-tutorial/en.javascript.info#3271',
      url: 'http://api.example.com/v1/items',
      response: { error: '' },
      error: null,
      behind: [],
      certainty: 'certain',
      says: ['`https://app.example.com`) is https', 'Call `api.example.com` over https'],
    },
    {
      name: 'an XMLHttpRequest to a printer in the LAN',
      client: 'xhr',
      url: 'http://192.168.1.40/status',
      response: { error: '' },
      error: null,
    },
    {
      name: 'a redirect from https to http',
      response: {
        status: 301,
        headers: { ...cors, Location: 'http://api.example.com/v1/items/' },
        error: 'net::ERR_ABORTED',
      },
      error: null,
      says: ['Redirect to https'],
    },
  ],
  silent: [
    {
      name: 'localhost is exempt, so this was the page’s policy',
      url: 'http://localhost:8080/api',
      response: { error: '' },
      error: null,
      instead: 'content-security-policy',
    },
    {
      name: 'an http page may call http',
      page: 'http://app.example.com/',
      url: 'http://api.example.com/v1/items',
      response: { status: 200 },
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
  ],
} satisfies Cases;
