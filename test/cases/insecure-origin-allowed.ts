import type { Cases } from '../build.ts';

const http = (more = {}) => ({
  status: 200,
  headers: { 'Access-Control-Allow-Origin': 'http://app.example.com', Vary: 'Origin', ...more },
});

export default {
  reports: [
    {
      name: 'an http page with cookies',
      page: 'http://app.example.com/',
      credentials: true,
      response: http({ 'Access-Control-Allow-Credentials': 'true' }),
      error: null,
      says: ["with the user's cookies", 'https'],
    },
    {
      name: 'an http page with a token',
      page: 'http://app.example.com/',
      headers: { Authorization: 'Bearer t' },
      preflight: {
        status: 204,
        headers: {
          'Access-Control-Allow-Origin': 'http://app.example.com',
          'Access-Control-Allow-Headers': 'authorization',
        },
      },
      response: http(),
      error: null,
    },
  ],
  silent: [
    {
      name: 'http on this machine is for development',
      page: 'http://localhost:3000/',
      credentials: true,
      response: {
        status: 200,
        headers: {
          'Access-Control-Allow-Origin': 'http://localhost:3000',
          'Access-Control-Allow-Credentials': 'true',
        },
      },
      error: null,
      instead: null,
    },
    {
      name: 'without credentials there is nothing to gain',
      page: 'http://app.example.com/',
      response: http(),
      error: null,
      instead: null,
    },
    {
      name: 'a server that allows credentials to every page, and a request without any',
      page: 'http://news.example/',
      response: {
        status: 200,
        headers: {
          'Access-Control-Allow-Origin': 'http://news.example',
          'Access-Control-Allow-Credentials': 'true',
          Vary: 'Origin',
        },
      },
      error: null,
      instead: null,
    },
    {
      name: 'the API is http as well',
      page: 'http://app.example.com/',
      url: 'http://api.example.com/v1/items',
      credentials: true,
      response: http({ 'Access-Control-Allow-Credentials': 'true' }),
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
