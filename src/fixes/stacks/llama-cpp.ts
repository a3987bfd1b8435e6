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
  leftIn: 'Of two values for one option, the last one takes effect.',
  docs: 'https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md',
  signs: [{ header: 'server', value: /^llama\.cpp\b/ }],
  verified: null,
  limits: [
    'Only one origin works: llama-server sends a list as it is, and browsers reject that. For several, put a proxy with an allowlist in front.',
    'Builds before July 2026 lack these options: they allow every origin, with credentials.',
    'Exposed headers cannot be set.',
  ],
  render: ({ origins, methods, headers, credentials }) =>
    lines(
      ...origins.slice(1).map((origin) => `# Not covered: ${origin}`),
      'llama-server -m model.gguf \\',
      `  --cors-origins '${origins[0]}' \\`,
      `  --cors-methods '${comma([...methods, 'OPTIONS'])}' \\`,
      headers.length > 0 && `  --cors-headers '${comma(headers)}' \\`,
      `  --${credentials ? '' : 'no-'}cors-credentials`,
    ),
} satisfies Stack as Stack;
