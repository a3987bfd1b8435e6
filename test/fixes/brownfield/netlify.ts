import type { Scene } from '../brownfield.ts';
import netlify from '../stacks/netlify.ts';

/** A function for a whole site, with headers on the responses somebody thought of. */
export default [
  {
    name: 'corsHeaders on successes and OPTIONS',
    npm: netlify.npm,
    cache: 'netlify',
    start: netlify.start,
    today: { calls: ['get', 'put', 'file'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }, run) => ({
      'serve.mjs': netlify.files('', run)['serve.mjs'],
      'netlify/functions/api.mts': `
${snippet}
${old(`const corsHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET,HEAD,POST,PUT,OPTIONS',
  'Access-Control-Allow-Headers': 'content-type,authorization,x-csrf-token',
};`)}
async function handler(request: Request) {
  ${old("if (request.method === 'OPTIONS') return new Response(null, { headers: corsHeaders });")}
  const headers = { 'X-Total-Count': '42'${old(', ...corsHeaders')} };
  const { pathname } = new URL(request.url);
  if (pathname === '/files/a.json') return Response.json({}, { headers });
  if (!pathname.startsWith('/api/')) return new Response('not found', { status: 404 });
  if (request.headers.get('authorization') !== 'Bearer token') return new Response('who are you', { status: 401 });
  if (pathname === '/api/err') throw new Error('crash');
  return Response.json({ ok: true }, { headers });
}
export default ${snippet ? 'withCors(handler)' : 'handler'};
export const config = { path: '/*' };
`,
    }),
  },
] satisfies Scene[];
