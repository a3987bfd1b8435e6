import { json } from '../text.ts';
import type { Stack } from '../types.ts';

/** Six letters at most, so OPTIONS is refused: the URL handles preflights itself. */
const known = ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'];

export default {
  id: 'lambda-url',
  title: 'Lambda function URL',
  language: 'json',
  layer: 'platform',

  place:
    'Save as cors.json, then run `aws lambda update-function-url-config --function-name NAME --cors file://cors.json`.',
  existing: ['access-control-', 'AllowOrigins'],
  leftIn:
    'The command replaces the whole CORS config of the URL. Headers that the function still sends itself may be doubled, and browsers reject two values.',
  onlyOnSuccess:
    'Headers set in the function do not reach the errors of the URL itself (403, 429, 502).',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors',
  // Not `x-amzn-requestid` alone: DynamoDB, SQS and most of AWS say it.
  signs: [
    { header: ':authority', value: /\.lambda-url\.[a-z0-9-]+\.on\.aws$/ },
    {
      header: 'x-amzn-trace-id',
      value: /^root=/i,
      with: [{ header: 'x-amzn-requestid', value: /^\S/ }],
      unless: [
        { header: 'x-amz-apigw-id', value: /^\S/ },
        { header: 'x-amzn-appsync-tokensconsumed', value: /^\S/ },
      ],
    },
  ],

  verified: null,
  limits: [
    'Do not also send CORS headers from the function.',
    'Supports DELETE, GET, HEAD, PATCH, POST and PUT; other methods are left out.',
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
