import { type Cases, cors } from '../build.ts';

export default {
  reports: [
    {
      name: 'a 301 to the new version without headers',
      response: { status: 301, headers: { Location: '/v2/items' } },
      error: 'MissingAllowOriginHeader',
      behind: [],
      certainty: 'certain',
      says: ['https://api.example.com/v2/items', 'Call `https://api.example.com/v2/items`'],
    },
    {
      name: 'http to https on a simple GET',
      page: 'http://app.example.com/',
      url: 'http://api.example.com/v1/items',
      response: { status: 301, headers: { Location: 'https://api.example.com/v1/items' } },
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'the second hop lacks them',
      response: { status: 302, headers: { ...cors, Location: '/a' } },
      followed: [{ response: { status: 302, headers: { Location: '/b' } } }],
      error: 'MissingAllowOriginHeader',
      says: ['https://api.example.com/a'],
    },
  ],
  silent: [
    {
      name: 'a redirect with headers is followed',
      response: { status: 301, headers: { ...cors, Location: '/v2/items' } },
      followed: [{ response: { status: 200, headers: cors } }],
      error: null,
      instead: null,
    },
    {
      name: 'the last response is what lacks them',
      response: { status: 301, headers: { ...cors, Location: '/v2/items' } },
      followed: [{ response: { status: 200 } }],
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
    {
      name: 'a 300 is no redirect to browsers',
      response: { status: 300, headers: { Location: '/v2/items' } },
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
  ],
} satisfies Cases;
