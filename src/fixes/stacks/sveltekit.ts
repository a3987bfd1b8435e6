import { comma, lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'sveltekit',
  title: 'SvelteKit',
  language: 'ts',
  layer: 'app',
  place: 'src/hooks.server.ts; beside a `handle` of your own: `sequence(cors, yours)`.',
  docs: 'https://svelte.dev/docs/kit/hooks#Server-hooks-handle',
  signs: [
    { header: 'x-sveltekit-page', value: /^true/ },
    { header: 'link', value: /\/_app\/immutable\// },
  ],
  bodies: [/data-sveltekit-/, /^Cross-site [A-Z]+ form submissions are forbidden/],
  verified: 'SvelteKit 2.70.4',
  limits: [
    'A cross-site POST of a form or of plain text is refused before this hook (kit.csrf); JSON is not.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      "import type { Handle } from '@sveltejs/kit';",
      '',
      `const allowedOrigins = [${single(origins)}];`,
      '',
      'export const handle: Handle = async ({ event, resolve }) => {',
      "  const origin = event.request.headers.get('origin') ?? '';",
      '  const allowed = allowedOrigins.includes(origin);',
      '  const preflight =',
      '    allowed &&',
      "    event.request.method === 'OPTIONS' &&",
      "    event.request.headers.has('access-control-request-method');",
      '  // Before resolve(): a preflight carries no credentials, and SvelteKit has no route for it.',
      '  const response = preflight ? new Response(null, { status: 204 }) : await resolve(event);',
      "  response.headers.append('Vary', 'Origin');",
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
