import { comma, lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'sveltekit',
  title: 'SvelteKit',
  language: 'ts',
  layer: 'app',
  place:
    'Put this in src/hooks.server.ts. If you have a `handle`, name this one `cors` and export `sequence(cors, yours)`.',
  existing: ['Access-Control-Allow-', 'corsHeaders', 'cors('],
  leftIn:
    'The config still works with CORS headers that the handler sets itself: they are replaced.',
  onlyOnSuccess:
    'The headers are set in +server.ts: an early `return` for 401, a thrown error and the 404 page have none.',
  docs: 'https://svelte.dev/docs/kit/hooks#Server-hooks-handle',
  signs: [
    { header: 'x-sveltekit-page', value: /^true/ },
    { header: 'link', value: /\/_app\/immutable\// },
  ],
  bodies: [/data-sveltekit-/, /^Cross-site [A-Z]+ form submissions are forbidden/],
  verified: 'SvelteKit 2.70.4',
  limits: [
    'A cross-site POST of a form or of plain text is rejected before this hook (kit.csrf); JSON is not.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      "import type { Handle } from '@sveltejs/kit';",
      '',
      'export const handle: Handle = async ({ event, resolve }) => {',
      `  const allowedOrigins = [${single(origins)}];`,
      "  const origin = event.request.headers.get('origin') ?? '';",
      '  const allowed = allowedOrigins.includes(origin);',
      '  const preflight =',
      '    allowed &&',
      "    event.request.method === 'OPTIONS' &&",
      "    event.request.headers.has('access-control-request-method');",
      '  // A preflight has no credentials, and SvelteKit has no route for it: return 204 before resolve().',
      '  const result = preflight ? new Response(null, { status: 204 }) : await resolve(event);',
      '  const response = new Response(result.body, result); // Headers of a fetch() response are fixed.',
      "  // CORS headers set elsewhere are replaced, so that none is sent twice or as '*'.",
      '  for (const name of [...response.headers.keys()]) {',
      "    if (name.startsWith('access-control-')) response.headers.delete(name);",
      '  }',
      "  if (!/origin/i.test(response.headers.get('vary') ?? '')) response.headers.append('Vary', 'Origin');",
      '  if (allowed) {',
      "    response.headers.set('Access-Control-Allow-Origin', origin);",
      credentials && "    response.headers.set('Access-Control-Allow-Credentials', 'true');",
      exposed.length > 0 &&
        `    response.headers.set('Access-Control-Expose-Headers', '${comma(exposed)}');`,
      '  }',
      '  if (preflight) {',
      `    response.headers.set('Access-Control-Allow-Methods', '${comma(methods)}');`,
      headers.length > 0 &&
        `    response.headers.set('Access-Control-Allow-Headers', '${comma(headers)}');`,
      `    response.headers.set('Access-Control-Max-Age', '${maxAge}');`,
      '  }',
      '  return response;',
      '};',
    ),
} satisfies Stack as Stack;
