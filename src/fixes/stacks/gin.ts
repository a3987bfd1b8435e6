import { aligned, double, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'gin',
  title: 'Gin',
  language: 'go',
  layer: 'app',
  place:
    'A file cors.go beside main.go; then `router.Use(withCORS())` right after `router := gin.Default()`, before every group and route.',
  docs: 'https://pkg.go.dev/github.com/gin-contrib/cors',
  signs: [],
  bodies: [/^404 page not found$/],
  verified: 'Gin 1.8.1 with gin-contrib/cors 1.4.0',
  limits: ['Requests from any other origin than these and its own are answered with 403.'],
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
        '// withCORS comes before authentication and every route: routes added before it stay without it.',
        'func withCORS() gin.HandlerFunc {',
        '\treturn cors.New(cors.Config{',
        web
          ? `\t\tAllowOrigins: []string{${double(origins)}},`
          : lines(
              '\t\t// Not AllowOrigins: at a scheme other than http and https it panics.',
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
        '}',
      ),
    );
  },
} satisfies Stack as Stack;
