import { middleware } from '../middleware.ts';
import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'firebase',
  title: 'Firebase and Google Cloud functions',
  language: 'js',
  layer: 'app',
  place:
    "Put this in the function's module; then `onRequest((request, response) => withCors(request, response, () => …))`.",
  existing: [
    'cors(',
    'cors:',
    "from 'cors'",
    'from "cors"',
    "require('cors')",
    'require("cors")',
    'Access-Control-Allow-',
  ],
  leftIn:
    'The config still works with an old `cors()` left in. With `cors: true` in the options of `onRequest` the call is still blocked: it returns the preflight response first.',
  onlyOnSuccess:
    'The code that authenticates runs before `cors()`, or the headers are set on the last response only.',
  docs: 'https://firebase.google.com/docs/functions/http-events',
  builtOn: 'express',
  // Not `server: Google Frontend`: App Engine and every container on Cloud Run say it too.
  signs: [
    { header: 'function-execution-id', value: /^\S+/ },
    { header: ':authority', value: /\.cloudfunctions\.net$/ },
  ],
  verified: 'firebase-functions 7.4.0',
  limits: [
    'A function that is not public returns 403 before your code runs, preflight included: allow unauthenticated calls and check the token yourself.',
    'Callable functions (onCall) handle CORS themselves.',
  ],
  render: (policy) =>
    lines(
      '// Not onRequest({ cors: … }): that knows neither credentials nor exposed headers.',
      `const withCors = ${middleware(policy, { earlier: true })};`,
    ),
} satisfies Stack as Stack;
