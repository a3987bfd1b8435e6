import { lines } from '../text.ts';
import type { Stack } from '../types.ts';
import { withCors } from '../with-cors.ts';

export default {
  id: 'supabase',
  title: 'Supabase Edge Functions',
  language: 'ts',
  layer: 'app',
  place: "Put this in the function's index.ts; then `Deno.serve(withCors(handler))`.",
  existing: ['Access-Control-Allow-', 'corsHeaders', 'cors(', '_shared/cors'],
  leftIn:
    'The config still works with CORS headers that the handler sets itself: they are replaced.',
  onlyOnSuccess:
    'The headers are set on the last response of the handler only: an early `return` for 401 and a thrown error have none.',
  docs: 'https://supabase.com/docs/guides/functions/cors',
  signs: [
    { header: 'sb-gateway-version', value: /^\S+/ },
    { header: 'x-sb-edge-region', value: /^\S+/ },
    { header: 'sb-request-id', value: /^\S+/ },
  ],
  verified: 'Deno 2.9.6',
  limits: [
    'Tested in Deno, without the gateway that checks the token; the gateway lets preflights through.',
    'Covers functions only: the database API (rest/v1) allows every origin itself.',
    'Each function is deployed on its own: redeploy it after a change, and when a new client sends a new header.',
  ],
  // supabase-js sends these with every call, so a list without them would break its next one.
  render: (policy) =>
    lines(
      '// Usage: Deno.serve(withCors(async (request) => ...));',
      '// The list of headers has what supabase-js sends by itself.',
      withCors(
        {
          ...policy,
          headers: [
            ...new Set([
              ...policy.headers,
              'apikey',
              'authorization',
              'content-type',
              'x-client-info',
            ]),
          ].sort(),
        },
        { types: true },
      ).trimEnd(),
    ),
} satisfies Stack as Stack;
