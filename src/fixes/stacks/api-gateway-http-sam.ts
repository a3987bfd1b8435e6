import { cloudFormationCors, httpApi } from '../aws.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'api-gateway-http-sam',
  title: 'API Gateway HTTP API in SAM',
  language: 'yaml',
  layer: 'platform',
  place:
    'template.yaml, under `Properties` of the `AWS::Serverless::HttpApi` (or under `Globals: HttpApi:`); then `sam deploy`.',
  existing: ['CorsConfiguration'],
  leftIn: 'The gateway ignores CORS headers that the integration still sends.',
  onlyOnSuccess: httpApi.onlyOnSuccess,
  docs: 'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-httpapi-httpapicorsconfiguration.html',
  signs: [],
  verified: null,
  limits: [
    'Without an `AWS::Serverless::HttpApi` of its own in the template, it goes under `Globals: HttpApi:`; an OpenAPI file in `DefinitionUri` takes none of it.',
    ...httpApi.limits,
  ],
  render: (policy) => cloudFormationCors('CorsConfiguration', policy, httpApi.methods),
} satisfies Stack as Stack;
