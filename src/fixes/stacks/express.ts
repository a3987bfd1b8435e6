import { middleware } from '../middleware.ts';
import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'express',
  title: 'Express',
  language: 'js',
  layer: 'app',
  place: 'Put this right after `const app = express()`, before any other middleware or routes.',
  existing: [
    'cors(',
    "from 'cors'",
    'from "cors"',
    "require('cors')",
    'require("cors")',
    'Access-Control-Allow-',
  ],
  leftIn:
    'The config still works with an old one left in: CORS headers that other code sets are ignored.',
  onlyOnSuccess:
    '`app.use(cors())` is registered after the authentication or the routes, or is used on single routes only: responses sent before it runs have no CORS headers. In Express 4, an error thrown in an async handler never becomes a response at all.',
  docs: 'https://expressjs.com/en/resources/middleware/cors.html',
  signs: [
    { header: 'x-powered-by', value: /^Express(?=$|,)/ },
    { header: 'set-cookie', value: /^connect\.sid(?==)/ },
  ],
  bodies: [/<pre>Cannot [A-Z]+ \//],
  verified: 'Express 5.3.0 and Express 4.22.3',
  limits: [
    'Express 4 does not catch errors of async handlers: the process ends and the browser gets no response. Pass them to `next`, or use Express 5.',
  ],
  render: (policy) =>
    lines(
      '// Express 4 and 5, without a package. Must be the first middleware.',
      `app.use(${middleware(policy)});`,
    ),
} satisfies Stack as Stack;
