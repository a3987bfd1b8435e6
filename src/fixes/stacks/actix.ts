import { double, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'actix',
  title: 'Actix Web',
  language: 'rs',
  layer: 'app',

  place:
    'The file of your `HttpServer::new` closure; then call `.wrap(cors())` after every other `.wrap(...)`: the last one is the outermost.',
  existing: [
    'actix_cors',
    'Cors::default',
    'Cors::permissive',
    'access-control-',
    'ACCESS_CONTROL_',
  ],
  leftIn:
    'What an inner `Cors`, or a handler that sets the headers itself, sends to other origins is kept: where it allows any origin, it still does.',
  onlyOnSuccess:
    '`.wrap(cors)` stands before other `.wrap(...)` calls, or on a scope: a middleware outside of it that returns 401, and unknown paths, lack the headers.',
  docs: 'https://docs.rs/actix-cors/latest/actix_cors/',
  signs: [],

  verified: null,
  limits: ['A middleware that returns `Err` instead of a response loses the headers.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// cargo add actix-cors        (0.7)',
      'use actix_cors::Cors;',
      '',
      '// The last wrap(): outside authentication, so that the preflight, which carries no credentials, is',
      '// handled, and errors have the headers too.',
      'fn cors() -> Cors {',
      '    Cors::default()',
      each(origins, (origin) => `        .allowed_origin("${origin}")`),
      `        .allowed_methods([${double(methods)}])`,
      headers.length > 0 && `        .allowed_headers([${double(headers)}])`,
      exposed.length > 0 && `        .expose_headers([${double(exposed)}])`,
      credentials && '        .supports_credentials()',
      `        .max_age(${maxAge})`,
      '}',
    ),
} satisfies Stack as Stack;
