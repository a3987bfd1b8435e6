import { alternation, comma, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'apache',
  title: 'Apache httpd',
  language: 'conf',
  layer: 'proxy',
  place:
    'At the top of the `<VirtualHost>` that serves the API, above every other `RewriteRule`. Where you cannot edit that: at the top of the `.htaccess` in the document root.',
  existing: [
    'Access-Control-',
    'SetEnvIf Origin',
    'SetEnvIfNoCase Origin',
    '%{REQUEST_METHOD} OPTIONS',
    '%{REQUEST_METHOD} =OPTIONS',
    '%{REQUEST_METHOD} ^OPTIONS',
  ],
  leftIn:
    'The config still works with `Header` lines left in elsewhere, `.htaccess` and the application included: `<If>` is applied after them. Only old `Header` lines inside an `<If>` of their own are sent as well, and may still allow every origin.',
  onlyOnSuccess:
    '`Header set` without `always` leaves the headers off errors and other responses of Apache itself (401, 403, 404, 503, redirects).',
  docs: 'https://httpd.apache.org/docs/2.4/mod/mod_headers.html',
  signs: [{ header: 'server', value: /^(?:Apache(?![- ]?(?:Coyote|Tom))|LiteSpeed)\b\S*/ }],
  bodies: [/<address>Apache\/[^<]*<\/address>/, /The requested URL was not found on this server\./],
  strip:
    'In Apache, `Header unset Access-Control-Allow-Origin` together with `Header always unset Access-Control-Allow-Origin` drops the header the application sends.',
  verified: 'Apache httpd 2.4.71',
  limits: [
    'In `.htaccess`, rewriting comes after authentication, so the preflight for a password-protected folder still gets 401, and paths of `ProxyPass` are not covered.',
    'A `RewriteRule` above these lines that ends with `[L]` sends the preflight to the application.',
    'Untested on LiteSpeed, which reads the same files.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) => {
    const preflight = `"expr=%{REQUEST_METHOD} == 'OPTIONS' && -n reqenv('CORS_ORIGIN')"`;
    return lines(
      '# Needs: a2enmod headers setenvif rewrite',
      '# Only origins listed here get CORS headers.',
      `SetEnvIf Origin "^(${alternation(origins)})$" CORS_ORIGIN=$1`,
      '',
      '# Preflights are handled here, before authentication and the application: keep these lines above',
      '# every other RewriteRule.',
      'RewriteEngine On',
      'RewriteCond %{REQUEST_METHOD} =OPTIONS',
      'RewriteCond %{HTTP:Access-Control-Request-Method} .',
      'RewriteCond %{ENV:CORS_ORIGIN} .',
      'RewriteRule ^ - [R=204,L]',
      '',
      '# <If> is applied last, after .htaccess and every other section.',
      '<If "true">',
      "    # Add CORS headers in one place only: these drop the application's. Apache keeps two lists of",
      '    # headers; CGI and PHP-FPM write into "always".',
      ...['onsuccess', 'always'].flatMap((table) => [
        `    Header ${table} unset Access-Control-Allow-Origin`,
        `    Header ${table} unset Access-Control-Allow-Credentials`,
        `    Header ${table} unset Access-Control-Expose-Headers`,
      ]),
      '    # "always": without it Apache leaves the headers off errors and off the preflight above.',
      '    Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN',
      credentials &&
        '    Header always set Access-Control-Allow-Credentials "true" env=CORS_ORIGIN',
      exposed.length > 0 &&
        `    Header always set Access-Control-Expose-Headers "${comma(exposed)}" env=CORS_ORIGIN`,
      `    Header always set Access-Control-Allow-Methods "${comma(methods)}" ${preflight}`,
      headers.length > 0 &&
        `    Header always set Access-Control-Allow-Headers "${comma(headers)}" ${preflight}`,
      `    Header always set Access-Control-Max-Age "${maxAge}" ${preflight}`,
      '    Header always merge Vary "Origin"',
      '</If>',
    );
  },
} satisfies Stack as Stack;
