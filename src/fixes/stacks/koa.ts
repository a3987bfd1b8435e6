import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'koa',
  title: 'Koa',
  language: 'js',
  layer: 'app',
  place: 'Right after `const app = new Koa()`, before every other middleware.',
  docs: 'https://github.com/koajs/cors#readme',
  signs: [{ header: 'set-cookie', value: /^koa[.:]sess(?==)/ }],
  verified: 'Koa 3.3.0 with @koa/cors 5.0.0',
  limits: [],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// npm install @koa/cors        (version 5)',
      "import cors from '@koa/cors';",
      '',
      `const allowedOrigins = [${single(origins)}];`,
      '',
      '// First of all middleware: a preflight carries no credentials, and errors need the headers too',
      '// (keepHeadersOnError, which is on unless you turn it off).',
      'app.use(',
      '  cors({',
      '    // A function, because a string would be sent to every origin. No origin means no header.',
      "    origin: (ctx) => allowedOrigins.find((origin) => origin === ctx.get('Origin')) ?? '',",
      `    allowMethods: [${single(methods)}],`,
      `    allowHeaders: [${single(headers)}],`,
      exposed.length > 0 && `    exposeHeaders: [${single(exposed)}],`,
      credentials && '    credentials: true,',
      `    maxAge: ${maxAge},`,
      '  }),',
      ');',
    ),
} satisfies Stack as Stack;
