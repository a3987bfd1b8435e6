import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'lm-studio',
  title: 'LM Studio',
  language: 'sh',
  layer: 'app',
  builtOn: 'express',
  place: 'A shell. Or in the app: `Developer`, `Server Settings`, `Enable CORS`.',
  existing: ['--cors', 'Enable CORS'],
  docs: 'https://lmstudio.ai/docs/cli/serve/server-start',
  signs: [],
  bodies: [/Unexpected endpoint or method\. \([A-Z]+ \//],
  verified: null,
  limits: [
    'LM Studio has no allowlist: every site you visit can then use your models, without credentials. Turn it off when you are done, or put a proxy with an allowlist in front.',
    'Methods, request headers and exposed headers cannot be set.',
  ],
  render: ({ origins }) =>
    lines(
      `# Needed by ${origins.join(', ')}; allows every other origin too.`,
      'lms server stop',
      'lms server start --cors',
    ),
} satisfies Stack as Stack;
