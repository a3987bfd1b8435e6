import { comma, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'llama-cpp',
  title: 'llama.cpp (llama-server)',
  language: 'sh',
  layer: 'app',
  place: 'The command that starts llama-server, with your own options in place of `-m model.gguf`.',
  existing: [
    '--cors-origins',
    '--cors-methods',
    '--cors-headers',
    '--cors-credentials',
    'LLAMA_ARG_CORS_ORIGINS',
  ],
  docs: 'https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md',
  signs: [{ header: 'server', value: /^llama\.cpp\b/ }],
  verified: null,
  limits: [
    'It takes one origin: a list is sent as it is, which browsers refuse. For several, put a proxy with a list in front.',
    'The options are of July 2026; builds before allow every origin, with credentials, and can be told nothing else.',
    'No response header can be exposed.',
  ],
  render: ({ origins, methods, headers, credentials }) =>
    lines(
      ...origins.slice(1).map((origin) => `# Not allowed by it: ${origin}`),
      'llama-server -m model.gguf \\',
      `  --cors-origins '${origins[0]}' \\`,
      `  --cors-methods '${comma([...methods, 'OPTIONS'])}' \\`,
      headers.length > 0 && `  --cors-headers '${comma(headers)}' \\`,
      `  --${credentials ? '' : 'no-'}cors-credentials`,
    ),
} satisfies Stack as Stack;
