import { type Cases, corsWithCredentials, url } from '../build.ts';

const allows = (origin: string) => ({
  status: 200,
  headers: {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    Vary: 'Origin',
  },
});

export default {
  reports: [
    {
      name: 'WordPress REST as it comes',
      url: 'https://blog.example.com/wp-json/wp/v2/posts',
      response: {
        status: 200,
        headers: {
          ...corsWithCredentials,
          Link: '<https://blog.example.com/wp-json/>; rel="https://api.w.org/"',
        },
      },
      error: null,
      says: ['WordPress', 'nobody.example'],
    },
    {
      name: 'the preview of an online editor is allowed',
      page: 'https://k3v9x2.csb.app/',
      response: allows('https://k3v9x2.csb.app'),
      error: null,
      says: ["isn't a plausible allowlist entry"],
    },
    {
      name: 'three sites in one session are all allowed',
      response: allows('https://app.example.com'),
      earlier: [
        {
          name: 'a frame',
          page: 'https://www.shop.org/',
          url,
          response: allows('https://www.shop.org'),
          error: null,
        },
        {
          name: 'another',
          page: 'https://news.net/',
          url,
          response: allows('https://news.net'),
          error: null,
        },
      ],
      error: null,
      says: ['https://www.shop.org'],
    },
  ],
  silent: [
    {
      name: 'one allowed origin is what a list looks like',
      response: { status: 200, headers: corsWithCredentials },
      error: null,
      instead: null,
    },
    {
      name: 'WordPress without credentials',
      response: {
        status: 200,
        headers: {
          'Access-Control-Allow-Origin': 'https://app.example.com',
          Link: '<https://blog.example.com/wp-json/>; rel="https://api.w.org/"',
        },
      },
      error: null,
      instead: null,
    },
    {
      name: 'two pages of one site',
      response: allows('https://app.example.com'),
      earlier: [
        {
          name: 'admin',
          page: 'https://admin.example.com/',
          url,
          response: allows('https://admin.example.com'),
          error: null,
        },
        {
          name: 'www',
          page: 'https://www.example.com/',
          url,
          response: allows('https://www.example.com'),
          error: null,
        },
      ],
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
