import { type Cases, cors } from '../build.ts';

const away = { status: 302, headers: { ...cors, Location: 'https://files.example.net/a.json' } };

export default {
  reports: [
    {
      name: 'the second server allows the page, but the request came from null',
      response: away,
      followed: [{ response: { status: 200, headers: cors } }],
      error: 'AllowOriginMismatch',
      behind: [],
      certainty: 'certain',
      says: ['Origin: null', 'files.example.net', 'Call `files.example.net` directly'],
    },
    {
      name: 'two redirects on',
      response: { status: 302, headers: { ...cors, Location: '/go' } },
      followed: [
        { response: { status: 307, headers: { ...cors, Location: 'https://eu.example.org/x' } } },
        {
          response: {
            status: 200,
            headers: { 'Access-Control-Allow-Origin': 'https://app.example.com' },
          },
        },
      ],
      error: 'AllowOriginMismatch',
    },
  ],
  silent: [
    {
      name: 'the second server says *',
      response: away,
      followed: [{ response: { status: 200, headers: { 'Access-Control-Allow-Origin': '*' } } }],
      error: null,
      instead: null,
    },
    {
      name: 'a redirect within the same server keeps the origin',
      response: { status: 302, headers: { ...cors, Location: '/b' } },
      followed: [
        {
          response: {
            status: 200,
            headers: { 'Access-Control-Allow-Origin': 'https://x.example' },
          },
        },
      ],
      error: 'AllowOriginMismatch',
      instead: 'allow-origin-mismatch',
    },
    {
      name: 'a sandboxed page had no origin to lose',
      opaque: true,
      response: {
        status: 200,
        headers: { 'Access-Control-Allow-Origin': 'https://app.example.com' },
      },
      error: 'AllowOriginMismatch',
      instead: 'allow-origin-null',
    },
  ],
} satisfies Cases;
