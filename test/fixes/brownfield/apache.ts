import { expect } from 'vitest';
import type { Scene } from '../brownfield.ts';
import type { Run } from '../host.ts';
import { raw, values } from '../serve.ts';

const modules = [
  ...['mpm_event', 'authz_core', 'authn_core', 'authn_file', 'authz_user', 'auth_basic', 'headers'],
  ...['setenvif', 'rewrite', 'proxy', 'proxy_http', 'proxy_fcgi', 'cgi', 'alias', 'dir', 'mime'],
];

/** The server's own file around the virtual host. */
export const httpd = ({ dir, port }: Run, host: string) => `
ServerRoot ${dir}
DefaultRuntimeDir ${dir}
PidFile ${dir}/httpd.pid
Mutex file:${dir}
ServerName localhost
ErrorLog /dev/stderr
Listen 127.0.0.1:${port}
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
TypesConfig /etc/mime.types
DocumentRoot ${dir}/html
<VirtualHost *:${port}>
${host}
</VirtualHost>
`;

const apt = ['apache2'];
const files = { 'html/files/a.json': '{}', 'html/404.html': 'nothing here' };
const start = ({ dir }: Run) => ['apache2', '-f', `${dir}/httpd.conf`, '-DFOREGROUND'];

/** PHP-FPM beside Apache. */
const fpm = (dir: string) => `
[global]
daemonize = no
error_log = ${dir}/fpm.log
[www]
user = root
group = root
listen = ${dir}/fpm.sock
listen.mode = 0666
pm = static
pm.max_children = 2
`;

const startWithFpm = ({ dir }: Run) => [
  'sh',
  '-c',
  `php-fpm8.2 -y fpm.conf -R & until [ -S fpm.sock ]; do sleep 0.1; done; exec apache2 -f ${dir}/httpd.conf -DFOREGROUND`,
];

/** A front controller, as every PHP framework has one. */
const frontController = (headers: string) => `<?php
${headers}
$path = $_SERVER['REQUEST_URI'];
if (!str_starts_with($path, '/api/')) { http_response_code(404); exit('nothing here'); }
if (($_SERVER['HTTP_AUTHORIZATION'] ?? '') !== 'Bearer token') {
    http_response_code(401);
    header('X-Total-Count: 0');
    exit;
}
if ($path === '/api/err') throw new Exception('crash');
header('X-Total-Count: 42');
`;

