import { alternation, comma, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'apache',
  title: 'Apache httpd',
  language: 'conf',
  layer: 'proxy',
  place: 'Inside the `<VirtualHost>` that serves the API.',
  docs: 'https://httpd.apache.org/docs/2.4/mod/mod_headers.html',
  signs: [{ header: 'server', value: /^(?:Apache(?![- ]?(?:Coyote|Tom))|LiteSpeed)\b\S*/ }],
  bodies: [/<address>Apache\/[^<]*<\/address>/, /The requested URL was not found on this server\./],
  strip:
    'In Apache, `Header onsuccess unset Access-Control-Allow-Origin` drops the header the application sends.',
  verified: 'Apache httpd 2.4.71',
  limits: [
    'In .htaccess, rewriting comes after authentication, so a protected folder still refuses the preflight.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) => {
    const preflight = `"expr=%{REQUEST_METHOD} == 'OPTIONS' && -n reqenv('CORS_ORIGIN')"`;
    return lines(
      '# Once: a2enmod headers setenvif rewrite',
      '# Only the origins listed here are answered.',
      `SetEnvIf Origin "^(${alternation(origins)})$" CORS_ORIGIN=$1`,
      '',
      '# The preflight is answered here, before authentication and before the application.',
      'RewriteEngine On',
      'RewriteCond %{REQUEST_METHOD} =OPTIONS',
      'RewriteCond %{HTTP:Access-Control-Request-Method} .',
      'RewriteCond %{ENV:CORS_ORIGIN} .',
      'RewriteRule ^ - [R=204,L]',
      '',
      '# Only one layer may add them: this drops those of an application behind this server.',
      'Header onsuccess unset Access-Control-Allow-Origin',
      'Header onsuccess unset Access-Control-Allow-Credentials',
      'Header onsuccess unset Access-Control-Expose-Headers',
      '# "always": without it Apache leaves the headers off errors and off the preflight above.',
      'Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN',
      credentials && 'Header always set Access-Control-Allow-Credentials "true" env=CORS_ORIGIN',
      exposed.length > 0 &&
        `Header always set Access-Control-Expose-Headers "${comma(exposed)}" env=CORS_ORIGIN`,
      `Header always set Access-Control-Allow-Methods "${comma(methods)}" ${preflight}`,
      headers.length > 0 &&
        `Header always set Access-Control-Allow-Headers "${comma(headers)}" ${preflight}`,
      `Header always set Access-Control-Max-Age "${maxAge}" ${preflight}`,
      'Header always merge Vary "Origin"',
    );
  },
} satisfies Stack as Stack;
