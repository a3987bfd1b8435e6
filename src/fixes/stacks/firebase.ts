import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'firebase',
  title: 'Firebase and Google Cloud functions',
  language: 'js',
  layer: 'app',
  place:
    "The function's module; then `onRequest((request, response) => withCors(request, response, () => …))`.",
  docs: 'https://firebase.google.com/docs/functions/http-events',
  builtOn: 'express',
  // Not `server: Google Frontend`: App Engine and every container on Cloud Run say it too.
  signs: [
    { header: 'function-execution-id', value: /^\S+/ },
    { header: ':authority', value: /\.cloudfunctions\.net$/ },
  ],
  verified: 'firebase-functions 7.4.0 with cors 2.8.6',
  limits: [
    'A function that is not public gets 403 from Google before its code runs, preflight included: allow unauthenticated calls and check the token yourself.',
    'Callable functions (onCall) answer CORS by themselves.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// npm install cors',
      "import cors from 'cors';",
      '',
      '// Not onRequest({ cors: … }): that knows neither credentials nor exposed headers.',
      '// The preflight is answered before your code asks for credentials.',
      'const withCors = cors({',
      `  origin: [${single(origins)}],`,
      `  methods: [${single(methods)}],`,
      `  allowedHeaders: [${single(headers)}],`,
      exposed.length > 0 && `  exposedHeaders: [${single(exposed)}],`,
      credentials && '  credentials: true,',
      `  maxAge: ${maxAge},`,
      '});',
    ),
} satisfies Stack as Stack;
