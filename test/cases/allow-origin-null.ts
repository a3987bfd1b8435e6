import { type Cases, cors } from '../build.ts';

export default {
  reports: [
    {
      name: 'AMP calls from a sandboxed frame',
      thread: 'ampproject/amphtml#7269',
      opaque: true,
      response: { status: 200, headers: cors },
      error: 'AllowOriginMismatch',
      behind: [],
      certainty: 'certain',
      says: ['Origin: null', 'allow-same-origin'],
    },
    {
      name: 'a frame with a sandbox attribute and postMessage',
      thread: 'izuzak/pmrpc#18',
      opaque: true,
      response: {
        status: 200,
        headers: { 'Access-Control-Allow-Origin': 'https://pmrpc.example.org' },
      },
      error: 'AllowOriginMismatch',
    },
    {
      name: 'a page opened from a file',
      opaque: true,
      page: 'file:///home/me/index.html',
      response: {
        status: 200,
        headers: { 'Access-Control-Allow-Origin': 'http://localhost:3000' },
      },
      error: 'AllowOriginMismatch',
      says: ['is a local file', 'local web server'],
    },
  ],
  silent: [
    {
      name: '* is for everyone',
      opaque: true,
      response: { status: 200, headers: { 'Access-Control-Allow-Origin': '*' } },
      error: null,
      instead: null,
    },
    {
      name: 'no header at all: the same fault as for any page',
      opaque: true,
      response: { status: 200 },
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
    {
      name: 'the server says null to a page that has an origin',
      response: { status: 200, headers: { 'Access-Control-Allow-Origin': 'null' } },
      error: 'AllowOriginMismatch',
      instead: 'allow-origin-mismatch',
    },
  ],
} satisfies Cases;
