import { json } from '../text.ts';
import type { Stack } from '../types.ts';

const known = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

export default {
  id: 'api-gateway-http',
  title: 'API Gateway, HTTP API',
  language: 'json',
  layer: 'platform',

  place:
    'cors.json, then `aws apigatewayv2 update-api --api-id ID --cors-configuration file://cors.json`.',
  docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html',
  signs: [{ header: 'apigw-requestid', value: /^\S+/ }],

  verified: null,
  limits: [
    'It knows GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS; other methods are left out.',
    'The gateway then ignores CORS headers of the integration: set them here only.',
    'A `$default` route with an authorizer also takes OPTIONS: add a route `OPTIONS /{proxy+}` without one.',
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
