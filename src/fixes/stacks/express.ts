import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'express',
  title: 'Express',
  language: 'js',
  layer: 'app',
  place: 'Right after `const app = express()`, before every route and every other middleware.',
  docs: 'https://expressjs.com/en/resources/middleware/cors.html',
  signs: [
    { header: 'x-powered-by', value: /^Express(?=$|,)/ },
    { header: 'set-cookie', value: /^connect\.sid(?==)/ },
  ],
  bodies: [/<pre>Cannot [A-Z]+ \//],
  verified: 'Express 5.3.0 with cors 2.8.6 and Express 4.22.3 with cors 2.8.6',
  limits: [],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// npm install cors        (Express 4 and 5; CommonJS: const cors = require("cors"))',
      "import cors from 'cors';",
      '',
      '// First of all middleware: a preflight carries no credentials, so it must be answered before',
      '// authentication, and headers set here stay on 401, 404 and thrown errors.',
      "// This line answers every preflight. Do not add app.options('*', ...): Express 5 throws on '*'.",
      'app.use(',
      '  cors({',
      `    origin: [${single(origins)}],`,
      `    methods: [${single(methods)}],`,
      `    allowedHeaders: [${single(headers)}],`,
      exposed.length > 0 && `    exposedHeaders: [${single(exposed)}],`,
      credentials && '    credentials: true,',
      `    maxAge: ${maxAge},`,
      '  }),',
      ');',
    ),
} satisfies Stack as Stack;
