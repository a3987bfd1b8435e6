import { type Cases, cors } from '../build.ts';

const helmet = (name: string, thread: string) => ({
  name,
  thread,
  client: 'image' as const,
  noCors: true as const,
  url: 'https://api.example.net/uploads/a.png',
  response: {
    status: 200,
    headers: { 'Cross-Origin-Resource-Policy': 'same-origin', 'Content-Type': 'image/png' },
    error: 'net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin',
  },
  error: null,
});

export default {
  reports: [
    {
      ...helmet('Helmet 5 sets same-origin by default', 'helmetjs/helmet#343'),
      behind: [],
      certainty: 'certain',
      says: [
        'Cross-Origin-Resource-Policy: same-origin',
        'Helmet',
        "CORS middleware doesn't change it",
      ],
    },
    helmet('an upload folder behind Helmet', 'helmetjs/helmet#385'),
    helmet('a user added cors() and nothing changed', 'helmetjs/helmet#406'),
    {
      name: 'an isolated page loads an image without a policy',
      client: 'image',
      noCors: true,
      url: 'https://images.example.net/a.png',
      response: {
        status: 200,
        headers: { 'Content-Type': 'image/png' },
        error: 'net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep',
      },
      error: null,
      says: ['Cross-Origin-Embedder-Policy', 'crossorigin'],
    },
    {
      name: 'a script that is HTML',
      client: 'script',
      noCors: true,
      url: 'https://cdn.example.net/lib.js',
      response: {
        status: 200,
        headers: { 'Content-Type': 'text/html', 'X-Content-Type-Options': 'nosniff' },
        error: 'net::ERR_BLOCKED_BY_ORB',
      },
      error: null,
      says: ['text/html'],
    },
  ],
  silent: [
    {
      name: 'CORP does not apply to CORS requests',
      response: {
        status: 200,
        headers: { ...cors, 'Cross-Origin-Resource-Policy': 'same-origin' },
      },
      error: null,
      instead: null,
    },
    {
      name: 'a 503 page in place of an image: the status is the cause',
      thread: 'team-alembic/realworld#14',
      client: 'image',
      noCors: true,
      url: 'https://static.example.net/smiley.jpg',
      response: {
        status: 503,
        headers: { 'Content-Type': 'text/html' },
        error: 'net::ERR_BLOCKED_BY_ORB',
      },
      error: null,
      instead: 'gateway-error',
    },
  ],
} satisfies Cases;
