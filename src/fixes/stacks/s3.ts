import { s3 } from '../aws.ts';
import { json } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 's3',
  title: 'Amazon S3 (also Cloudflare R2)',
  language: 'json',
  layer: 'platform',

  place:
    'Save as cors.json, then run `aws s3api put-bucket-cors --bucket NAME --cors-configuration file://cors.json`. In the console, paste only the list inside `CORSRules`.',
  existing: ['CORSRules', 'AllowedOrigins', 'CORSConfiguration'],
  leftIn:
    'The command replaces every rule of the bucket. Of rules you keep beside this one S3 uses the first that matches: one with `*` above it still allows every origin.',
  onlyOnSuccess: s3.onlyOnSuccess,
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html',
  signs: [
    { header: 'server', value: /^AmazonS3\b/ },
    // 64 hexadecimal digits are MinIO's, which has no CORS of a bucket.
    {
      header: 'x-amz-id-2',
      value: /^(?![0-9a-f]{64}$)\S{8}/,
      unless: [{ header: 'server', value: /^MinIO\b/ }],
    },
    {
      header: ':authority',
      value: /(?:^|\.)s3[.-][a-z0-9.-]*amazonaws\.com$|\.r2\.cloudflarestorage\.com$/,
    },
  ],
  bodies: [/<Code>(?:NoSuchKey|NoSuchBucket|AccessForbidden)<\/Code>/],
  verified: null,
  limits: [
    'It replaces every rule of the bucket: add those you need to the list (`aws s3api get-bucket-cors --bucket NAME`).',
    ...s3.limits,
    'MinIO has no bucket CORS: set `MINIO_API_CORS_ALLOW_ORIGIN` there.',
    'Responses to requests without `Origin` have no `Vary`.',
  ],
  render: ({ origins, methods, headers, exposed, maxAge }) =>
    json({
      CORSRules: [
        {
          AllowedOrigins: origins,
          AllowedMethods: methods.filter((method) => s3.methods.includes(method)),
          AllowedHeaders: headers,
          ExposeHeaders: exposed,
          MaxAgeSeconds: maxAge,
        },
      ],
    }),
} satisfies Stack as Stack;
