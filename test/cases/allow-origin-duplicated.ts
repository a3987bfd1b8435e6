import { type Cases, cors, jsonPost } from '../build.ts';

const twice = (...values: string[]) => ({
  response: { status: 200, headers: { 'Access-Control-Allow-Origin': values } },
  error: 'MultipleAllowOriginValues' as const,
});

export default {
  reports: [
    {
      name: 'nginx and Express both add *',
      thread: 'expressjs/cors#145',
      response: {
        status: 200,
        headers: {
          'Access-Control-Allow-Origin': ['*', '*'],
          Server: 'nginx',
          'X-Powered-By': 'Express',
        },
      },
      error: 'MultipleAllowOriginValues',
      behind: [],
      certainty: 'certain',
      says: ['twice', 'one place only'],
    },
    {
      name: 'the proxy adds *, Django the origin',
      thread: 'adamchainz/django-cors-headers#97',
      ...twice('*', 'https://app.example.com'),
    },
    {
      name: 'IIS and the application both add the header',
      thread: 'aspnet/CORS#129',
      ...twice('https://app.example.com', 'https://app.example.com'),
    },
    {
      name: 'a proxy folded both into one line',
      thread: 'RubaXa/nginx-cors#7',
      ...twice('*, *'),
      says: ['twice'],
    },
    {
      name: 'the preflight carries it twice',
      ...jsonPost,
      preflight: {
        status: 204,
        headers: {
          'Access-Control-Allow-Origin': ['*', 'https://app.example.com'],
          'Access-Control-Allow-Headers': 'content-type',
        },
      },
      error: 'PreflightMultipleAllowOriginValues',
    },
  ],
  silent: [
    { name: 'one line', response: { status: 200, headers: cors }, error: null, instead: null },
    {
      name: 'no line',
      response: { status: 200 },
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
  ],
} satisfies Cases;
