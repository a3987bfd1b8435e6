import { aligned, double, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'gin',
  title: 'Gin',
  language: 'go',
  layer: 'app',
  place:
    'A file cors.go beside main.go; then add `router.Use(withCORS())` right after `router := gin.Default()` (or `gin.New()`), before any other middleware, group or route.',
  existing: ['gin-contrib/cors', 'cors.New', 'cors.Default', 'CORSMiddleware', 'Access-Control-'],
  leftIn:
    'With an old CORS middleware left in, requests are still blocked: it returns 403 to origins that are not on its own list, or replaces these headers with `*`. Other origins get 403 from this one.',
  onlyOnSuccess:
    'The CORS middleware is added after the authentication, after the routes, or on a group: 401 and 404 never reach it.',
  docs: 'https://pkg.go.dev/github.com/gin-contrib/cors',
  signs: [],
  bodies: [/^404 page not found$/],
  verified: 'Gin 1.8.1 with gin-contrib/cors 1.4.0',
  limits: ['Requests from other origins get 403.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) => {
    const web = origins.every((origin) => /^https?:/.test(origin));
    return aligned(
      lines(
        'package main',
        '',
        'import (',
        '\t"time"',
        '',
        '\t"github.com/gin-contrib/cors"',
        '\t"github.com/gin-gonic/gin"',
        ')',
        '',
        '// withCORS comes before authentication and all routes: it never runs for routes added before it.',
        'func withCORS() gin.HandlerFunc {',
        '\tpolicy := cors.New(cors.Config{',
        web
          ? `\t\tAllowOrigins: []string{${double(origins)}},`
          : lines(
              '\t\t// Not AllowOrigins: it panics on schemes other than http and https.',
              '\t\tAllowOriginFunc: func(origin string) bool {',
              '\t\t\tswitch origin {',
              each(origins, (origin) => `\t\t\tcase "${origin}":\n\t\t\t\treturn true`),
              '\t\t\t}',
              '\t\t\treturn false',
              '\t\t},',
            ).trimEnd(),
        `\t\tAllowMethods: []string{${double(methods)}},`,
        `\t\tAllowHeaders: []string{${double(headers)}},`,
        exposed.length > 0 && `\t\tExposeHeaders: []string{${double(exposed)}},`,
        credentials && '\t\tAllowCredentials: true,',
        `\t\tMaxAge: ${maxAge} * time.Second, // a bare ${maxAge} would be nanoseconds`,
        '\t})',
        '\treturn func(c *gin.Context) {',
        '\t\t// gin-contrib/cors sends it to allowed origins only; caches need it on every response.',
        '\t\tc.Header("Vary", "Origin")',
        '\t\tpolicy(c)',
        '\t}',
        '}',
      ),
    );
  },
} satisfies Stack as Stack;
