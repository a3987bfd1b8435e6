import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'h3',
  title: 'h3 2, Nitro 3',
  language: 'ts',
  layer: 'app',
  place: 'Right after `const app = new H3()`, before every route and other middleware.',
  docs: 'https://h3.dev/utils/security',
  signs: [],
  bodies: [/"message":"Cannot find any route matching \[[A-Z]+\]/],
  verified: 'h3 2.0.8',
  limits: [],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      "import { handleCors } from 'h3';",
      '',
      '// First of all middleware: a preflight carries no credentials, and errors need the headers too.',
      'app.use((event) => {',
      '  const answered = handleCors(event, {',
      `    origin: [${single(origins)}],`,
      `    methods: [${single(methods)}],`,
      `    allowHeaders: [${single(headers)}],`,
      exposed.length > 0 && `    exposeHeaders: [${single(exposed)}],`,
      credentials && '    credentials: true,',
      `    maxAge: '${maxAge}',`,
      '    preflight: { statusCode: 204 },',
      '  });',
      '  if (answered !== false) return answered;',
      '});',
    ),
} satisfies Stack as Stack;
