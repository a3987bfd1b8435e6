import type { Policy } from './types.ts';

/** What the tools' snippets for one service have in common. */
interface Service {
  /** Methods its CORS config takes; others are refused. */
  readonly methods: readonly string[];
  readonly onlyOnSuccess: string;
  readonly limits: readonly string[];
}

/** Seconds; API Gateway and function URLs refuse a config with more. */
export const longestMaxAge = 86_400;

/** An HTTP API of API Gateway. */
export const httpApi: Service = {
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  onlyOnSuccess:
    'Without a CORS config the headers come from the integration, and the responses of the gateway itself (401, 403, 404, 429, 5xx) have none.',
  limits: [
    'Supports GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS; other methods are left out.',
    'The gateway ignores CORS headers of the integration: set them here only.',
    'A `$default` route with an authorizer also receives OPTIONS: add a route `OPTIONS /{proxy+}` without one.',
  ],
};

/** The URL of a Lambda function. OPTIONS is refused, as it takes names of six letters at most: the URL handles preflights itself. */
export const lambdaUrl: Service = {
  methods: ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'],
  onlyOnSuccess:
    'Headers set in the function do not reach the errors of the URL itself (403, 429, 502).',
  limits: [
    'Do not also send CORS headers from the function: browsers reject two values.',
    'Supports DELETE, GET, HEAD, PATCH, POST and PUT; other methods are left out.',
  ],
};

/** An S3 bucket. OPTIONS is refused: S3 handles preflights itself. */
export const s3: Service = {
  methods: ['DELETE', 'GET', 'HEAD', 'POST', 'PUT'],
  onlyOnSuccess:
    'S3 sends the headers only where a rule matches: a 403 for a bucket or key without access may come without them.',
  limits: [
    'Supports GET, HEAD, PUT, POST and DELETE; other methods are left out.',
    'CloudFront in front of it must forward `Origin` and have it in the cache key.',
  ],
};

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
    ['max_age', String(Math.min(maxAge, longestMaxAge))],
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
    MaxAge: Math.min(maxAge, longestMaxAge),
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
    maxAge: Math.min(maxAge, longestMaxAge),
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
