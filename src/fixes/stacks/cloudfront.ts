import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

const known = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

export default {
  id: 'cloudfront',
  title: 'CloudFront',
  language: 'yaml',
  layer: 'platform',

  place:
    'A CloudFormation template; then name the policy in the cache behavior (`ResponseHeadersPolicyId: !Ref Cors`).',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html',
  cache: true,
  signs: [
    { header: 'via', value: /\(CloudFront\)/ },
    { header: 'x-amz-cf-id', value: /^\S{6}/ },
    { header: 'x-amz-cf-pop', value: /^\S+/ },
  ],

  verified: null,
  limits: [
    'The cache behavior must allow OPTIONS, or CloudFront answers the preflight with 403.',
    'The preflight still goes to the origin server, which has to answer it with 2xx.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) => {
    const items = (values: readonly string[]) =>
      `          Items: [${values.map((value) => `"${value}"`).join(', ')}]`;
    return lines(
      'Resources:',
      '  Cors:',
      '    Type: AWS::CloudFront::ResponseHeadersPolicy',
      '    Properties:',
      '      ResponseHeadersPolicyConfig:',
      '        Name: cors',
      '        CorsConfig:',
      '          # The origin server must not add its own: these take their place.',
      '          OriginOverride: true',
      `          AccessControlAllowCredentials: ${credentials}`,
      '          AccessControlAllowOrigins:',
      `  ${items(origins)}`,
      '          AccessControlAllowMethods:',
      `  ${items(methods.filter((method) => known.includes(method)))}`,
      '          AccessControlAllowHeaders:',
      `  ${items(headers.length > 0 ? headers : ['accept'])}`,
      exposed.length > 0 && '          AccessControlExposeHeaders:',
      exposed.length > 0 && `  ${items(exposed)}`,
      `          AccessControlMaxAgeSec: ${maxAge}`,
    );
  },
} satisfies Stack as Stack;
