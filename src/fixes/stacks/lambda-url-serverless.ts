import { lambdaUrl, serverlessCors } from '../aws.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'lambda-url-serverless',
  title: 'Lambda function URL in the Serverless Framework',
  language: 'yaml',
  layer: 'platform',
  place:
    'serverless.yml, inside `url` of the function (`url: true` becomes `url:` with this below it); then `serverless deploy`.',
  existing: ['url: true', 'cors: true', 'Access-Control-Allow-Origin'],
  leftIn:
    'Headers that the function still sends itself are doubled, and browsers reject two values. A second `cors` key in the file is an error.',
  onlyOnSuccess: lambdaUrl.onlyOnSuccess,
  docs: 'https://www.serverless.com/framework/docs/providers/aws/guide/functions#lambda-function-urls',
  signs: [],
  verified: null,
  limits: lambdaUrl.limits,
  render: (policy) => serverlessCors('cors', policy, lambdaUrl.methods),
} satisfies Stack as Stack;
