import { json } from '../text.ts';
import type { Stack } from '../types.ts';

/** Six letters at most, so OPTIONS is refused: the URL answers preflights by itself. */
const known = ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'];

export default {
  id: 'lambda-url',
  title: 'Lambda function URL',
  language: 'json',
  layer: 'platform',

  place:
    'cors.json, then `aws lambda update-function-url-config --function-name NAME --cors file://cors.json`.',
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
    'The function itself must not send CORS headers then: two are an error.',
    'Lambda knows DELETE, GET, HEAD, PATCH, POST and PUT here; other methods are left out.',
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
