import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'azure-app-service',
  title: 'Azure App Service',
  language: 'sh',
  layer: 'platform',

  place: 'Run it in a shell, after `az login`.',
  existing: ['access-control-', 'allowedOrigins', 'supportCredentials'],
  leftIn:
    'The command adds to the list. An old `*` in it still allows every origin, and with `*` Azure refuses credentials: remove it.',
  onlyOnSuccess:
    'Headers set in the code do not reach the errors of the platform itself (authentication, 502).',
  docs: 'https://learn.microsoft.com/en-us/azure/app-service/app-service-web-tutorial-rest-api',
  signs: [{ header: 'set-cookie', value: /^(?:ARRAffinity|ARRAffinitySameSite|TiPMix)(?==)/ }],

  verified: null,
  limits: [
    'The platform handles CORS before your code runs: do not also send CORS headers from code.',
    'It allows every method and request header and exposes no response header: if your page reads one, leave this list empty and set CORS in code.',
  ],
  render: ({ origins, credentials }) =>
    lines(
      '# NAME and GROUP are those of your app. In the portal: API, CORS. An old * must go first:',
      '# az webapp cors remove --name NAME --resource-group GROUP --allowed-origins "*"',
      'az webapp cors add --name NAME --resource-group GROUP \\',
      `  --allowed-origins ${origins.map((origin) => `'${origin}'`).join(' ')}`,
      credentials &&
        'az resource update --name web --resource-group GROUP --namespace Microsoft.Web --resource-type config --parent sites/NAME --set properties.cors.supportCredentials=true --api-version 2015-06-01',
    ),
} satisfies Stack as Stack;
