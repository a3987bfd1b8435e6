import { comma, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'nginx',
  title: 'nginx',
  language: 'nginx',
  layer: 'proxy',
  place: 'At the top of the `server` block that serves the API (nginx.conf or sites-enabled/…).',
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
    'A location that has an add_header of its own loses these headers; nginx 1.29.3 has add_header_inherit for that.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '# Only the origins listed here are answered; an empty value sends no header at all.',
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
      '# The preflight is answered here, before any authentication and before the application.',
      'set $cors_preflight "$request_method $http_access_control_request_method $cors_origin";',
      'if ($cors_preflight ~ "^OPTIONS [^ ]+ [a-z]") {',
      `    set $cors_methods "${comma(methods)}";`,
      headers.length > 0 && `    set $cors_headers "${comma(headers)}";`,
      `    set $cors_max_age "${maxAge}";`,
      '    return 204;',
      '}',
      '',
      '# "always": without it nginx leaves the headers off 4xx and 5xx. A location with an add_header',
      '# of its own inherits none of these lines: repeat them there (1.29.3: add_header_inherit merge).',
      'add_header Access-Control-Allow-Origin $cors_origin always;',
      credentials && 'add_header Access-Control-Allow-Credentials $cors_credentials always;',
      'add_header Access-Control-Allow-Methods $cors_methods always;',
      'add_header Access-Control-Allow-Headers $cors_headers always;',
      exposed.length > 0 && 'add_header Access-Control-Expose-Headers $cors_expose always;',
      'add_header Access-Control-Max-Age $cors_max_age always;',
      'add_header Vary Origin always;',
      '',
      '# Only one layer may add them: two Access-Control-Allow-Origin lines are an error. This drops',
      "# the application's (uwsgi_hide_header and fastcgi_hide_header do it for those).",
      'proxy_hide_header Access-Control-Allow-Origin;',
      'proxy_hide_header Access-Control-Allow-Credentials;',
      'proxy_hide_header Access-Control-Expose-Headers;',
    ),
} satisfies Stack as Stack;
