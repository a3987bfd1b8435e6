import { double, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'gateway-api',
  title: 'Kubernetes, Gateway API',
  language: 'yaml',
  layer: 'proxy',

  place: 'A rule of the HTTPRoute. The CORS filter is in the standard channel since 1.5.',
  docs: 'https://gateway-api.sigs.k8s.io/guides/http-cors/',
  signs: [],

  verified: null,
  limits: [
    'An optional feature (HTTPRouteCORS): ask whether your gateway has it.',
    'The application must not send CORS headers too: only one layer may.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'filters:',
      '  # Answered by the gateway, before authentication and before the application.',
      '  - type: CORS',
      '    cors:',
      '      allowOrigins:',
      each(origins, (origin) => `        - "${origin}"`),
      `      allowCredentials: ${credentials}`,
      `      allowMethods: [${double(methods)}]`,
      `      allowHeaders: [${double(headers)}]`,
      exposed.length > 0 && `      exposeHeaders: [${double(exposed)}]`,
      `      maxAge: ${maxAge}`,
    ),
} satisfies Stack as Stack;
