import { s3 } from '../aws.ts';
import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 's3-terraform',
  title: 'Amazon S3 in Terraform',
  language: 'tf',
  layer: 'platform',
  place:
    'The file of the bucket, with its name in place of NAME, instead of the `cors_rule` there is; then `terraform apply`.',
  existing: ['aws_s3_bucket_cors_configuration', 'cors_rule'],
  leftIn: 'Two such resources of one bucket overwrite each other with every apply.',
  onlyOnSuccess: s3.onlyOnSuccess,
  docs: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_cors_configuration',
  signs: [],
  verified: null,
  limits: [
    'It replaces all rules of the bucket: keep those still in use as further `cors_rule` blocks.',
    ...s3.limits,
  ],
  render: ({ origins, methods, headers, exposed, maxAge }) =>
    lines(
      'resource "aws_s3_bucket_cors_configuration" "cors" {',
      '  bucket = aws_s3_bucket.NAME.id',
      '',
      '  cors_rule {',
      `    allowed_origins = [${double(origins)}]`,
      `    allowed_methods = [${double(methods.filter((method) => s3.methods.includes(method)))}]`,
      `    allowed_headers = [${double(headers)}]`,
      `    expose_headers  = [${double(exposed)}]`,
      `    max_age_seconds = ${maxAge}`,
      '  }',
      '}',
    ),
} satisfies Stack as Stack;
