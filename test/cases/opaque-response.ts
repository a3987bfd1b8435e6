import type { Cases } from '../build.ts';

export default {
  reports: [
    {
      name: 'no-cors as a cure for CORS',
      noCors: true,
      response: { status: 200, headers: { 'Content-Type': 'application/json' } },
      error: null,
      says: ['opaque response', 'only blocks reading'],
    },
    {
      name: 'a text file',
      noCors: true,
      url: 'https://raw.example.net/readme.txt',
      response: { status: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' } },
      error: null,
    },
  ],
  silent: [
    {
      name: 'a counting pixel',
      noCors: true,
      url: 'https://stats.example.net/hit',
      response: { status: 204 },
      error: null,
      instead: null,
    },
    {
      name: 'a plain image',
      client: 'image',
      noCors: true,
      url: 'https://images.example.net/a.svg',
      response: { status: 200, headers: { 'Content-Type': 'image/svg+xml' } },
      error: null,
      instead: null,
    },
    {
      name: 'a POST that wants no response',
      noCors: true,
      method: 'POST',
      response: { status: 200, headers: { 'Content-Type': 'application/json' } },
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
