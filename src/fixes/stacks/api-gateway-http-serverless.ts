import { httpApi, serverlessCors } from '../aws.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'api-gateway-http-serverless',
  title: 'API Gateway HTTP API in the Serverless Framework',
  language: 'yaml',
  layer: 'platform',
  place:
    'serverless.yml, inside `httpApi` under `provider`, in place of the `cors` there; then `serverless deploy`.',
  existing: ['cors: true', 'httpApi'],
  leftIn:
    'The gateway ignores CORS headers that the integration still sends. A second `cors` key in the file is an error.',
  onlyOnSuccess: httpApi.onlyOnSuccess,
  docs: 'https://www.serverless.com/framework/docs/providers/aws/events/http-api#cors-setup',
  signs: [],
  verified: null,
  limits: [
    '`cors: true` allows every origin; `cors` of an `http` event is for REST APIs.',
    ...httpApi.limits,
  ],
  render: (policy) => serverlessCors('cors', policy, httpApi.methods),
} satisfies Stack as Stack;
