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
    'The variable overrides what `mc admin config set` stored: an old variable with `*` still allows every site.',
  docs: 'https://docs.min.io/enterprise/aistor-object-store/administration/cors-configuration/',
  signs: [
    { header: 'server', value: /^MinIO\b\S*/ },
    { header: 'x-amz-id-2', value: /^[0-9a-f]{64}$/ },
    { header: 'x-minio-deployment-id', value: /^\S+/ },
  ],
  verified: null,
  limits: [
    'Credentials (allowed), methods, request headers (all) and exposed headers (those S3 clients read) cannot be set.',
    'The list covers the whole server: MinIO returns NotImplemented for PutBucketCors. Only AIStor has `mc cors set` for a bucket, and that overrides this list.',
    'Without the variable, every site is allowed, with credentials.',
  ],
  render: ({ origins }) => lines(`MINIO_API_CORS_ALLOW_ORIGIN=${origins.join(',')}`),
} satisfies Stack as Stack;
