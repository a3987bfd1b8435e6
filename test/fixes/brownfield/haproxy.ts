import { expect } from 'vitest';
import type { Scene } from '../brownfield.ts';
import { raw, values } from '../serve.ts';

const defaults = `
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s
`;

const apt = ['haproxy'];
const start = () => ['haproxy', '-db', '-f', 'haproxy.cfg'];

/** What every frontend of these scenes does besides CORS. */
const rules = `
    http-request return status 200 content-type application/json string "{}" if { path /files/a.json }
    http-request deny deny_status 404 unless { path_beg /api/ /down/ }
    http-request deny deny_status 401 unless { req.hdr(authorization) "Bearer token" }
    use_backend down if { path_beg /down/ }
    default_backend app
`;

const backends = (upstream: string, rules = '') => `
backend app
    ${rules}
    server app ${upstream.replace('http://', '')}
backend down
    server none 127.0.0.1:1
`;

export default [
  {
    name: 'http-response for one origin, OPTIONS returned by hand, authentication in the frontend',
    apt,
    start,
    today: { calls: ['get', 'put', 'crash'], credentials: true },
    leftIn: 'works',
    async also(base, { fresh }) {
      const down = await raw(`${base}/down/`, {
        headers: { origin: fresh, authorization: 'Bearer token' },
      });
      expect(down.status).toBe(503);
      expect(values(down, 'access-control-allow-origin')).toEqual([fresh]);
    },
    files: ({ snippet, old, origins }, { port, upstream }) => ({
      'haproxy.cfg': `${defaults}
frontend api
    bind 127.0.0.1:${port}
${snippet}
    ${old(`acl cors_origin req.hdr(Origin) ${origins.old}
    http-request return status 204 hdr Access-Control-Allow-Origin ${origins.old} hdr Access-Control-Allow-Credentials true hdr Access-Control-Allow-Methods "GET, POST, PUT, DELETE" hdr Access-Control-Allow-Headers "authorization, content-type, x-csrf-token" if METH_OPTIONS cors_origin`)}
${rules}
${backends(
  upstream,
  old(`http-response set-header Access-Control-Allow-Origin ${origins.old}
    http-response set-header Access-Control-Allow-Credentials true
    http-response set-header Access-Control-Expose-Headers X-Total-Count`),
)}`,
    }),
  },
  {
    name: 'http-after-response for any origin',
    apt,
    start,
    today: { calls: ['unauthorized', 'missing', 'file'], credentials: false },
    anyOrigin: true,
    leftIn: 'still blocked',
    files: ({ snippet, old }, { port, upstream }) => ({
      'haproxy.cfg': `${defaults}
frontend api
    bind 127.0.0.1:${port}
${snippet}
${rules}
    ${old('http-after-response set-header Access-Control-Allow-Origin "*"')}
${backends(upstream)}`,
    }),
  },
  {
    name: 'any origin sent back with credentials',
    apt,
    start,
    today: { calls: ['unauthorized', 'missing', 'file'], credentials: true },
    anyOrigin: true,
    leftIn: 'open',
    files: ({ snippet, old }, { port, upstream }) => ({
      'haproxy.cfg': `${defaults}
frontend api
    bind 127.0.0.1:${port}
${snippet}
    ${old(`http-request set-var(txn.origin) req.fhdr(Origin)
    http-after-response set-header Access-Control-Allow-Origin %[var(txn.origin)] if { var(txn.origin) -m found }
    http-after-response set-header Access-Control-Allow-Credentials true`)}
${rules}
${backends(upstream)}`,
    }),
  },
] satisfies Scene[];
