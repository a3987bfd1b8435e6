import { each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'allowed-origins',
  title: 'A list of allowed origins in a platform’s settings',
  language: 'txt',
  layer: 'platform',
  kind: 'console',
  place: 'The settings of the service that was called.',
  docs: 'https://auth0.com/docs/get-started/applications/set-up-cors',
  signs: [
    { header: 'x-auth0-requestid', value: /^\w+/ },
    { header: 'x-auth0-l', value: /^\S+/ },
    { header: 'x-okta-request-id', value: /^\S+/ },
    { header: 'x-sanity-shard', value: /^\S+/ },
  ],
  verified: null,
  limits: ['Methods and headers are the platform’s own choice; only the origins can be set.'],
  render: ({ origins, credentials }) =>
    lines(
      '# Enter each exactly as it stands here: no path, no slash at the end.',
      each(origins, (origin) => origin),
      '',
      '# Auth0: Applications, your application, Settings: Allowed Web Origins and Allowed Origins (CORS).',
      '# Okta: Security, API, Trusted Origins; tick CORS.',
      `# Sanity: API, CORS origins; ${credentials ? 'tick' : 'do not tick'} Allow credentials.`,
    ),
} satisfies Stack as Stack;
