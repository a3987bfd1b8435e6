import { type Cases, cors, jsonPost, preflightOk } from '../build.ts';

export default {
  reports: [
    {
      name: 'a wrong path, and the 404 page has no headers',
      url: 'https://api.example.com/itmes',
      response: { status: 404, headers: { 'Content-Type': 'text/html' } },
      error: 'MissingAllowOriginHeader',
      certainty: 'certain',
      says: ['404 Not Found', 'https://api.example.com/itmes'],
    },
    {
      name: 'an endpoint that was retired',
      response: { status: 410 },
      error: 'MissingAllowOriginHeader',
      says: ['410 Gone'],
    },
    {
      name: 'an image that is not there: the browser blocks the HTML page in its place',
      thread: 'weserv/images#437',
      client: 'image',
      noCors: true,
      url: 'https://images.example.net/a.png',
      response: {
        status: 404,
        headers: { 'Content-Type': 'text/html' },
        error: 'net::ERR_BLOCKED_BY_ORB',
      },
      error: null,
      behind: [],
      says: ['expected an image'],
    },
    {
      name: 'after a preflight that allows every path',
      ...jsonPost,
      preflight: preflightOk,
      response: { status: 404 },
      error: 'MissingAllowOriginHeader',
    },
  ],
  silent: [
    {
      name: 'a 404 the page can read',
      response: { status: 404, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: 'the preflight got the 404',
      ...jsonPost,
      preflight: { status: 404 },
      error: 'PreflightMissingAllowOriginHeader',
      instead: 'preflight-not-routed',
    },
    {
      name: 'a plain image that is not there, and nobody blocked anything',
      client: 'image',
      noCors: true,
      response: { status: 404, headers: { 'Content-Type': 'image/png' } },
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
