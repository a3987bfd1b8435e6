import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

const known = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

export default {
  id: 'cloudfront',
  title: 'CloudFront',
  language: 'yaml',
  layer: 'platform',

  place:
    'In a CloudFormation template. Then set the policy in the cache behavior (`ResponseHeadersPolicyId: !Ref Cors`).',
  existing: ['ResponseHeadersPolicy', 'CorsConfig', 'access-control-'],
  leftIn:
    'A cache behavior takes one response headers policy, so the old one is replaced; copy its other headers (HSTS, CSP) into this one. Headers of the origin server are overridden.',
  onlyOnSuccess:
    'The origin server sends the headers only on success, or CloudFront returns the error itself: only a response headers policy reaches both.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html',
  cache: true,
  signs: [
    { header: 'via', value: /\(CloudFront\)/ },
    { header: 'x-amz-cf-id', value: /^\S{6}/ },
    { header: 'x-amz-cf-pop', value: /^\S+/ },
  ],

  verified: null,
  limits: [
    'The cache behavior must allow OPTIONS, or CloudFront returns 403 for the preflight.',
    'The preflight still goes to the origin server, which must return 2xx for it without authentication.',
    'Supports DELETE, GET, HEAD, OPTIONS, PATCH, POST and PUT; other methods are left out.',
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
      '          # These replace the headers of the origin server.',
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
