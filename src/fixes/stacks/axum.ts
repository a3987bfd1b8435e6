import { each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

function names(list: readonly string[]): string {
  return list.map((name) => `HeaderName::from_static("${name}")`).join(', ');
}

export default {
  id: 'axum',
  title: 'axum, tower-http',
  language: 'rs',
  layer: 'app',

  place:
    'The module that builds the `Router`; then call `cors(router)` last, so that it is the outermost layer.',
  existing: ['CorsLayer', 'tower_http::cors', 'access-control-', 'ACCESS_CONTROL_'],
  leftIn:
    'What an inner `CorsLayer`, or a handler that sets the headers itself, sends to other origins is kept: where it allows any origin, it still does.',
  onlyOnSuccess:
    'A layer only covers routes that were added before it: the `CorsLayer` is inside the layer that authenticates, or was added before `.fallback(...)`.',
  docs: 'https://docs.rs/tower-http/latest/tower_http/cors/',
  signs: [],

  verified: null,
  limits: [
    'A handler that panics closes the connection without a response, unless a `CatchPanicLayer` is inside this layer.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// cargo add tower-http --features cors',
      'use std::time::Duration;',
      '',
      'use axum::Router;',
      `use axum::http::{header::ORIGIN, ${headers.length + exposed.length > 0 ? 'HeaderName, ' : ''}HeaderValue, Method};`,
      'use tower_http::cors::CorsLayer;',
      '',
      '// Last: a layer covers only what was added before it, and it must be outside authentication and',
      '// the fallback, so that errors have the headers too.',
      'fn cors(router: Router) -> Router {',
      '    router.layer(',
      '        CorsLayer::new()',
      '            .allow_origin([',
      each(origins, (origin) => `                HeaderValue::from_static("${origin}"),`),
      '            ])',
      `            .allow_methods([${methods.map((method) => `Method::from_bytes(b"${method}").unwrap()`).join(', ')}])`,
      headers.length > 0 && `            .allow_headers([${names(headers)}])`,
      exposed.length > 0 && `            .expose_headers([${names(exposed)}])`,
      credentials && '            .allow_credentials(true)',
      `            .max_age(Duration::from_secs(${maxAge}))`,
      '            .vary([ORIGIN]),',
      '    )',
      '}',
    ),
} satisfies Stack as Stack;
