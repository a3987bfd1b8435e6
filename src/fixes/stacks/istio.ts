import { double, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'istio',
  title: 'Istio',
  language: 'yaml',
  layer: 'proxy',

  place: 'An HTTP route of the VirtualService.',
  docs: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy',
  builtOn: 'envoy',
  signs: [{ header: 'server', value: /^istio-envoy\b/ }],

  verified: null,
  limits: ['The application must not send CORS headers too: only one layer may.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'corsPolicy:',
      '  allowOrigins:',
      each(origins, (origin) => `    - exact: "${origin}"`),
      `  allowMethods: [${double(methods)}]`,
      `  allowHeaders: [${double(headers)}]`,
      exposed.length > 0 && `  exposeHeaders: [${double(exposed)}]`,
      `  allowCredentials: ${credentials}`,
      `  maxAge: "${maxAge}s"`,
      '# The policy does not say it.',
      'headers:',
      '  response:',
      '    add:',
      '      vary: Origin',
    ),
} satisfies Stack as Stack;
