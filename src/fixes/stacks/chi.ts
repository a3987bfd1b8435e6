import { aligned, double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'chi',
  title: 'chi',
  language: 'go',
  layer: 'app',
  place:
    'A file cors.go beside main.go; then add `r.Use(withCORS())` right after `r := chi.NewRouter()`, on the outermost router.',
  existing: [
    'go-chi/cors',
    'rs/cors',
    'cors.Handler',
    'cors.New',
    'cors.AllowAll',
    'enableCors',
    'Access-Control-',
  ],
  leftIn:
    'The config still works with an old list of origins left in. But an old config that sends `*` replaces these headers, so requests with credentials are still blocked, and one that allows any origin with credentials still does.',
  onlyOnSuccess:
    'The CORS middleware is added after the authentication, in `r.Group` or on a sub-router: 401 and 404 never reach it.',
  docs: 'https://pkg.go.dev/github.com/go-chi/cors',
  signs: [],
  verified: 'chi 5.0.7 with go-chi/cors 1.2.1',
  limits: [
    'A handler that panics closes the connection without a response, unless `middleware.Recoverer` is in use.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    aligned(
      lines(
        'package main',
        '',
        'import (',
        '\t"net/http"',
        '',
        '\t"github.com/go-chi/cors"',
        ')',
        '',
        '// withCORS must be the first middleware of the outermost router: before authentication, and for',
        '// paths without a route. In r.Group or r.With no preflight would reach it.',
        'func withCORS() func(http.Handler) http.Handler {',
        '\treturn cors.Handler(cors.Options{',
        `\t\tAllowedOrigins: []string{${double(origins)}},`,
        `\t\tAllowedMethods: []string{${double(methods)}},`,
        `\t\tAllowedHeaders: []string{${double(headers)}},`,
        exposed.length > 0 && `\t\tExposedHeaders: []string{${double(exposed)}},`,
        credentials && '\t\tAllowCredentials: true,',
        `\t\tMaxAge: ${maxAge}, // seconds`,
        '\t})',
        '}',
      ),
    ),
} satisfies Stack as Stack;
