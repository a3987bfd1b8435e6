import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'h3',
  title: 'h3 2, Nitro 3',
  language: 'ts',
  layer: 'app',
  place: 'Put this right after `const app = new H3()`, before any other middleware or routes.',
  existing: [
    'handleCors',
    'appendCorsHeaders',
    'appendCorsPreflightHeaders',
    'Access-Control-Allow-',
  ],
  leftIn:
    'With an old `import { handleCors }` left in, the server does not start: the name is declared twice. Where a handler sets CORS headers itself, the call is still blocked.',
  onlyOnSuccess:
    '`handleCors` is called inside single handlers: 401, 404 and errors from outside them have no headers.',
  docs: 'https://h3.dev/utils/security',
  signs: [],
  bodies: [/"message":"Cannot find any route matching \[[A-Z]+\]/],
  verified: 'h3 2.0.8',
  limits: [],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      "import { handleCors } from 'h3';",
      '',
      '// Must be the first middleware: a preflight has no credentials, and errors need the headers, too.',
      'app.use((event) => {',
      '  const response = handleCors(event, {',
      `    origin: [${single(origins)}],`,
      `    methods: [${single(methods)}],`,
      `    allowHeaders: [${single(headers)}],`,
      exposed.length > 0 && `    exposeHeaders: [${single(exposed)}],`,
      credentials && '    credentials: true,',
      `    maxAge: '${maxAge}',`,
      '    preflight: { statusCode: 204 },',
      '  });',
      '  if (response !== false) return response;',
      '});',
    ),
} satisfies Stack as Stack;
