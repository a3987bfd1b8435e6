import { each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'allowed-origins',
  title: 'Allowed-origins list in a platform console',
  language: 'txt',
  layer: 'platform',
  kind: 'console',
  place: 'In the console of the service your page called.',
  leftIn: 'An entry `*` left in the list allows every origin: remove it.',
  docs: 'https://auth0.com/docs/get-started/applications/set-up-cors',
  signs: [
    { header: 'x-auth0-requestid', value: /^\w+/ },
    { header: 'x-auth0-l', value: /^\S+/ },
    { header: 'x-okta-request-id', value: /^\S+/ },
    { header: 'x-sanity-shard', value: /^\S+/ },
  ],
  verified: null,
  limits: ['Only the origins can be configured; the platform chooses methods and headers.'],
  render: ({ origins, credentials }) =>
    lines(
      '# Enter each exactly as shown: no path, no trailing slash.',
      each(origins, (origin) => origin),
      '',
      '# Auth0: Applications, your application, Settings: Allowed Web Origins and Allowed Origins (CORS).',
      '# Okta: Security, API, Trusted Origins; tick CORS.',
      `# Sanity: API, CORS origins; ${credentials ? 'tick' : 'do not tick'} Allow credentials.`,
    ),
} satisfies Stack as Stack;
