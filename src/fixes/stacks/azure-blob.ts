import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

const known = ['DELETE', 'GET', 'HEAD', 'MERGE', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

export default {
  id: 'azure-blob',
  title: 'Azure Blob Storage',
  language: 'sh',
  layer: 'platform',
  place:
    'Run it in a shell, after `az login`. In the portal: Storage account, Resource sharing (CORS).',
  existing: ['CorsRule', 'allowedOrigins', 'storage cors'],
  leftIn:
    'The command adds a rule after those there are, and Azure uses the first that matches: an old one with `*` still allows every origin (`az storage cors clear --services b` removes all).',
  docs: 'https://learn.microsoft.com/en-us/rest/api/storageservices/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services',
  signs: [
    { header: 'server', value: /^(?:Windows-Azure-Blob|Azurite-Blob)\b\S*/ },
    { header: 'x-ms-error-code', value: /^CorsPreflightFailure$/ },
    { header: 'x-ms-blob-type', value: /^\w+/ },
    { header: ':authority', value: /\.blob\.core\.windows\.net$/ },
  ],
  bodies: [/<Code>(?:CorsPreflightFailure|BlobNotFound|ContainerNotFound)<\/Code>/],
  verified: 'Azurite 3.35.0 with azure-cli 2.45.0',
  limits: [
    'Responses to requests without `Origin` have no `Vary`.',
    'The rules are for the whole account, five at most; the command adds one and keeps the others.',
    'Supports DELETE, GET, HEAD, MERGE, OPTIONS, PATCH, POST and PUT; other methods are left out.',
  ],
  render: ({ origins, methods, headers, exposed, maxAge }) =>
    lines(
      '# Azure handles preflights itself, without authentication, and always allows credentials.',
      '# Choose the account with --account-name NAME or AZURE_STORAGE_CONNECTION_STRING.',
      'az storage cors add --services b \\',
      `  --origins ${origins.map((origin) => `'${origin}'`).join(' ')} \\`,
      `  --methods ${methods.filter((method) => known.includes(method)).join(' ')} \\`,
      headers.length > 0 &&
        `  --allowed-headers ${headers.map((name) => `'${name}'`).join(' ')} \\`,
      exposed.length > 0 &&
        `  --exposed-headers ${exposed.map((name) => `'${name}'`).join(' ')} \\`,
      `  --max-age ${maxAge}`,
    ),
} satisfies Stack as Stack;
