import type { Scene } from '../brownfield.ts';
import workers from '../stacks/workers.ts';

/** A Worker with the `corsHeaders` that its documentation shows, on the responses somebody thought of. */
export default [
  {
    name: 'corsHeaders on successes and OPTIONS',
    npm: workers.npm,
    cache: 'workers',
    start: workers.start,
    today: { calls: ['get', 'put', 'file'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }, run) => ({
      'config.capnp': workers.files('', run)['config.capnp'],
      'worker.mjs': `
${snippet}
${old(`const corsHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET,HEAD,POST,PUT,OPTIONS',
  'Access-Control-Allow-Headers': 'content-type,authorization,x-csrf-token',
};`)}
async function handler(request) {
  ${old("if (request.method === 'OPTIONS') return new Response(null, { headers: corsHeaders });")}
  const headers = { 'X-Total-Count': '42'${old(', ...corsHeaders')} };
  const { pathname } = new URL(request.url);
  if (pathname === '/files/a.json') return Response.json({}, { headers });
  if (!pathname.startsWith('/api/')) return new Response('not found', { status: 404 });
  if (request.headers.get('authorization') !== 'Bearer token') return new Response('who are you', { status: 401 });
  if (pathname === '/api/err') throw new Error('crash');
  return Response.json({ ok: true }, { headers });
}
export default { fetch: ${snippet ? 'withCors(handler)' : 'handler'} };
`,
    }),
  },
] satisfies Scene[];
