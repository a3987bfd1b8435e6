import { type Cases, cors } from '../build.ts';

export default {
  reports: [
    {
      name: 'the total of a list and the next page',
      response: {
        status: 200,
        headers: {
          ...cors,
          'X-Total-Count': '120',
          Link: '<https://api.example.com/?p=2>; rel="next"',
        },
      },
      error: null,
      says: ['`x-total-count` and `link`', 'Access-Control-Expose-Headers: x-total-count, link'],
    },
    {
      name: 'the name of a download',
      response: {
        status: 200,
        headers: { ...cors, 'Content-Disposition': 'attachment; filename="report.pdf"' },
      },
      error: null,
    },
  ],
  silent: [
    {
      name: 'they are exposed',
      response: {
        status: 200,
        headers: {
          ...cors,
          'X-Total-Count': '120',
          'Access-Control-Expose-Headers': 'X-Total-Count',
        },
      },
      error: null,
      instead: null,
    },
    {
      name: 'headers that are nobody’s business',
      response: {
        status: 200,
        headers: { ...cors, Server: 'nginx', ETag: '"1"', 'X-Request-Id': '7' },
      },
      error: null,
      instead: null,
    },
    {
      name: 'a font has no script that reads',
      client: 'font',
      url: 'https://cdn.example.net/inter.woff2',
      response: {
        status: 200,
        headers: { 'Access-Control-Allow-Origin': '*', Link: '<x>; rel=next' },
      },
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
