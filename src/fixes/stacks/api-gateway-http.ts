import { httpApi, longestMaxAge } from '../aws.ts';
import { json } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'api-gateway-http',
  title: 'API Gateway, HTTP API',
  language: 'json',
  layer: 'platform',

  place:
    'Save as cors.json, then run `aws apigatewayv2 update-api --api-id ID --cors-configuration file://cors.json`.',
  existing: ['CorsConfiguration', 'cors_configuration', 'access-control-'],
  leftIn:
    'The command replaces the whole CORS config, and the gateway ignores CORS headers that the integration sends.',
  onlyOnSuccess: httpApi.onlyOnSuccess,
  docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html',
  signs: [{ header: 'apigw-requestid', value: /^\S+/ }],

  verified: null,
  limits: ['It replaces the whole CORS config of the API.', ...httpApi.limits],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    json({
      AllowOrigins: origins,
      AllowMethods: methods.filter((method) => httpApi.methods.includes(method)),
      AllowHeaders: headers,
      ExposeHeaders: exposed,
      AllowCredentials: credentials,
      MaxAge: Math.min(maxAge, longestMaxAge),
    }),
} satisfies Stack as Stack;
