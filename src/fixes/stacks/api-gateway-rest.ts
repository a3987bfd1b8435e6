import { comma, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'api-gateway-rest',
  title: 'API Gateway, REST API',
  language: 'yaml',
  layer: 'platform',

  place:
    'In the OpenAPI file of the API: `options` beside the methods of each path, the gateway responses at the top level. Then deploy the stage again.',
  existing: ['access-control-', 'gatewayresponse.header', 'options:'],
  leftIn:
    'A path takes one `options` and the API one `DEFAULT_4XX` and one `DEFAULT_5XX`: importing the file replaces the old ones. Headers of a Lambda proxy integration stay as they are.',
  onlyOnSuccess:
    'The integration sends the headers, but the responses of the gateway itself (authorizer, throttling, timeout) need gateway responses `DEFAULT_4XX` and `DEFAULT_5XX`.',
  docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html',
  signs: [{ header: 'x-amz-apigw-id', value: /^\S+/ }],
  bodies: [/^\{"message":"(?:Missing Authentication Token|Endpoint request timed out)"\}/],
  verified: null,
  limits: [
    'A Lambda proxy integration must send the headers on its own responses itself.',
    'The gateway’s own error responses allow one origin only, the first.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) => {
    const allowed = origins.map((origin) => `$origin == "${origin}"`).join(' || ');
    return lines(
      '# Responses of the gateway itself (authorizer, throttling, timeout) bypass your integration.',
      '# They allow one origin only: the first of the list.',
      'x-amazon-apigateway-gateway-responses:',
      ...['DEFAULT_4XX', 'DEFAULT_5XX'].flatMap((name) => [
        `  ${name}:`,
        '    responseParameters:',
        `      gatewayresponse.header.Access-Control-Allow-Origin: "'${origins[0]}'"`,
        credentials && `      gatewayresponse.header.Access-Control-Allow-Credentials: "'true'"`,
        exposed.length > 0 &&
          `      gatewayresponse.header.Access-Control-Expose-Headers: "'${comma(exposed)}'"`,
        `      gatewayresponse.header.Vary: "'Origin'"`,
      ]),
      'paths:',
      '  /{proxy+}:',
      '    # A method of its own without an authorizer: a preflight carries no credentials.',
      '    options:',
      '      security: []',
      '      responses:',
      "        '204':",
      '          description: Preflight',
      '          headers:',
      ...[
        'Access-Control-Allow-Origin',
        'Access-Control-Allow-Credentials',
        'Access-Control-Allow-Methods',
        'Access-Control-Allow-Headers',
        'Access-Control-Max-Age',
        'Vary',
      ].map((name) => `            ${name}: { schema: { type: string } }`),
      '      x-amazon-apigateway-integration:',
      '        type: mock',
      '        requestTemplates:',
      `          application/json: '{"statusCode": 204}'`,
      '        responses:',
      '          default:',
      "            statusCode: '204'",
      '            responseParameters:',
      `              method.response.header.Vary: "'Origin'"`,
      '            responseTemplates:',
      '              application/json: |',
      '                #set($origin = $input.params("Origin"))',
      '                #if($origin == "") #set($origin = $input.params("origin")) #end',
      `                #if(${allowed})`,
      '                #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)',
      credentials &&
        '                #set($context.responseOverride.header.Access-Control-Allow-Credentials = "true")',
      `                #set($context.responseOverride.header.Access-Control-Allow-Methods = "${comma(methods)}")`,
      headers.length > 0 &&
        `                #set($context.responseOverride.header.Access-Control-Allow-Headers = "${comma(headers)}")`,
      `                #set($context.responseOverride.header.Access-Control-Max-Age = "${maxAge}")`,
      '                #end',
    );
  },
} satisfies Stack as Stack;
