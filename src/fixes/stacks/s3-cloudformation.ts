import { s3 } from '../aws.ts';
import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 's3-cloudformation',
  title: 'Amazon S3 in CloudFormation, SAM or Serverless',
  language: 'yaml',
  layer: 'platform',
  place:
    'Under `Properties` of the `AWS::S3::Bucket` (in serverless.yml under `resources: Resources:`), in place of the `CorsConfiguration` there; then deploy.',
  existing: ['CorsConfiguration', 'CorsRules'],
  leftIn: 'A deployment replaces every rule of the bucket, also those set in the console.',
  onlyOnSuccess: s3.onlyOnSuccess,
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-corsconfiguration.html',
  signs: [],
  verified: null,
  limits: [
    'It replaces all rules of the bucket: keep those still in use as further `CorsRules`.',
    ...s3.limits,
  ],
  render: ({ origins, methods, headers, exposed, maxAge }) =>
    lines(
      'CorsConfiguration:',
      '  CorsRules:',
      `    - AllowedOrigins: [${double(origins)}]`,
      `      AllowedMethods: [${double(methods.filter((method) => s3.methods.includes(method)))}]`,
      headers.length > 0 && `      AllowedHeaders: [${double(headers)}]`,
      exposed.length > 0 && `      ExposedHeaders: [${double(exposed)}]`,
      `      MaxAge: ${maxAge}`,
    ),
} satisfies Stack as Stack;
