import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'azure-app-service',
  title: 'Azure App Service',
  language: 'sh',
  layer: 'platform',

  place: 'A shell where `az login` was done.',
  docs: 'https://learn.microsoft.com/en-us/azure/app-service/app-service-web-tutorial-rest-api',
  signs: [{ header: 'set-cookie', value: /^(?:ARRAffinity|ARRAffinitySameSite|TiPMix)(?==)/ }],

  verified: null,
  limits: [
    'The platform answers before your code, so the code must not send CORS headers too.',
    'It allows every method and header and exposes none: where scripts read a header, leave this list empty and set CORS in the code.',
  ],
  render: ({ origins, credentials }) =>
    lines(
      '# NAME and GROUP are those of your app. In the portal: API, CORS.',
      'az webapp cors add --name NAME --resource-group GROUP \\',
      `  --allowed-origins ${origins.map((origin) => `'${origin}'`).join(' ')}`,
      credentials &&
        'az resource update --name web --resource-group GROUP --namespace Microsoft.Web --resource-type config --parent sites/NAME --set properties.cors.supportCredentials=true --api-version 2015-06-01',
    ),
} satisfies Stack as Stack;
