import type { Host } from '../host.ts';

export default {
  apt: ['caddy'],
  proxy: true,
  files: (snippet, { port, upstream }) => ({
    Caddyfile: `
{
	admin off
	auto_https off
}
http://127.0.0.1:${port} {
${snippet}
	handle {
		reverse_proxy /api/* ${upstream}
		file_server {
			root html
		}
	}
}
`,
    'html/index.html': 'ok',
  }),
  env: ({ dir }) => ({ HOME: dir }),
  start: () => ['caddy', 'run', '--config', 'Caddyfile', '--adapter', 'caddyfile'],
  version: ({ deb }) => `Caddy ${deb('caddy')}`,
} satisfies Host;