export default [
  {
    name: 'a list by SetEnvIf before a proxied application, Header lines below, a protected folder',
    apt,
    start,
    today: {
      calls: ['get', 'put', 'unauthorized', 'missing', 'crash', 'file'],
      credentials: true,
    },
    leftIn: 'works',
    async also(base, { fresh }) {
      for (const [path, status] of [
        ['/down/', 503],
        ['/private/', 401],
      ] as const) {
        const seen = await raw(base + path, { headers: { origin: fresh } });
        expect(seen.status).toBe(status);
        expect(values(seen, 'access-control-allow-origin')).toEqual([fresh]);
      }
      const preflight = await raw(`${base}/private/`, {
        method: 'OPTIONS',
        headers: { origin: fresh, 'access-control-request-method': 'GET' },
      });
      expect(preflight.status, 'preflight before Basic authentication').toBe(204);
    },
    files: ({ snippet, old, origins }, run) => ({
      ...files,
      'httpd.conf': httpd(
        run,
        `${snippet}
ErrorDocument 404 /404.html
${old(`SetEnvIf Origin "^${origins.old}$" ALLOWED=$0
RewriteEngine On
RewriteCond %{REQUEST_METHOD} OPTIONS
RewriteRule ^(.*)$ /files/a.json [PT]
Header set Access-Control-Allow-Origin %{ALLOWED}e env=ALLOWED
Header set Access-Control-Allow-Credentials true env=ALLOWED
Header set Access-Control-Allow-Methods "GET, POST, PUT, DELETE"
Header set Access-Control-Allow-Headers "authorization, content-type, x-csrf-token"
Header set Access-Control-Expose-Headers "X-Total-Count"`)}
<Location /private>
AuthType Basic
AuthName private
AuthUserFile ${run.dir}/users
Require valid-user
</Location>
ProxyPass /api/ ${run.upstream}/api/
ProxyPass /down/ http://127.0.0.1:1/`,
      ),
    }),
  },
  {
    name: '.htaccess with a front controller, PHP-FPM that sends the headers itself',
    apt: ['apache2', 'php-fpm'],
    start: startWithFpm,
    // The file has two values: one of each Header line.
    today: { calls: ['get', 'put', 'unauthorized', 'missing', 'crash'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }, run) => ({
      ...files,
      'fpm.conf': fpm(run.dir),
      'html/.htaccess': `${snippet}
${old(`Header always set Access-Control-Allow-Origin "*"
<FilesMatch "\\.json$">
Header set Access-Control-Allow-Origin "*"
</FilesMatch>`)}
RewriteEngine On
RewriteCond %{REQUEST_FILENAME} !-f
RewriteRule ^ /index.php [L]
`,
      'html/index.php': frontController(
        old(`header('Access-Control-Allow-Methods: GET, PUT');
header('Access-Control-Allow-Headers: authorization, content-type, x-csrf-token');
header('Access-Control-Expose-Headers: x-total-count');
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') { http_response_code(204); exit; }`),
      ),
      'httpd.conf': httpd(
        run,
        `<Directory ${run.dir}/html>
AllowOverride FileInfo
CGIPassAuth On
</Directory>
<FilesMatch "\\.php$">
SetHandler "proxy:unix:${run.dir}/fpm.sock|fcgi://localhost"
</FilesMatch>`,
      ),
    }),
  },
  {
    name: 'rewrites of the virtual host, PHP-FPM, Header lines in .htaccess',
    apt: ['apache2', 'php-fpm'],
    start: startWithFpm,
    // What PHP sends has two values: its own and that of .htaccess.
    today: { calls: ['file'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }, run) => ({
      ...files,
      'fpm.conf': fpm(run.dir),
      'html/.htaccess': `
Header set X-Kept "1"
${old('Header set Access-Control-Allow-Origin "*"')}
`,
      'html/index.php': frontController(old("header('Access-Control-Allow-Origin: *');")),
      'httpd.conf': httpd(
        run,
        `${snippet}
RewriteEngine On
RewriteCond %{REQUEST_URI} !^/files/
RewriteRule ^ /index.php [L]
<Directory ${run.dir}/html>
AllowOverride All
CGIPassAuth On
</Directory>
<FilesMatch "\\.php$">
SetHandler "proxy:unix:${run.dir}/fpm.sock|fcgi://localhost"
</FilesMatch>`,
      ),
    }),
  },
  {
    name: 'CGI that sends the headers itself, and any origin sent back in a Directory section',
    apt,
    start,
    today: { calls: ['get', 'put', 'unauthorized', 'crash'], credentials: true },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }, run) => ({
      ...files,
      'cgi/api': `#!/bin/sh
${old(`echo "Access-Control-Allow-Methods: GET, PUT"
echo "Access-Control-Allow-Headers: authorization, content-type, x-csrf-token"
echo "Access-Control-Expose-Headers: x-total-count"
[ "$REQUEST_METHOD" = OPTIONS ] && { echo "Status: 204"; echo; exit; }`)}
[ "$REQUEST_METHOD" = GET ] || cat > /dev/null
if [ "$HTTP_AUTHORIZATION" != "Bearer token" ]; then
  echo "Status: 401"; echo "X-Total-Count: 0"
elif [ "$PATH_INFO" = /err ]; then
  echo "Status: 500"
else
  echo "X-Total-Count: 42"
fi
echo "Content-Type: text/plain"
echo
`,
      'httpd.conf': httpd(
        run,
        `${snippet}
ScriptAlias /api ${run.dir}/cgi/api
<Directory ${run.dir}/cgi>
CGIPassAuth On
${old(`SetEnvIf Origin (.+) ANY=$1
Header always set Access-Control-Allow-Origin %{ANY}e env=ANY
Header always set Access-Control-Allow-Credentials true`)}
</Directory>`,
      ),
    }),
    build: () => [['chmod', '+x', 'cgi/api']],
  },
  {
    name: 'any origin sent back with credentials in an <If> of .htaccess',
    apt,
    start,
    today: { calls: ['missing', 'file'], credentials: true },
    anyOrigin: true,
    leftIn: 'open',
    files: ({ snippet, old }, run) => ({
      ...files,
      'html/.htaccess': `
${old(`<If "-n req('Origin')">
Header always set Access-Control-Allow-Origin "expr=%{req:Origin}"
Header always set Access-Control-Allow-Credentials "true"
</If>`)}
`,
      'httpd.conf': httpd(
        run,
        `${snippet}
<Directory ${run.dir}/html>
AllowOverride All
</Directory>
ProxyPass /api/ ${run.upstream}/api/`,
      ),
    }),
  },
] satisfies Scene[];
