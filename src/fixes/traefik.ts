import { double } from './text.ts';
import type { Policy, Stack } from './types.ts';

/** What every way to configure Traefik has in common: one middleware, written in three dialects. */
export const traefik = {
  language: 'yaml',
  layer: 'proxy',
  existing: ['accessControl', 'access-control-'],
  leftIn:
    'Traefik replaces the `Access-Control-Allow-Origin` of the application. Of two middlewares with CORS options on one router the first handles the preflight, so one left in before this one still decides.',
  onlyOnSuccess:
    'The application sends the headers, and the responses of Traefik itself (401 of a middleware, 404, 502) have none; the `headers` middleware must come first on the router to reach them.',
  docs: 'https://doc.traefik.io/traefik/middlewares/http/headers/#cors-headers',
  // It names itself in no response.
  signs: [],
  verified: null,
  limits: [
    'Put it before middlewares that authenticate: it handles preflights itself.',
    'A request that no router matches gets the 404 of Traefik without these headers.',
  ],
} satisfies Partial<Stack>;

/** The options of the `headers` middleware as YAML, each line after this indent. */
export function headersOptions(policy: Policy, indent: string): string[] {
  const { origins, methods, headers, exposed, credentials, maxAge } = policy;
  return [
    'accessControlAllowOriginList:',
    ...origins.map((origin) => `  - "${origin}"`),
    `accessControlAllowMethods: [${double(methods)}]`,
    ...(headers.length > 0 ? [`accessControlAllowHeaders: [${double(headers)}]`] : []),
    ...(exposed.length > 0 ? [`accessControlExposeHeaders: [${double(exposed)}]`] : []),
    ...(credentials ? ['accessControlAllowCredentials: true'] : []),
    `accessControlMaxAge: ${maxAge}`,
    '# Off by default; without it a cache may serve one origin the response to another.',
    'addVaryHeader: true',
  ].map((line) => indent + line);
}
