import { type Cases, jsonPost } from '../build.ts';

const wildcard = { status: 200, headers: { 'Access-Control-Allow-Origin': '*' } };

export default {
  reports: [
    {
      name: 'a request with cookies',
      credentials: true,
      cookie: 'session=1',
      response: wildcard,
      error: 'WildcardOriginNotAllowed',
      behind: ['allow-credentials'],
      certainty: 'certain',
      says: ['https://app.example.com', 'Access-Control-Allow-Credentials: true'],
    },
    {
      name: 'credentials without a cookie: nothing else can have failed',
      credentials: true,
      response: wildcard,
      error: 'WildcardOriginNotAllowed',
      behind: ['allow-credentials'],
      certainty: 'likely',
      says: ['probably'],
    },
    {
      name: 'across sites Chromium marks credentialed requests',
      credentials: true,
      url: 'https://api.example.net/me',
      response: wildcard,
      error: 'WildcardOriginNotAllowed',
      behind: ['allow-credentials'],
      certainty: 'certain',
    },
    {
      name: 'a preflight response with *',
      credentials: true,
      ...jsonPost,
      preflight: {
        status: 200,
        headers: {
          'Access-Control-Allow-Origin': '*',
          'Access-Control-Allow-Headers': 'content-type',
        },
      },
      error: 'PreflightWildcardOriginNotAllowed',
      behind: ['allow-credentials'],
    },
  ],
  silent: [
    { name: 'no credentials: * is enough', response: wildcard, error: null, instead: null },
    {
      name: 'a font is fetched without credentials',
      client: 'font',
      url: 'https://cdn.example.net/inter.woff2',
      response: wildcard,
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
