import { cloudFormationCors, lambdaUrl } from '../aws.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'lambda-url-sam',
  title: 'Lambda function URL in SAM',
  language: 'yaml',
  layer: 'platform',
  place:
    'template.yaml, inside `FunctionUrlConfig` of the function, beside its `AuthType`; then `sam deploy`.',
  existing: ['FunctionUrlConfig', 'Access-Control-Allow-Origin'],
  leftIn:
    'Headers that the function still sends itself are doubled, and browsers reject two values.',
  onlyOnSuccess: lambdaUrl.onlyOnSuccess,
  docs: 'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-functionurlconfig.html',
  signs: [],
  verified: null,
  limits: lambdaUrl.limits,
  render: (policy) => cloudFormationCors('Cors', policy, lambdaUrl.methods),
} satisfies Stack as Stack;
