import { lines } from '../text.ts';
import type { Stack } from '../types.ts';
import { withCors } from '../with-cors.ts';

export default {
  id: 'react-router',
  title: 'React Router 7, Remix',
  language: 'ts',
  layer: 'app',
  place:
    'Create app/cors.ts; then, in a resource route, `export const loader = cors(async ({ request }) => …)`, and the same for `action`.',
  existing: ['Access-Control-Allow-', 'corsHeaders', 'cors('],
  leftIn:
    'The config still works with CORS headers that the handler sets itself: they are replaced.',
  onlyOnSuccess:
    'The headers are set in the loader or action: a thrown error and a path without a route have none.',
  docs: 'https://reactrouter.com/how-to/resource-routes',
  signs: [{ header: 'x-remix-response', value: /^yes$/ }],
  bodies: [/^Unexpected Server Error/, /Unhandled Thrown Response!/],
  verified: 'React Router 7.18.4',
  limits: [
    'Only routes wrapped this way are covered: a path without a route returns 404 without the headers.',
    'If the app runs in your own server (Express), choose that server instead.',
  ],
  render: (policy) =>
    lines(
      withCors(policy, {
        types: true,
        rethrow: 'if (error instanceof Response) throw error; // redirect() is thrown',
      }).trimEnd(),
      '',
      '// React Router gives a preflight (OPTIONS) to the loader, so a route with an action needs a loader too.',
      'export function cors<Args extends { request: Request }>(',
      '  handler: (args: Args) => Response | Promise<Response>,',
      ') {',
      '  return (args: Args) => withCors(() => handler(args))(args.request);',
      '}',
    ),
} satisfies Stack as Stack;
