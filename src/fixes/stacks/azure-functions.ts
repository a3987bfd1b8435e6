import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'azure-functions',
  title: 'Azure Functions',
  language: 'sh',
  layer: 'platform',

  place: 'A shell where `az login` was done.',
  docs: 'https://learn.microsoft.com/en-us/cli/azure/functionapp/cors',
  signs: [],

  verified: null,
  limits: [
    'The platform answers before your code, so the code must not send CORS headers too.',
    'It allows every method and header and exposes none: where scripts read a header, leave this list empty and set CORS in the code.',
  ],
  render: ({ origins, credentials }) =>
    lines(
      '# NAME and GROUP are those of your app. In the portal: API, CORS.',
      'az functionapp cors add --name NAME --resource-group GROUP \\',
      `  --allowed-origins ${origins.map((origin) => `'${origin}'`).join(' ')}`,
      credentials &&
        'az functionapp cors credentials --name NAME --resource-group GROUP --enable true',
    ),
} satisfies Stack as Stack;
