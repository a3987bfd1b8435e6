import type { Host } from '../host.ts';

export default {
  apt: ['haproxy'],
  proxy: true,
  files: (snippet, { port, upstream }) => ({
    'haproxy.cfg': `
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s
frontend api
    bind 127.0.0.1:${port}
${snippet}
    http-request deny deny_status 404 unless { path_beg /api/ }
    default_backend app
backend app
    server app ${upstream.replace('http://', '')}
`,
  }),
  start: () => ['haproxy', '-db', '-f', 'haproxy.cfg'],
  version: ({ deb }) => `HAProxy ${deb('haproxy')}`,
} satisfies Host;
