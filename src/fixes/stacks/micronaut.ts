import { double, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

const known = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT', 'PATCH'];

export default {
  id: 'micronaut',
  title: 'Micronaut',
  language: 'yaml',
  layer: 'app',

  place:
    'src/main/resources/application.yml, merged into the `micronaut:` key there, replacing its `cors:`.',
  existing: ['cors:', 'micronaut.server.cors', '@CrossOrigin', 'Access-Control-'],
  leftIn:
    'Another entry under `configurations`, `@CrossOrigin` and the same keys in the file of an environment stay in effect beside this: where they allow any origin, they still do.',
  onlyOnSuccess:
    'The headers are set in controllers or a filter of single paths, which 401 and 404 never reach.',
  docs: 'https://docs.micronaut.io/latest/guide/#cors',
  signs: [],

  verified: null,
  limits: [
    'Supports OPTIONS, GET, HEAD, POST, PUT, DELETE, TRACE, CONNECT and PATCH; other methods are left out.',
    'Responses to other origins, or without an `Origin`, have no `Vary`.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'micronaut:',
      '  server:',
      '    cors:',
      '      enabled: true',
      '      # One header with a list instead of one header per item.',
      '      single-header: true',
      '      configurations:',
      '        # Every list is needed: an omitted one allows everything.',
      '        web:',
      '          allowedOrigins:',
      each(origins, (origin) => `            - "${origin}"`),
      `          allowedMethods: [${double(methods.filter((method) => known.includes(method)))}]`,
      `          allowedHeaders: [${double(headers.length > 0 ? headers : ['accept'])}]`,
      exposed.length > 0 && `          exposedHeaders: [${double(exposed)}]`,
      '          # Always set: the default is true.',
      `          allowCredentials: ${credentials}`,
      `          maxAge: ${maxAge}`,
    ),
} satisfies Stack as Stack;
