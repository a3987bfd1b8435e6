import { httpApiLimits, httpApiMethods, serverlessCors } from '../aws.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'api-gateway-http-serverless',
  title: 'API Gateway HTTP API in the Serverless Framework',
  language: 'yaml',
  layer: 'platform',
  place:
    'serverless.yml, inside `httpApi` under `provider`, in place of the `cors` there; then `serverless deploy`.',
  existing: ['cors: true', 'httpApi'],

  docs: 'https://www.serverless.com/framework/docs/providers/aws/events/http-api#cors-setup',
  signs: [],
  verified: null,
  limits: [
    '`cors: true` allows every origin; `cors` of an `http` event is for REST APIs.',
    ...httpApiLimits,
  ],
  render: (policy) => serverlessCors('cors', policy, httpApiMethods),
} satisfies Stack as Stack;
