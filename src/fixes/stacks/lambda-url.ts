import { lambdaUrl, longestMaxAge } from '../aws.ts';
import { json } from '../text.ts';
import type { Stack } from '../types.ts';

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
  onlyOnSuccess: lambdaUrl.onlyOnSuccess,
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
  limits: lambdaUrl.limits,
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    json({
      AllowOrigins: origins,
      AllowMethods: methods.filter((method) => lambdaUrl.methods.includes(method)),
      AllowHeaders: headers,
      ExposeHeaders: exposed,
      AllowCredentials: credentials,
      MaxAge: Math.min(maxAge, longestMaxAge),
    }),
} satisfies Stack as Stack;
