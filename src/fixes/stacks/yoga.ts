import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'yoga',
  title: 'GraphQL Yoga',
  language: 'ts',
  layer: 'app',
  place:
    'Put this before `createYoga()`, and `cors: yogaCors` and `plugins: [varyByOrigin]` into its options.',
  existing: ['cors:', 'cors,', 'Access-Control-Allow-', 'useCORS'],
  leftIn:
    'Of two `cors` options in one object the last one counts: with the old one after this one the call is still blocked.',
  docs: 'https://the-guild.dev/graphql/yoga-server/docs/features/cors',
  signs: [],
  bodies: [/<title>Yoga GraphiQL<\/title>/],
  verified: 'GraphQL Yoga 5.24.1',
  limits: [],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// A function: with a list, Yoga sends other origins "null", which a sandboxed frame matches.',
      '// Without this option it allows every origin, with credentials.',
      'const yogaCors = (request: Request) => {',
      `  const allowedOrigins = [${single(origins)}];`,
      "  const origin = request.headers.get('origin') ?? '';",
      '  return allowedOrigins.includes(origin)',
      '    ? {',
      '        origin,',
      `        methods: [${single([...new Set([...methods, 'POST'])])}],`,
      `        allowedHeaders: [${single([...new Set(['content-type', ...headers])])}],`,
      exposed.length > 0 && `        exposedHeaders: [${single(exposed)}],`,
      `        credentials: ${credentials},`,
      `        maxAge: ${maxAge},`,
      '      }',
      '    : false;',
      '};',
      '',
      "// Yoga leaves it out; without it a cache may serve one origin's response to another.",
      'const varyByOrigin = {',
      '  onResponse({ response }: { response: Response }) {',
      "    response.headers.append('Vary', 'Origin');",
      '  },',
      '};',
    ),
} satisfies Stack as Stack;
