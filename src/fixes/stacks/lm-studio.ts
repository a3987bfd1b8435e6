import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'lm-studio',
  title: 'LM Studio',
  language: 'sh',
  layer: 'app',
  builtOn: 'express',
  place: 'A shell; or in the app: Developer, Server Settings, Enable CORS.',
  docs: 'https://lmstudio.ai/docs/cli/serve/server-start',
  signs: [],
  bodies: [/Unexpected endpoint or method\. \([A-Z]+ \//],
  verified: null,
  limits: [
    'LM Studio has no list: it then allows every site you visit to use your models, without credentials. Switch it off when you are done, or put a proxy with a list in front.',
    'Methods, request headers and exposed headers cannot be set.',
  ],
  render: ({ origins }) =>
    lines(
      `# Needed by ${origins.join(', ')}; allows every other origin too.`,
      'lms server stop',
      'lms server start --cors',
    ),
} satisfies Stack as Stack;
