import { double, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

const known = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT', 'PATCH'];

export default {
  id: 'micronaut',
  title: 'Micronaut',
  language: 'yaml',
  layer: 'app',

  place: 'src/main/resources/application.yml',
  docs: 'https://docs.micronaut.io/latest/guide/#cors',
  signs: [],

  verified: null,
  limits: [
    'It knows OPTIONS, GET, HEAD, POST, PUT, DELETE, TRACE, CONNECT and PATCH; other methods are left out.',
    'An answer to an origin that is not listed, or to none, has no `Vary`.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'micronaut:',
      '  server:',
      '    cors:',
      '      enabled: true',
      '      # One header with a list instead of a header for each.',
      '      single-header: true',
      '      configurations:',
      '        # Every list is needed: one that is left out allows everything.',
      '        web:',
      '          allowedOrigins:',
      each(origins, (origin) => `            - "${origin}"`),
      `          allowedMethods: [${double(methods.filter((method) => known.includes(method)))}]`,
      `          allowedHeaders: [${double(headers.length > 0 ? headers : ['accept'])}]`,
      exposed.length > 0 && `          exposedHeaders: [${double(exposed)}]`,
      '          # Said in any case: the default is true.',
      `          allowCredentials: ${credentials}`,
      `          maxAge: ${maxAge}`,
    ),
} satisfies Stack as Stack;
