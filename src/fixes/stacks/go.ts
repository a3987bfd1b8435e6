import { aligned, double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'go',
  title: 'Go net/http',
  language: 'go',
  layer: 'app',
  place: 'A file cors.go beside main.go; then serve `withCORS(mux)` instead of `mux`.',
  existing: [
    'rs/cors',
    'gorilla/handlers',
    'handlers.CORS',
    'cors.New',
    'cors.Default',
    'cors.AllowAll',
    'enableCors',
    'Access-Control-',
  ],
  leftIn:
    'The config still works with an old list of origins left in. But an old config that sends `*` replaces these headers, so requests with credentials are still blocked, and one that allows any origin with credentials still does.',
  onlyOnSuccess:
    'The CORS handler, or the code that sets the headers, is inside the authentication or around single handlers: 401 and 404 never reach it.',
  docs: 'https://pkg.go.dev/github.com/rs/cors',
  signs: [],
  bodies: [/^404 page not found\n/],
  verified: 'Go 1.19.8 with rs/cors 1.7.0',
  limits: [
    'A handler that panics closes the connection without a response, unless your code recovers.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    aligned(
      lines(
        'package main',
        '',
        'import (',
        '\t"net/http"',
        '',
        '\t"github.com/rs/cors"',
        ')',
        '',
        '// withCORS is the outermost handler, around authentication too: a preflight carries no credentials,',
        '// and error responses need these headers as well.',
        'func withCORS(next http.Handler) http.Handler {',
        '\tpolicy := cors.New(cors.Options{',
        `\t\tAllowedOrigins: []string{${double(origins)}},`,
        `\t\tAllowedMethods: []string{${double(methods)}},`,
        `\t\tAllowedHeaders: []string{${double(headers)}},`,
        exposed.length > 0 && `\t\tExposedHeaders: []string{${double(exposed)}},`,
        credentials && '\t\tAllowCredentials: true,',
        `\t\tMaxAge: ${maxAge}, // seconds`,
        '\t})',
        '\treturn policy.Handler(next)',
        '}',
      ),
    ),
} satisfies Stack as Stack;
