import { createHmac } from 'node:crypto';
import type { Host } from '../host.ts';

// The account and key every Azurite has; they are in its documentation.
const account = 'devstoreaccount1';
const key =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

function signed(): string {
  const [permissions, services, types, expiry, version] = [
    'rcw',
    'b',
    'o',
    '2100-01-01',
    '2020-12-06',
  ];
  const text = [account, permissions, services, types, '', expiry, '', '', version, '', ''].join(
    '\n',
  );
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64');
  return new URLSearchParams({
    ...{ sv: version, ss: services, srt: types, sp: permissions, se: expiry, sig: signature },
  }).toString();
}

const blob = `/${account}/box/thing`;

export default {
  apt: ['azure-cli'],
  npm: { azurite: '3.35.0', '@azure/storage-blob': '12.29.1' },
  exposes: 'etag',
  except: { varyOnlyWhenAllowed: true },
  calls: {
    put: {
      path: `${blob}?${signed()}`,
      method: 'PUT',
      body: '{}',
      headers: { 'content-type': 'application/json', 'x-ms-blob-type': 'BlockBlob' },
      status: 201,
    },
    get: { path: `${blob}?${signed()}`, status: 200 },
    unauthorized: { path: `${blob}?${signed().replace(/sig=.*/, 'sig=x')}`, status: 403 },
    missing: { path: `/${account}/box/none?${signed()}`, status: 404 },
    crash: null,
  },
  files: (snippet, { cache, port }) => ({
    'cors.sh': snippet,
    'prepare.mjs': `
import { spawn, execFileSync } from 'node:child_process';
import { BlobServiceClient } from '@azure/storage-blob';
const server = spawn('${cache}/node_modules/.bin/azurite-blob', ['--blobPort', '${port}', '--location', 'data', '--skipApiVersionCheck', '--silent', '--disableTelemetry']);
const connection = 'DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};BlobEndpoint=http://127.0.0.1:${port}/${account};';
await new Promise((ready) => setTimeout(ready, 4000));
const box = BlobServiceClient.fromConnectionString(connection).getContainerClient('box');
await box.create();
await box.getBlockBlobClient('thing').upload('{}', 2);
execFileSync('bash', ['-e', 'cors.sh'], { stdio: 'inherit', env: { ...process.env, AZURE_STORAGE_CONNECTION_STRING: connection } });
server.kill();
`,
  }),
  env: ({ dir }) => ({ AZURE_CONFIG_DIR: `${dir}/az`, AZURE_CORE_COLLECT_TELEMETRY: 'no' }),
  build: () => [['node', 'prepare.mjs']],
  start: ({ cache, port }) => [
    ...[`${cache}/node_modules/.bin/azurite-blob`, '--blobPort', String(port)],
    ...['--location', 'data', '--skipApiVersionCheck', '--silent', '--disableTelemetry'],
  ],
  version: ({ npm, deb }) => `Azurite ${npm('azurite')} with azure-cli ${deb('azure-cli')}`,
} satisfies Host;
