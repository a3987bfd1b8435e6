import type { Handle } from '@sveltejs/kit';

export const handle: Handle = async ({ event, resolve }) => {
  const allowedOrigins = ['https://app.example.com'];
  const origin = event.request.headers.get('origin') ?? '';
  const allowed = allowedOrigins.includes(origin);
  const preflight =
    allowed &&
    event.request.method === 'OPTIONS' &&
    event.request.headers.has('access-control-request-method');
  // A preflight has no credentials, and SvelteKit has no route for it: return 204 before resolve().
  const result = preflight ? new Response(null, { status: 204 }) : await resolve(event);
  const response = new Response(result.body, result); // Headers of a fetch() response are fixed.
  // CORS headers set elsewhere are replaced, so that none is sent twice or as '*'.
  for (const name of [...response.headers.keys()]) {
    if (name.startsWith('access-control-')) response.headers.delete(name);
  }
  if (!/origin/i.test(response.headers.get('vary') ?? '')) response.headers.append('Vary', 'Origin');
  if (allowed) {
    response.headers.set('Access-Control-Allow-Origin', origin);
    response.headers.set('Access-Control-Allow-Credentials', 'true');
    response.headers.set('Access-Control-Expose-Headers', 'etag, x-total-count');
  }
  if (preflight) {
    response.headers.set('Access-Control-Allow-Methods', 'GET, PUT');
    response.headers.set('Access-Control-Allow-Headers', 'content-type, x-request-id');
    response.headers.set('Access-Control-Max-Age', '600');
  }
  return response;
};
