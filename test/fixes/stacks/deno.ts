import type { Host } from '../host.ts';

/** A fetch handler with the fault, as Deno, Bun and Supabase run it. */
export const handler = `
async function handler(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith('/api/')) return new Response('not found', { status: 404 });
  if (request.headers.get('authorization') !== 'Bearer token') {
    return Response.json({ error: 'who are you' }, { status: 401, headers: { 'X-Total-Count': '0' } });
  }
  if (pathname === '/api/err') throw new Error('crash');
  return Response.json({ ok: true }, { headers: { 'X-Total-Count': '42' } });
}
`;

/** A host in Deno; Supabase functions are the same runtime behind a gateway. */
export function deno(name: string): Host {
  return {
    npm: { deno: '2.9.6' },
    cache: 'deno',
    files: (snippet, { port }) => ({
      'app.ts': `${snippet}\n${handler}
Deno.serve({ port: ${port}, hostname: '127.0.0.1' }, ${snippet ? 'withCors(handler)' : 'handler'});
`,
    }),
    start: ({ cache }) => [
      ...[`${cache}/node_modules/.bin/deno`, 'run', '--check', '--no-config', '--no-remote'],
      ...['--allow-net=127.0.0.1', 'app.ts'],
    ],
    env: ({ dir }) => ({ DENO_DIR: `${dir}/.deno`, DENO_NO_UPDATE_CHECK: '1' }),
    version: ({ npm }) => `${name} ${npm('deno')}`,
  };
}

export default deno('Deno');
