import { double, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'micronaut',
  title: 'Micronaut',
  language: 'yaml',
  layer: 'app',

  place: 'src/main/resources/application.yml',
  docs: 'https://docs.micronaut.io/latest/guide/#cors',
  signs: [],

  verified: null,
  limits: ['Other origins get 403.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'micronaut:',
      '  server:',
      '    cors:',
      '      enabled: true',
      '      configurations:',
      '        web:',
      '          allowedOrigins:',
      each(origins, (origin) => `            - "${origin}"`),
      `          allowedMethods: [${double(methods)}]`,
      `          allowedHeaders: [${double(headers)}]`,
      exposed.length > 0 && `          exposedHeaders: [${double(exposed)}]`,
      '          # Said in any case: the default is true.',
      `          allowCredentials: ${credentials}`,
      `          maxAge: ${maxAge}`,
    ),
} satisfies Stack as Stack;
