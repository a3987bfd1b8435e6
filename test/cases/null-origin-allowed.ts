import { type Cases, cors } from '../build.ts';

export default {
  reports: [
    {
      name: 'a sandboxed frame is let in by name',
      opaque: true,
      response: { status: 200, headers: { 'Access-Control-Allow-Origin': 'null' } },
      error: null,
      says: ['Any site can produce that origin', 'For public data, send `*`'],
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
      says: ["with your users' cookies"],
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
