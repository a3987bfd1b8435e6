import type { Host } from '../host.ts';

const temporary = `
  client_body_temp_path tmp/body;
  proxy_temp_path tmp/proxy;
  fastcgi_temp_path tmp/fastcgi;
  uwsgi_temp_path tmp/uwsgi;
  scgi_temp_path tmp/scgi;`;

const proxy: Host = {
  apt: ['nginx-light'],
  proxy: true,
  files: (snippet, { port, upstream }) => ({
    'nginx.conf': `
daemon off;
pid nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
${temporary}
  server {
    listen 127.0.0.1:${port};
    root html;
${snippet}
    location /api/ { proxy_pass ${upstream}; }
  }
}
`,
    'html/index.html': 'ok',
    'tmp/.keep': '',
  }),
  start: ({ dir }) => ['nginx', '-p', dir, '-c', 'nginx.conf', '-e', 'stderr'],
  version: ({ deb }) => `nginx ${deb('nginx-light')}`,
};

const fpm: Host = {
  apt: ['nginx-light', 'php-fpm'],
  files: (snippet, { dir, port }) => ({
    'nginx.conf': `
daemon off;
pid nginx.pid;
error_log stderr;
events {}
http {
  access_log off;${temporary}
  server {
    listen 127.0.0.1:${port};
    root html;
${snippet}
    location /api/ {
      fastcgi_pass unix:${dir}/fpm.sock;
      fastcgi_param SCRIPT_FILENAME ${dir}/api.php;
      fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param REQUEST_URI $request_uri;
      fastcgi_param CONTENT_TYPE $content_type;
      fastcgi_param CONTENT_LENGTH $content_length;
      fastcgi_param HTTP_AUTHORIZATION $http_authorization;
    }
  }
}
`,
    'fpm.conf': `
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
`,
    'api.php': `<?php
if (($_SERVER['HTTP_AUTHORIZATION'] ?? '') !== 'Bearer token') {
    http_response_code(401);
    header('X-Total-Count: 0');
    exit;
}
if ($_SERVER['REQUEST_URI'] === '/api/err') {
    throw new Exception('crash');
}
header('X-Total-Count: 42');
`,
    'html/index.html': 'ok',
    'tmp/.keep': '',
  }),
  start: () => [
    'sh',
    '-c',
    'php-fpm8.2 -y fpm.conf -R & until [ -S fpm.sock ]; do sleep 0.1; done; exec nginx -p "$PWD" -c nginx.conf -e stderr',
  ],
  version: ({ deb }) => `nginx ${deb('nginx-light')} before PHP-FPM ${deb('php8.2-fpm')}`,
};

export default [proxy, fpm];
