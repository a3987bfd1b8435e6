import { comma, lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'nuxt',
  title: 'Nuxt, Nitro 2 (h3 1)',
  language: 'ts',
  layer: 'app',
  place: 'server/middleware/cors.ts (in Nuxt and in Nitro).',
  docs: 'https://nitro.build/guide/middleware',
  signs: [{ header: 'x-powered-by', value: /^(?:Nuxt|Nitro)\b/ }],
  bodies: [/"statusMessage":\s*"Cannot find any (?:path|route) matching/],
  verified: 'Nitro 2.13.6 and Nuxt 4.2.0',
  limits: ['Nuxt 5 and Nitro 3 come with h3 2: use its entry.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// A middleware and not routeRules: `cors: true` there allows every origin, and answers no',
      '// preflight for a file such as data.get.ts. h3 1 has handleCors(), which forgets the max-age.',
      'import {',
      '  appendResponseHeader,',
      '  defineEventHandler,',
      '  getRequestHeader,',
      '  sendNoContent,',
      '  setResponseHeader,',
      "} from 'h3';",
      '',
      `const allowedOrigins = [${single(origins)}];`,
      '',
      'export default defineEventHandler((event) => {',
      "  const origin = getRequestHeader(event, 'origin') ?? '';",
      "  appendResponseHeader(event, 'Vary', 'Origin');",
      '  if (!allowedOrigins.includes(origin)) return;',
      "  setResponseHeader(event, 'Access-Control-Allow-Origin', origin);",
      credentials && "  setResponseHeader(event, 'Access-Control-Allow-Credentials', 'true');",
      exposed.length > 0 &&
        `  setResponseHeader(event, 'Access-Control-Expose-Headers', '${comma(exposed)}');`,
      "  if (event.method === 'OPTIONS' && getRequestHeader(event, 'access-control-request-method')) {",
      `    setResponseHeader(event, 'Access-Control-Allow-Methods', '${comma(methods)}');`,
      headers.length > 0 &&
        `    setResponseHeader(event, 'Access-Control-Allow-Headers', '${comma(headers)}');`,
      `    setResponseHeader(event, 'Access-Control-Max-Age', '${maxAge}');`,
      '    return sendNoContent(event, 204);',
      '  }',
      '});',
    ),
} satisfies Stack as Stack;
