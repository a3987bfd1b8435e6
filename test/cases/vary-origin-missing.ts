import { type Cases, cors, origin } from '../build.ts';

const named = { 'Access-Control-Allow-Origin': origin };

export default {
  reports: [
    {
      name: 'an hour in every cache',
      response: { status: 200, headers: { ...named, 'Cache-Control': 'public, max-age=3600' } },
      error: null,
      says: ['1 hour', 'Vary: Origin'],
    },
    {
      name: 'a CDN has stored it',
      response: {
        status: 200,
        headers: { ...named, 'CF-Cache-Status': 'HIT', Vary: 'Accept-Encoding' },
      },
      error: null,
    },
  ],
  silent: [
    {
      name: 'it varies',
      response: { status: 200, headers: { ...cors, 'Cache-Control': 'max-age=3600' } },
      error: null,
      instead: null,
    },
    {
      name: 'nobody may store it',
      response: { status: 200, headers: { ...named, 'Cache-Control': 'no-store' } },
      error: null,
      instead: null,
    },
    {
      name: '* is the same for everyone',
      response: {
        status: 200,
        headers: { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'max-age=3600' },
      },
      error: null,
      instead: null,
    },
    {
      name: 'nothing says that it may be stored',
      response: { status: 200, headers: named },
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
