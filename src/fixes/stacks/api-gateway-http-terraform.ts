import { httpApi, terraformCors } from '../aws.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'api-gateway-http-terraform',
  title: 'API Gateway HTTP API in Terraform',
  language: 'tf',
  layer: 'platform',
  place:
    'Inside `resource "aws_apigatewayv2_api"`, in place of the `cors_configuration` it has; then `terraform apply`.',
  existing: ['cors_configuration'],
  leftIn: 'Terraform stops: a second `cors_configuration` block is an error.',
  onlyOnSuccess: httpApi.onlyOnSuccess,
  docs: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_api',
  signs: [],
  verified: null,
  limits: httpApi.limits,
  render: (policy) => terraformCors('cors_configuration', policy, httpApi.methods),
} satisfies Stack as Stack;
