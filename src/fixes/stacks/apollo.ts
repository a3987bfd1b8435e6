import { middleware } from '../middleware.ts';
import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'apollo',
  title: 'Apollo Server 5 (on Express)',
  language: 'js',
  layer: 'app',
  builtOn: 'express',
  place:
    'Put this right after `const app = express()`, before `app.use("/graphql", expressMiddleware(server))` and any other middleware.',
  existing: [
    'cors(',
    'cors:',
    "from 'cors'",
    'from "cors"',
    "require('cors')",
    'require("cors")',
    'Access-Control-Allow-',
  ],
  leftIn:
    'The config still works with an old `cors()` left in: CORS headers that other code sets are ignored.',
  onlyOnSuccess:
    '`cors()` is only passed to the route `/graphql`, after the authentication: responses sent before it runs have no CORS headers.',
  docs: 'https://www.apollographql.com/docs/apollo-server/security/cors',
  signs: [],
  bodies: [/blocked as a potential Cross-Site Request Forgery \(CSRF\)/],
  verified: 'Apollo Server 5.5.1',
  limits: [
    '`startStandaloneServer` has no CORS option: it allows every origin without credentials. Move to `expressMiddleware`.',
    'A GET or a form POST without a custom header gets 400 from the CSRF prevention, which is not CORS.',
  ],
  render: (policy) =>
    lines(
      '// npm install express @as-integrations/express5        (instead of startStandaloneServer)',
      '// Must be the first middleware: error responses need the headers, too.',
      `app.use(${middleware({
        ...policy,
        methods: [...new Set([...policy.methods, 'POST'])],
        headers: [...new Set(['content-type', ...policy.headers])],
      })});`,
    ),
} satisfies Stack as Stack;
