import { double, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'actix',
  title: 'Actix Web',
  language: 'rs',
  layer: 'app',

  place:
    'The closure of `HttpServer::new`; then `App::new().wrap(...).wrap(cors())`: the last wrap is the outermost.',
  docs: 'https://docs.rs/actix-cors/latest/actix_cors/',
  signs: [],

  verified: null,
  limits: [
    'A middleware that fails with an error instead of answering (`Err` from its service) loses the headers.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// cargo add actix-cors        (0.7)',
      'use actix_cors::Cors;',
      '',
      '// The last wrap(): outside authentication, so that the preflight, which carries no credentials, is',
      '// answered, and errors have the headers too.',
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
