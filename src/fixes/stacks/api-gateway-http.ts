import { json } from '../text.ts';
import type { Stack } from '../types.ts';

const known = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

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
  onlyOnSuccess:
    'Without a CORS config the headers come from the integration, and the responses of the gateway itself (401, 403, 404, 429, 5xx) have none.',
  docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html',
  signs: [{ header: 'apigw-requestid', value: /^\S+/ }],

  verified: null,
  limits: [
    'Supports GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS; other methods are left out.',
    'It replaces the whole CORS config of the API.',
    'A `$default` route with an authorizer also receives OPTIONS: add a route `OPTIONS /{proxy+}` without one.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    json({
      AllowOrigins: origins,
      AllowMethods: methods.filter((method) => known.includes(method)),
      AllowHeaders: headers,
      ExposeHeaders: exposed,
      AllowCredentials: credentials,
      MaxAge: maxAge,
    }),
} satisfies Stack as Stack;
