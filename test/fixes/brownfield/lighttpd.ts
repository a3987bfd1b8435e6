import { expect } from 'vitest';
import type { Config, Scene } from '../brownfield.ts';
import type { Run } from '../host.ts';
import { raw, values } from '../serve.ts';

const apt = ['lighttpd'];
const start = () => ['lighttpd', '-D', '-f', 'lighttpd.conf'];

/** A proxied application, files, a protected folder, a security header. */
const conf = ({ snippet }: Config, { dir, port, upstream }: Run, { own = '', headers = '' }) => ({
  'html/files/a.json': '{}',
  users: 'bob:secret\n',
  'lighttpd.conf': `
server.modules = ( ${snippet ? '"mod_setenv", "mod_redirect", ' : ''}"mod_access", "mod_auth", "mod_authn_file", "mod_proxy"${snippet ? '' : ', "mod_setenv"'} )
server.document-root = "${dir}/html"
server.bind = "127.0.0.1"
server.port = ${port}
auth.backend = "plain"
auth.backend.plain.userfile = "${dir}/users"
auth.require = ( "/private" => ( "method" => "basic", "realm" => "private", "require" => "valid-user" ) )
setenv.add-response-header = ( "X-Frame-Options" => "DENY"${headers} )
${own}
$HTTP["url"] =~ "^/api/" {
  proxy.server = ( "" => (( "host" => "127.0.0.1", "port" => ${new URL(upstream).port} )) )
}
${snippet}`,
});

export default [
  {
    name: 'add-response-header for any origin, Basic authentication, a security header',
    apt,
    start,
    today: { calls: ['unauthorized', 'missing', 'file'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    async also(base, { fresh }) {
      const seen = await raw(`${base}/private/`, { headers: { origin: fresh } });
      expect(seen.status).toBe(401);
      expect(seen.headers['x-frame-options']).toBe('DENY');
      expect(values(seen, 'access-control-allow-origin')).toEqual([fresh]);
      const preflight = await raw(`${base}/private/`, {
        method: 'OPTIONS',
        headers: { origin: fresh, 'access-control-request-method': 'GET' },
      });
      expect(preflight.status, 'preflight before Basic authentication').toBe(204);
    },
    files: (config, run) =>
      conf(config, run, { headers: config.old(', "Access-Control-Allow-Origin" => "*"') }),
  },
  {
    name: 'set-response-header for one origin',
    apt,
    start,
    today: { calls: ['unauthorized', 'missing', 'file'], credentials: true },
    leftIn: 'fails to start',
    files: (config, run) =>
      conf(config, run, {
        own: config.old(`setenv.set-response-header = (
  "Access-Control-Allow-Origin" => "${config.origins.old}",
  "Access-Control-Allow-Credentials" => "true"
)`),
      }),
  },
] satisfies Scene[];
