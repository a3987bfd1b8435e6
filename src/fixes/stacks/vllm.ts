import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'vllm',
  title: 'vLLM',
  language: 'sh',
  layer: 'app',
  builtOn: 'fastapi',
  place: 'The command that starts vLLM, with your own model and options.',
  existing: ['--allowed-origins', '--allowed-methods', '--allowed-headers', '--allow-credentials'],
  leftIn: 'Of two values for one option, the last one takes effect.',
  onlyOnSuccess:
    'vLLM checks the API key before its CORS middleware runs: 401 for a wrong key has no CORS headers.',
  docs: 'https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html',
  signs: [],
  bodies: [/"owned_by":"vllm"/],
  verified: null,
  limits: [
    'The 401 for a wrong API key and the 500 for a crash have no CORS headers.',
    'Exposed headers cannot be set.',
  ],
  render: ({ origins, methods, headers, credentials }) =>
    lines(
      '# Without these, vLLM allows every origin, without credentials.',
      'vllm serve MODEL \\',
      `  --allowed-origins '[${double(origins)}]' \\`,
      `  --allowed-methods '[${double(methods)}]' \\`,
      `  --allowed-headers '[${double(headers)}]'${credentials ? ' \\' : ''}`,
      credentials && '  --allow-credentials',
    ),
} satisfies Stack as Stack;
