import { double, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'istio',
  title: 'Istio',
  language: 'yaml',
  layer: 'proxy',

  place: 'In each HTTP route (`spec.http[]`) of the VirtualService that serves the API.',
  existing: ['corsPolicy', 'allowOrigin', 'access-control-'],
  leftIn:
    'A route takes one `corsPolicy`; one left on another route goes on to apply there. CORS headers of the application are sent as well, and browsers reject two values.',
  docs: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy',
  builtOn: 'envoy',
  signs: [{ header: 'server', value: /^istio-envoy\b/ }],

  verified: null,
  limits: ['Do not also send CORS headers from the application.'],
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
      '# The policy does not send it.',
      'headers:',
      '  response:',
      '    add:',
      '      vary: Origin',
    ),
} satisfies Stack as Stack;
