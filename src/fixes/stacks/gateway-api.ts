import { double, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

const known = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];

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
    'It knows GET, HEAD, POST, PUT, DELETE, CONNECT, OPTIONS, TRACE and PATCH; other methods are left out.',
    'Whether errors of the gateway itself have the headers, and `Vary: Origin`, is up to the gateway.',
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
      credentials && '      allowCredentials: true',
      `      allowMethods: [${double(methods.filter((method) => known.includes(method)))}]`,
      `      allowHeaders: [${double(headers)}]`,
      exposed.length > 0 && `      exposeHeaders: [${double(exposed)}]`,
      `      maxAge: ${maxAge}`,
    ),
} satisfies Stack as Stack;
