import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'apollo',
  title: 'Apollo Server 5 (on Express)',
  language: 'js',
  layer: 'app',
  builtOn: 'express',
  place:
    'Right after `const app = express()`, before `app.use("/graphql", expressMiddleware(server))`.',
  docs: 'https://www.apollographql.com/docs/apollo-server/security/cors',
  signs: [],
  bodies: [/blocked as a potential Cross-Site Request Forgery \(CSRF\)/],
  verified: 'Apollo Server 5.5.1 with cors 2.8.6',
  limits: [
    '`startStandaloneServer` has no CORS option: it allows every origin, and never credentials.',
    'A GET or a form post without a header of its own gets 400 from the CSRF prevention, not from CORS.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// npm install cors @as-integrations/express5',
      "import cors from 'cors';",
      '',
      '// For the whole app and first: a preflight carries no credentials, and errors need the headers too.',
      'app.use(',
      '  cors({',
      `    origin: [${single(origins)}],`,
      `    methods: [${single([...new Set([...methods, 'POST'])])}],`,
      `    allowedHeaders: [${single([...new Set(['content-type', ...headers])])}],`,
      exposed.length > 0 && `    exposedHeaders: [${single(exposed)}],`,
      credentials && '    credentials: true,',
      `    maxAge: ${maxAge},`,
      '  }),',
      ');',
    ),
} satisfies Stack as Stack;
