import { aligned, double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'echo',
  title: 'Echo',
  language: 'go',
  layer: 'app',
  place:
    'A file cors.go beside main.go; then `e.Use(withCORS())` right after `e := echo.New()`. Echo 4; for Echo 5 the imports end in /v5.',
  docs: 'https://echo.labstack.com/docs/middleware/cors',
  signs: [],
  bodies: [/^\{"message":"(?:Not Found|Internal Server Error|Method Not Allowed)"\}\n/],
  verified: 'Echo 4.2.1',
  limits: ['A handler that panics closes the connection, unless `middleware.Recover()` is in use.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    aligned(
      lines(
        'package main',
        '',
        'import (',
        '\t"github.com/labstack/echo/v4"',
        '\t"github.com/labstack/echo/v4/middleware"',
        ')',
        '',
        '// withCORS is the first middleware: a preflight carries no credentials, so it must be answered',
        '// before authentication; headers set here stay on 401, 404 and 500.',
        'func withCORS() echo.MiddlewareFunc {',
        '\treturn middleware.CORSWithConfig(middleware.CORSConfig{',
        `\t\tAllowOrigins: []string{${double(origins)}},`,
        `\t\tAllowMethods: []string{${double(methods)}},`,
        headers.length === 0 && '\t\t// Never empty: Echo then allows whatever is asked for.',
        `\t\tAllowHeaders: []string{${double(headers.length > 0 ? headers : ['accept'])}},`,
        exposed.length > 0 && `\t\tExposeHeaders: []string{${double(exposed)}},`,
        credentials && '\t\tAllowCredentials: true,',
        `\t\tMaxAge: ${maxAge}, // seconds`,
        '\t})',
        '}',
      ),
    ),
} satisfies Stack as Stack;
