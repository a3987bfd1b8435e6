import { expect } from 'vitest';
import type { Config, Scene } from '../brownfield.ts';
import type { Run } from '../host.ts';
import { raw, values } from '../serve.ts';

const top = `
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
  scgi_temp_path tmp/scgi;`;

const files = { 'html/files/a.json': '{}', 'html/50x.html': 'try later', 'tmp/.keep': '' };
const start = ({ dir }: Run) => ['nginx', '-p', dir, '-c', 'nginx.conf', '-e', 'stderr'];

/** The part of the snippet that says of itself to be repeated. */
const repeated = ({ snippet }: Config) =>
  snippet === '' ? '' : snippet.slice(snippet.indexOf('# Repeat everything from here on'));

/** The page reads it that the application behind nginx is down. */
async function readsBadGateway(base: string, origin: string) {
  const down = await raw(`${base}/down/`, { headers: { origin } });
  expect(down.status).toBe(502);
  expect(values(down, 'access-control-allow-origin')).toEqual([origin]);
}

export default [
  {
    name: 'a map of origins, auth_request, error_page, a location with headers of its own',
    apt: ['nginx-light'],
    start,
    today: { calls: ['get', 'put', 'unauthorized', 'crash'], credentials: true },
    leftIn: 'still blocked',
    async also(base, { fresh }) {
      await readsBadGateway(base, fresh);
      const file = await raw(`${base}/files/a.json`);
      expect(file.headers['cache-control'], 'of the location').toBe('no-cache');
    },
    files: (config, { port, upstream }) => ({
      ...files,
      'nginx.conf': `${top}
  ${config.old(`map $http_origin $allowed { default ""; "${config.origins.old}" $http_origin; }`)}
  server {
    listen 127.0.0.1:${port};
    root html;
${config.snippet}
    error_page 502 503 504 /50x.html;
    location = /50x.html { internal; }
    location /api/ {
      ${config.old(`if ($request_method = OPTIONS) {
        add_header Access-Control-Allow-Origin $allowed;
        add_header Access-Control-Allow-Credentials true;
        add_header Access-Control-Allow-Methods "GET, POST, PUT, DELETE";
        add_header Access-Control-Allow-Headers "authorization, content-type, x-csrf-token";
        return 204;
      }
      add_header Access-Control-Allow-Origin $allowed always;
      add_header Access-Control-Allow-Credentials true always;
      add_header Access-Control-Expose-Headers X-Total-Count always;`)}
      auth_request /_auth;
      proxy_pass ${upstream};
    }
    location = /_auth {
      internal;
      proxy_pass ${upstream}/api/data;
      proxy_method GET;
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
    }
    location /files/ {
      add_header Cache-Control no-cache;
      ${repeated(config)}
    }
    location /down/ { proxy_pass http://127.0.0.1:1; }
  }
}
`,
    }),
  },
  {
    name: "add_header '*' in the server, add_header in http, a location that hides a header",
    apt: ['nginx-light'],
    start,
    // The preflight of anything else goes to the application, which refuses it.
    today: { calls: ['unauthorized', 'missing', 'file'], credentials: false },
    anyOrigin: true,
    leftIn: 'still blocked',
    async also(base, { fresh }) {
      await readsBadGateway(base, fresh);
      for (const path of ['/files/a.json', '/nope', '/api/data']) {
        const { headers } = await raw(base + path);
        expect(headers['x-frame-options'], 'of the http block').toBe('DENY');
        expect(headers['x-powered-by'], 'hidden').toBeUndefined();
      }
    },
    files: (config, { port, upstream }) => ({
      ...files,
      'nginx.conf': `${top}
  add_header X-Frame-Options DENY always;
  server {
    listen 127.0.0.1:${port};
    root html;
${config.snippet}
    # The old lines kept those of the http block out, just as the new ones do.
    add_header X-Frame-Options DENY always;
    ${config.old(`add_header 'Access-Control-Allow-Origin' '*' always;`)}
    location /api/ {
      proxy_hide_header X-Powered-By;
      ${repeated(config)}
      add_header X-Frame-Options DENY always;
      ${config.old(`add_header 'Access-Control-Allow-Origin' '*' always;`)}
      proxy_pass ${upstream};
    }
    location /down/ { proxy_pass http://127.0.0.1:1; }
  }
}
`,
    }),
  },
  {
    name: 'any origin sent back with credentials, in a location',
    apt: ['nginx-light'],
    start,
    today: { calls: ['get', 'put', 'unauthorized', 'crash'], credentials: true },
    anyOrigin: true,
    leftIn: 'open',
    files: ({ snippet, old }, { port, upstream }) => ({
      ...files,
      'nginx.conf': `${top}
  server {
    listen 127.0.0.1:${port};
    root html;
${snippet}
    location /api/ {
      ${old(`if ($request_method = 'OPTIONS') {
        add_header 'Access-Control-Allow-Origin' "$http_origin";
        add_header 'Access-Control-Allow-Credentials' 'true';
        add_header 'Access-Control-Allow-Methods' 'GET, PUT';
        add_header 'Access-Control-Allow-Headers' 'Authorization,Content-Type,X-CSRF-Token';
        return 204;
      }
      add_header 'Access-Control-Allow-Origin' "$http_origin" always;
      add_header 'Access-Control-Allow-Credentials' 'true' always;
      add_header 'Access-Control-Expose-Headers' 'X-Total-Count' always;`)}
      proxy_pass ${upstream};
    }
  }
}
`,
    }),
  },
  {
    name: 'PHP-FPM that sends the headers itself',
    apt: ['nginx-light', 'php-fpm'],
    start: () => [
      'sh',
      '-c',
      'php-fpm8.2 -y fpm.conf -R & until [ -S fpm.sock ]; do sleep 0.1; done; exec nginx -p "$PWD" -c nginx.conf -e stderr',
    ],
    today: { calls: ['get', 'put', 'unauthorized', 'crash'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }, { dir, port }) => ({
      ...files,
      'nginx.conf': `${top}
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
${old(`header('Access-Control-Allow-Origin: *');
header('Access-Control-Allow-Methods: GET, PUT');
header('Access-Control-Allow-Headers: authorization, content-type, x-csrf-token');
header('Access-Control-Expose-Headers: x-total-count');
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') { http_response_code(204); exit; }`)}
if (($_SERVER['HTTP_AUTHORIZATION'] ?? '') !== 'Bearer token') {
    http_response_code(401);
    header('X-Total-Count: 0');
    exit;
}
if ($_SERVER['REQUEST_URI'] === '/api/err') throw new Exception('crash');
header('X-Total-Count: 42');
`,
    }),
  },
] satisfies Scene[];
