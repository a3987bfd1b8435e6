import type { Host } from '../host.ts';

export default {
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
  client_body_temp_path tmp/body;
  proxy_temp_path tmp/proxy;
  fastcgi_temp_path tmp/fastcgi;
  uwsgi_temp_path tmp/uwsgi;
  scgi_temp_path tmp/scgi;
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
} satisfies Host;
