import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'hono',
  title: 'Hono',
  language: 'ts',
  layer: 'app',
  place: 'Right after `const app = new Hono()`, before every route and other middleware.',
  docs: 'https://hono.dev/docs/middleware/builtin/cors',
  signs: [{ header: 'x-powered-by', value: /^Hono\b/ }],
  bodies: [/^404 Not Found$/],
  verified: 'Hono 4.13.19',
  limits: [],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      "import { cors } from 'hono/cors';",
      '',
      '// On the outermost app and before the routes: there it covers authentication, 404 and errors, and',
      '// the preflight, which carries no credentials, is answered before anything asks for them.',
      'app.use(',
      "  '*',",
      '  cors({',
      `    origin: [${single(origins)}],`,
      `    allowMethods: [${single(methods)}],`,
      headers.length > 0 && `    allowHeaders: [${single(headers)}],`,
      exposed.length > 0 && `    exposeHeaders: [${single(exposed)}],`,
      credentials && '    credentials: true,',
      `    maxAge: ${maxAge},`,
      '  }),',
      ');',
    ),
} satisfies Stack as Stack;
