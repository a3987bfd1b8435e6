import { comma, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'nginx',
  title: 'nginx',
  language: 'nginx',
  layer: 'proxy',
  place:
    'At the top of the `server` block that serves the API. Then repeat the part marked in it in every `location` that has an `add_header` or a `…_hide_header` of its own.',
  existing: [
    'Access-Control-',
    'map $http_origin',
    '$request_method = OPTIONS',
    "$request_method = 'OPTIONS'",
    '$request_method = "OPTIONS"',
    '$request_method ~ OPTIONS',
    '$request_method ~* OPTIONS',
  ],
  leftIn:
    'With old headers left in the application behind nginx, the config still works. With an old `add_header` left in, requests are still blocked: in the same block the response has two values, in a `location` the old lines replace these, and where they send `$http_origin` they allow every origin.',
  onlyOnSuccess:
    '`add_header` without `always` leaves the headers off 4xx and 5xx responses, those of nginx itself (413, 502, 504) included.',
  docs: 'https://nginx.org/en/docs/http/ngx_http_headers_module.html',
  signs: [
    {
      header: 'server',
      value: /^(?:nginx|openresty|tengine)\b\S*/i,
      // Alibaba Cloud's CDN, whose nginx is not its users'.
      unless: [{ header: 'eagleid', value: /^\S/ }],
    },
  ],
  bodies: [/<hr><center>(?:nginx|openresty)[^<]*<\/center>/],
  strip:
    'In nginx, `proxy_hide_header Access-Control-Allow-Origin;` drops the header the application sends.',
  verified: 'nginx 1.22.1 and nginx 1.22.1 before PHP-FPM 8.2.35',
  limits: [
    'Blocks with an `add_header` or a `…_hide_header` of their own inherit none from outside: repeat the marked part in such a `location`, and copy those of the `http` block into this `server`.',
    'From nginx 1.29.3 on, `add_header_inherit merge;` in the `http` block makes repeating `add_header` needless.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '# Only origins listed here get CORS headers. An empty value sends no header.',
      'set $cors_origin "";',
      credentials && 'set $cors_credentials "";',
      exposed.length > 0 && 'set $cors_expose "";',
      'set $cors_methods "";',
      'set $cors_headers "";',
      'set $cors_max_age "";',
      each(
        origins,
        (origin) => `if ($http_origin = "${origin}") { set $cors_origin $http_origin; }`,
      ),
      (credentials || exposed.length > 0) &&
        lines(
          'if ($cors_origin) {',
          credentials && '    set $cors_credentials "true";',
          exposed.length > 0 && `    set $cors_expose "${comma(exposed)}";`,
          '}',
        ).trimEnd(),
      '',
      '# Preflights are handled here, before authentication and the application.',
      'set $cors_preflight "$request_method $http_access_control_request_method $cors_origin";',
      'if ($cors_preflight ~ "^OPTIONS [^ ]+ [a-z]") {',
      `    set $cors_methods "${comma(methods)}";`,
      headers.length > 0 && `    set $cors_headers "${comma(headers)}";`,
      `    set $cors_max_age "${maxAge}";`,
      '    return 204;',
      '}',
      '',
      '# Repeat everything from here on in each location that has an add_header or a ..._hide_header of',
      '# its own: it inherits none of these lines. Likewise, this server no longer inherits the add_header',
      '# and proxy_hide_header lines of the http block: copy them here.',
      '# "always": without it nginx leaves the headers off 4xx and 5xx.',
      'add_header Access-Control-Allow-Origin $cors_origin always;',
      credentials && 'add_header Access-Control-Allow-Credentials $cors_credentials always;',
      'add_header Access-Control-Allow-Methods $cors_methods always;',
      'add_header Access-Control-Allow-Headers $cors_headers always;',
      exposed.length > 0 && 'add_header Access-Control-Expose-Headers $cors_expose always;',
      'add_header Access-Control-Max-Age $cors_max_age always;',
      'add_header Vary Origin always;',
      '',
      "# Add CORS headers in one place only: these drop the application's, which would double them.",
      ...['proxy', 'fastcgi', 'uwsgi'].flatMap((module) => [
        `${module}_hide_header Access-Control-Allow-Origin;`,
        `${module}_hide_header Access-Control-Allow-Credentials;`,
        `${module}_hide_header Access-Control-Expose-Headers;`,
      ]),
    ),
} satisfies Stack as Stack;
