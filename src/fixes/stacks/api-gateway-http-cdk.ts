import { httpApi } from '../aws.ts';
import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'api-gateway-http-cdk',
  title: 'API Gateway HTTP API in CDK',
  language: 'ts',
  layer: 'platform',
  place:
    'The stack that makes the HttpApi; then `new HttpApi(this, id, { …, corsPreflight })` and `cdk deploy`.',
  existing: ['corsPreflight'],
  leftIn: 'TypeScript stops: a property that stands twice in one object is an error.',
  onlyOnSuccess: httpApi.onlyOnSuccess,
  docs: 'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_apigatewayv2.CorsPreflightOptions.html',
  signs: [],
  verified: null,
  limits: httpApi.limits,
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      "import { Duration } from 'aws-cdk-lib';",
      "import { CorsHttpMethod, type CorsPreflightOptions } from 'aws-cdk-lib/aws-apigatewayv2';",
      '',
      'const corsPreflight: CorsPreflightOptions = {',
      `  allowOrigins: [${single(origins)}],`,
      `  allowMethods: [${methods
        .filter((method) => httpApi.methods.includes(method))
        .map((method) => `CorsHttpMethod.${method}`)
        .join(', ')}],`,
      `  allowHeaders: [${single(headers)}],`,
      exposed.length > 0 && `  exposeHeaders: [${single(exposed)}],`,
      `  allowCredentials: ${credentials},`,
      `  maxAge: Duration.seconds(${maxAge}),`,
      '};',
    ),
} satisfies Stack as Stack;
