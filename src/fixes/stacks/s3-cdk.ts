import { s3 } from '../aws.ts';
import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 's3-cdk',
  title: 'Amazon S3 in CDK',
  language: 'ts',
  layer: 'platform',
  place:
    'The stack that makes the bucket; then `new Bucket(this, id, { …, cors: [corsRule] })` and `cdk deploy`.',
  existing: ['cors:', 'addCorsRule'],
  leftIn: '`addCorsRule` adds to the list, so an old rule with `*` goes on allowing every site.',
  onlyOnSuccess: s3.onlyOnSuccess,
  docs: 'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3.CorsRule.html',
  signs: [],
  verified: null,
  limits: s3.limits,
  render: ({ origins, methods, headers, exposed, maxAge }) =>
    lines(
      "import { type CorsRule, HttpMethods } from 'aws-cdk-lib/aws-s3';",
      '',
      'const corsRule: CorsRule = {',
      `  allowedOrigins: [${single(origins)}],`,
      `  allowedMethods: [${methods
        .filter((method) => s3.methods.includes(method))
        .map((method) => `HttpMethods.${method}`)
        .join(', ')}],`,
      `  allowedHeaders: [${single(headers)}],`,
      exposed.length > 0 && `  exposedHeaders: [${single(exposed)}],`,
      `  maxAge: ${maxAge},`,
      '};',
    ),
} satisfies Stack as Stack;
