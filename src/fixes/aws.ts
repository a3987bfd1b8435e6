import type { Policy } from './types.ts';

/** Methods an HTTP API of API Gateway takes; a custom one is refused. */
export const httpApiMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Methods a Lambda function URL takes: six letters at most, so no OPTIONS; it answers preflights by itself. */
export const lambdaUrlMethods = ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'];

/** Methods an S3 bucket takes. OPTIONS is refused: S3 answers preflights by itself. */
export const s3Methods = ['DELETE', 'GET', 'HEAD', 'POST', 'PUT'];

/** What the tools' snippets for one service share: neither gateway nor URL takes the code's own headers. */
export const httpApiLimits = [
  'It knows GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS; other methods are left out.',
  'The gateway then ignores CORS headers of the integration: set them here only.',
  'A `$default` route with an authorizer also takes OPTIONS: add a route `OPTIONS /{proxy+}` without one.',
];

/** See `httpApiLimits`. */
export const lambdaUrlLimits = [
  'The function itself must not send CORS headers then: two are an error.',
  'Lambda knows DELETE, GET, HEAD, PATCH, POST and PUT here; other methods are left out.',
];

/** See `httpApiLimits`. */
export const s3Limits = [
  'S3 knows GET, HEAD, PUT, POST and DELETE; other methods are left out.',
  'CloudFront in front of it must pass Origin on, and keep it in the cache key.',
];

/** The policy as a CORS block of Terraform's AWS provider, attributes aligned as `terraform fmt` does. */
export function terraformCors(
  block: string,
  { origins, methods, headers, exposed, credentials, maxAge }: Policy,
  known: readonly string[],
): string {
  const list = (items: readonly string[]) => `[${items.map((item) => `"${item}"`).join(', ')}]`;
  const attributes: [string, string][] = [
    ['allow_origins', list(origins)],
    ['allow_methods', list(methods.filter((method) => known.includes(method)))],
    ['allow_headers', list(headers)],
    ['expose_headers', list(exposed)],
    ['allow_credentials', String(credentials)],
    ['max_age', String(maxAge)],
  ];
  const rows = attributes.map(([name, value]) => `  ${name.padEnd(17)} = ${value}`);
  return [`${block} {`, ...rows, '}', ''].join('\n');
}

/** The policy as CloudFormation writes it, which SAM passes on: YAML from the given indentation on. */
export function cloudFormationCors(
  key: string,
  { origins, methods, headers, exposed, credentials, maxAge }: Policy,
  known: readonly string[],
): string {
  return yamlCors(key, {
    AllowOrigins: origins,
    AllowMethods: methods.filter((method) => known.includes(method)),
    AllowHeaders: headers,
    ExposeHeaders: exposed,
    AllowCredentials: credentials,
    MaxAge: maxAge,
  });
}

/** The policy as the Serverless Framework writes it. */
export function serverlessCors(
  key: string,
  { origins, methods, headers, exposed, credentials, maxAge }: Policy,
  known: readonly string[],
): string {
  return yamlCors(key, {
    allowedOrigins: origins,
    allowedMethods: methods.filter((method) => known.includes(method)),
    allowedHeaders: headers,
    exposedResponseHeaders: exposed,
    allowCredentials: credentials,
    maxAge,
  });
}

/** A mapping of lists, one item a line; empty lists are left out, which these tools take for their own default. */
function yamlCors(
  key: string,
  fields: Readonly<Record<string, readonly string[] | boolean | number>>,
): string {
  const rows = Object.entries(fields).flatMap(([name, value]) => {
    if (typeof value !== 'object') return [`  ${name}: ${value}`];
    return value.length === 0 ? [] : [`  ${name}:`, ...value.map((item) => `    - "${item}"`)];
  });
  return [`${key}:`, ...rows, ''].join('\n');
}
