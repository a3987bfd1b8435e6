import { expect } from 'vitest';
import type { Scene } from '../brownfield.ts';
import type { Run } from '../host.ts';
import { raw, values } from '../serve.ts';

const global = `{
	admin off
	auto_https off
}
`;

const apt = ['caddy'];
const files = { 'html/files/a.json': '{}' };
const start = () => ['caddy', 'run', '--config', 'Caddyfile', '--adapter', 'caddyfile'];
const env = ({ dir }: Run) => ({ HOME: dir });

export default [
  {
    name: 'handle_path, forward_auth, basicauth, redir and handle_errors, a list for one origin',
    apt,
    start,
    env,
    today: { calls: ['get', 'put', 'unauthorized', 'crash'], credentials: true },
    leftIn: 'works',
    async also(base, { fresh }) {
      for (const path of ['/down/', '/admin/']) {
        const seen = await raw(base + path, { headers: { origin: fresh } });
        expect(seen.status).toBe(path === '/down/' ? 502 : 401);
        expect(seen.body, 'the error page').toBe(`sorry, ${seen.status}`);
        expect(values(seen, 'access-control-allow-origin')).toEqual([fresh]);
        const preflight = await raw(base + path, {
          method: 'OPTIONS',
          headers: { origin: fresh, 'access-control-request-method': 'GET' },
        });
        expect(preflight.status, `preflight of ${path}`).toBe(204);
      }
      const moved = await raw(`${base}/old`, { headers: { origin: fresh } });
      expect(moved.headers.location).toBe('/new');
    },
    files: ({ snippet, old, origins }, { port, upstream }) => ({
      ...files,
      Caddyfile: `${global}
http://127.0.0.1:${port} {
${snippet}
	handle {
		redir /old /new
		basicauth /admin/* {
			bob $2a$14$Zkx19XLiW6VYouLHR5NmfOFU0z2GTNmpkT/5qqR7hx4IjWJPDhjvG
		}
		${old(`@options {
			method OPTIONS
			path /api/*
		}
		handle @options {
			header Access-Control-Allow-Origin ${origins.old}
			header Access-Control-Allow-Credentials true
			header Access-Control-Allow-Methods "GET, POST, PUT, DELETE"
			header Access-Control-Allow-Headers "authorization, content-type, x-csrf-token"
			respond 204
		}`)}
		handle_path /api/* {
			${old(`header {
				Access-Control-Allow-Origin ${origins.old}
				Access-Control-Allow-Credentials true
				Access-Control-Expose-Headers X-Total-Count
				defer
			}`)}
			forward_auth ${upstream} {
				uri /api/data
			}
			rewrite * /api{uri}
			reverse_proxy ${upstream}
		}
		handle /down/* {
			reverse_proxy http://127.0.0.1:1
		}
		handle {
			root * html
			file_server
		}
	}
	handle_errors {
		respond "sorry, {err.status_code}"
	}
}
`,
    }),
  },
  {
    name: 'a snippet (cors) for any origin, imported before route',
    apt,
    start,
    env,
    today: { calls: ['unauthorized', 'file'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }, { port, upstream }) => ({
      ...files,
      Caddyfile: `${global}
${old(`(cors) {
	header {
		Access-Control-Allow-Origin *
		Access-Control-Expose-Headers *
		defer
	}
}`)}
http://127.0.0.1:${port} {
${snippet}
	handle {
		${old('import cors')}
		route {
			reverse_proxy /api/* ${upstream}
			root * html
			file_server
		}
	}
}
`,
    }),
  },
  {
    name: 'any origin sent back with credentials, at once',
    apt,
    start,
    env,
    today: { calls: ['unauthorized', 'missing', 'file'], credentials: true },
    anyOrigin: true,
    leftIn: 'open',
    files: ({ snippet, old }, { port, upstream }) => ({
      ...files,
      Caddyfile: `${global}
http://127.0.0.1:${port} {
${snippet}
	handle {
		${old(`header {
			Access-Control-Allow-Origin {http.request.header.Origin}
			Access-Control-Allow-Credentials true
		}`)}
		reverse_proxy /api/* ${upstream}
		file_server {
			root html
		}
	}
}
`,
    }),
  },
] satisfies Scene[];
