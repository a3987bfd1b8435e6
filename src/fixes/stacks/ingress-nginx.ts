import { comma, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'ingress-nginx',
  title: 'Kubernetes, ingress-nginx',
  language: 'yaml',
  layer: 'proxy',

  place: 'In the `metadata` of the Ingress. Each annotation may be there only once.',
  existing: ['enable-cors', 'cors-allow-', 'configuration-snippet', 'access-control-'],
  docs: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#enable-cors',
  builtOn: 'nginx',
  // Its default, in a number nobody else writes.
  signs: [{ header: 'strict-transport-security', value: /^max-age=15724800; includeSubDomains$/ }],

  verified: null,
  limits: [
    'It sends no `Vary: Origin`: do not put a cache in front, or send it from the application.',
    'It handles every preflight and replaces the application’s headers.',
    'Without `cors-allow-origin` every origin is allowed, with credentials.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '# ingress-nginx is retired since March 2026: plan to move to the Gateway API.',
      'metadata:',
      '  annotations:',
      '    nginx.ingress.kubernetes.io/enable-cors: "true"',
      `    nginx.ingress.kubernetes.io/cors-allow-origin: "${comma(origins)}"`,
      `    nginx.ingress.kubernetes.io/cors-allow-methods: "${comma(methods)}"`,
      headers.length > 0 &&
        `    nginx.ingress.kubernetes.io/cors-allow-headers: "${comma(headers)}"`,
      exposed.length > 0 &&
        `    nginx.ingress.kubernetes.io/cors-expose-headers: "${comma(exposed)}"`,
      '    # Always set: the default is "true".',
      `    nginx.ingress.kubernetes.io/cors-allow-credentials: "${credentials}"`,
      `    nginx.ingress.kubernetes.io/cors-max-age: "${maxAge}"`,
    ),
} satisfies Stack as Stack;
