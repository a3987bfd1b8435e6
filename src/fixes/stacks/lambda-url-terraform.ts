import { lambdaUrl, terraformCors } from '../aws.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'lambda-url-terraform',
  title: 'Lambda function URL in Terraform',
  language: 'tf',
  layer: 'platform',
  place:
    'Inside `resource "aws_lambda_function_url"`, in place of the `cors` it has; then `terraform apply`.',
  existing: ['cors {', 'Access-Control-Allow-Origin'],
  leftIn: 'Terraform stops: a second `cors` block is an error.',
  onlyOnSuccess: lambdaUrl.onlyOnSuccess,
  docs: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function_url',
  signs: [],
  verified: null,
  limits: lambdaUrl.limits,
  render: (policy) => terraformCors('cors', policy, lambdaUrl.methods),
} satisfies Stack as Stack;
