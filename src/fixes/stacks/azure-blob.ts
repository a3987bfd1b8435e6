import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

const known = ['DELETE', 'GET', 'HEAD', 'MERGE', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

export default {
  id: 'azure-blob',
  title: 'Azure Blob Storage',
  language: 'sh',
  layer: 'platform',
  place:
    'A shell where `az login` was done; in the portal the same is under Storage account, Resource sharing (CORS).',
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
    'An answer to a request without an Origin has no `Vary`.',
    'The rules are those of the whole account, five at most; the command adds one and leaves the others.',
    'Azure knows DELETE, GET, HEAD, MERGE, OPTIONS, PATCH, POST and PUT; other methods are left out.',
  ],
  render: ({ origins, methods, headers, exposed, maxAge }) =>
    lines(
      '# Azure answers the preflight by itself, without authentication, and always allows credentials.',
      '# Name the account: --account-name NAME, or AZURE_STORAGE_CONNECTION_STRING.',
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
