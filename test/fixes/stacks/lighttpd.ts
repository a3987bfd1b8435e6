import type { Host } from '../host.ts';

export default {
  apt: ['lighttpd'],
  proxy: true,
  files: (snippet, { dir, port, upstream }) => ({
    'lighttpd.conf': `
server.modules = ( "mod_setenv", "mod_redirect" )
server.document-root = "${dir}/html"
server.bind = "127.0.0.1"
server.port = ${port}
server.modules += ( "mod_proxy" )
$HTTP["url"] =~ "^/api/" {
  proxy.server = ( "" => (( "host" => "127.0.0.1", "port" => ${new URL(upstream).port} )) )
}
${snippet}`,
    'html/index.html': 'ok',
  }),
  start: () => ['lighttpd', '-D', '-f', 'lighttpd.conf'],
  version: ({ deb }) => `lighttpd ${deb('lighttpd')}`,
} satisfies Host;
