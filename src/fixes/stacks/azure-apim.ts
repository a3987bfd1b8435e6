import { each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'azure-apim',
  title: 'Azure API Management',
  language: 'xml',
  layer: 'platform',

  place: 'In the policy of the API, in `<inbound>`, above every policy that authenticates.',
  existing: ['<cors', 'access-control-'],
  leftIn:
    'The policy may be used once per section, so a second `<cors>` in it is refused. One in a wider scope (product, all APIs) may apply first.',
  onlyOnSuccess:
    'Headers set by the API do not reach the errors of the gateway (401, 403, 429); `<cors>` in `<inbound>` does.',
  docs: 'https://learn.microsoft.com/en-us/azure/api-management/cors-policy',
  signs: [
    { header: 'ocp-apim-trace-location', value: /^https:/ },
    { header: ':authority', value: /\.azure-api\.net$/ },
  ],

  verified: null,
  limits: ['Do not also send CORS headers from the API behind it.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '<!-- Requests of other origins still reach the API, and get no CORS headers. -->',
      `<cors allow-credentials="${credentials}" terminate-unmatched-request="false">`,
      '  <allowed-origins>',
      each(origins, (origin) => `    <origin>${origin}</origin>`),
      '  </allowed-origins>',
      `  <allowed-methods preflight-result-max-age="${maxAge}">`,
      each(methods, (method) => `    <method>${method}</method>`),
      '  </allowed-methods>',
      headers.length > 0 && '  <allowed-headers>',
      headers.length > 0 && each(headers, (name) => `    <header>${name}</header>`),
      headers.length > 0 && '  </allowed-headers>',
      exposed.length > 0 && '  <expose-headers>',
      exposed.length > 0 && each(exposed, (name) => `    <header>${name}</header>`),
      exposed.length > 0 && '  </expose-headers>',
      '</cors>',
    ),
} satisfies Stack as Stack;
