import { double, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

const known = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];

export default {
  id: 'gateway-api',
  title: 'Kubernetes, Gateway API',
  language: 'yaml',
  layer: 'proxy',

  place:
    'In each rule (`spec.rules[]`) of the HTTPRoute that serves the API. Needs the Gateway API 1.5 or newer.',
  existing: ['type: CORS', 'cors:', 'access-control-'],
  leftIn:
    'A rule takes one `CORS` filter; a `ResponseHeaderModifier` left in that adds these headers may send a second value, which browsers reject.',
  docs: 'https://gateway-api.sigs.k8s.io/guides/http-cors/',
  signs: [],

  verified: null,
  limits: [
    'Supports GET, HEAD, POST, PUT, DELETE, CONNECT, OPTIONS, TRACE and PATCH; other methods are left out.',
    'It depends on the gateway whether its own error responses have the headers, and whether it sends `Vary: Origin`.',
    'An optional feature (`HTTPRouteCORS`): check that your gateway supports it.',
    'Do not also send CORS headers from the application.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'filters:',
      '  # The gateway handles preflights, before authentication and the application.',
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
