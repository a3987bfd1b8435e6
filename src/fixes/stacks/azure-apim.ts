import { each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'azure-apim',
  title: 'Azure API Management',
  language: 'xml',
  layer: 'platform',

  place: 'The policy of the API, in `<inbound>`, above every policy that authenticates.',
  docs: 'https://learn.microsoft.com/en-us/azure/api-management/cors-policy',
  signs: [
    { header: 'ocp-apim-trace-location', value: /^https:/ },
    { header: ':authority', value: /\.azure-api\.net$/ },
  ],

  verified: null,
  limits: ['The API behind it must not send CORS headers too: only one layer may.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '<!-- A request that does not match goes on to the API, without the headers. -->',
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
