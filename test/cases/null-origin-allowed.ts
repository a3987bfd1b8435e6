import { type Cases, cors } from '../build.ts';

export default {
  reports: [
    {
      name: 'a sandboxed frame is let in by name',
      opaque: true,
      response: { status: 200, headers: { 'Access-Control-Allow-Origin': 'null' } },
      error: null,
      says: ['Every site can make a page with that origin', '* says so'],
    },
    {
      name: 'with credentials',
      opaque: true,
      credentials: true,
      cookie: 'session=1',
      response: {
        status: 200,
        headers: {
          'Access-Control-Allow-Origin': 'null',
          'Access-Control-Allow-Credentials': 'true',
        },
      },
      error: null,
      says: ['with the cookies of your users'],
    },
  ],
  silent: [
    {
      name: 'a sandboxed frame is let in by *',
      opaque: true,
      response: { status: 200, headers: { 'Access-Control-Allow-Origin': '*' } },
      error: null,
      instead: null,
    },
    {
      name: 'a page is let in by name',
      response: { status: 200, headers: cors },
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
