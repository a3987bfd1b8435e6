import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'minio',
  title: 'MinIO',
  language: 'properties',
  layer: 'app',
  place:
    'The environment of the server: /etc/default/minio, or `environment` in docker-compose.yml. Then start it again. Or `mc admin config set ALIAS api cors_allow_origin=…` and `mc admin service restart ALIAS`.',
  existing: ['MINIO_API_CORS_ALLOW_ORIGIN', 'cors_allow_origin'],
  leftIn:
    'The variable wins over what `mc admin config set` stored, so an old variable keeps its effect beside a new setting.',
  docs: 'https://docs.min.io/enterprise/aistor-object-store/administration/cors-configuration/',
  signs: [
    { header: 'server', value: /^MinIO\b\S*/ },
    { header: 'x-amz-id-2', value: /^[0-9a-f]{64}$/ },
    { header: 'x-minio-deployment-id', value: /^\S+/ },
  ],
  verified: null,
  limits: [
    'It allows these origins credentials, the methods of S3 and every request header, and exposes what S3 clients read; none of that can be set.',
    'PutBucketCors is refused (NotImplemented): the list is for the whole server. AIStor alone has `mc cors set` for one bucket, which then takes its place.',
    'The default is `*`: every site is allowed, with credentials.',
  ],
  render: ({ origins }) => lines(`MINIO_API_CORS_ALLOW_ORIGIN=${origins.join(',')}`),
} satisfies Stack as Stack;
