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
  leftIn: 'Of an option that is given twice, the last one counts.',
  onlyOnSuccess:
    'vLLM checks the API key before its CORS middleware: 401 for a wrong key bears no CORS headers.',
  docs: 'https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html',
  signs: [],
  bodies: [/"owned_by":"vllm"/],
  verified: null,
  limits: [
    'A wrong API key gets 401 without CORS headers, and a crash 500 without them.',
    'No response header can be exposed.',
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
