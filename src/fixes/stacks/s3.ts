import { json } from '../text.ts';
import type { Stack } from '../types.ts';

/** OPTIONS is refused: S3 answers preflights by itself. */
const known = ['DELETE', 'GET', 'HEAD', 'POST', 'PUT'];

export default {
  id: 's3',
  title: 'Amazon S3 (also R2, MinIO)',
  language: 'json',
  layer: 'platform',

  place:
    'cors.json, then `aws s3api put-bucket-cors --bucket NAME --cors-configuration file://cors.json`. The console takes the list alone, without `CORSRules`.',
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
    'It replaces all rules of the bucket: keep those you have beside this one.',
    'S3 knows GET, HEAD, PUT, POST and DELETE; other methods are left out.',
    'CloudFront before it must pass Origin on, and keep it in the cache key.',
  ],
  render: ({ origins, methods, headers, exposed, maxAge }) =>
    json({
      CORSRules: [
        {
          AllowedOrigins: origins,
          AllowedMethods: methods.filter((method) => known.includes(method)),
          AllowedHeaders: headers,
          ExposeHeaders: exposed,
          MaxAgeSeconds: maxAge,
        },
      ],
    }),
} satisfies Stack as Stack;
