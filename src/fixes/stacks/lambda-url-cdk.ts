import { lambdaUrl } from '../aws.ts';
import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'lambda-url-cdk',
  title: 'Lambda function URL in CDK',
  language: 'ts',
  layer: 'platform',
  place:
    'The stack that makes the function; then `fn.addFunctionUrl({ …, cors })` and `cdk deploy`.',
  existing: ['addFunctionUrl', 'cors:', 'Access-Control-Allow-Origin'],
  leftIn: 'TypeScript stops: a property that stands twice in one object is an error.',
  onlyOnSuccess: lambdaUrl.onlyOnSuccess,
  docs: 'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_lambda.FunctionUrlCorsOptions.html',
  signs: [],
  verified: null,
  limits: lambdaUrl.limits,
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      "import { Duration } from 'aws-cdk-lib';",
      "import { type FunctionUrlCorsOptions, HttpMethod } from 'aws-cdk-lib/aws-lambda';",
      '',
      'const cors: FunctionUrlCorsOptions = {',
      `  allowedOrigins: [${single(origins)}],`,
      `  allowedMethods: [${methods
        .filter((method) => lambdaUrl.methods.includes(method))
        .map((method) => `HttpMethod.${method}`)
        .join(', ')}],`,
      `  allowedHeaders: [${single(headers)}],`,
      exposed.length > 0 && `  exposedHeaders: [${single(exposed)}],`,
      `  allowCredentials: ${credentials},`,
      `  maxAge: Duration.seconds(${maxAge}),`,
      '};',
    ),
} satisfies Stack as Stack;
