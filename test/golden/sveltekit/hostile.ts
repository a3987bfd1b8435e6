import type { Handle } from '@sveltejs/kit';

const allowedOrigins = ['https://app.example.com'];

export const handle: Handle = async ({ event, resolve }) => {
  const origin = event.request.headers.get('origin') ?? '';
  const allowed = allowedOrigins.includes(origin);
  const preflight =
    allowed &&
    event.request.method === 'OPTIONS' &&
    event.request.headers.has('access-control-request-method');
  // Before resolve(): a preflight carries no credentials, and SvelteKit has no route for it.
  const response = preflight ? new Response(null, { status: 204 }) : await resolve(event);
  response.headers.append('Vary', 'Origin');
  if (allowed) {
    response.headers.set('Access-Control-Allow-Origin', origin);
    response.headers.set('Access-Control-Allow-Credentials', 'true');
    response.headers.set('Access-Control-Expose-Headers', 'x-total-count');
  }
  if (preflight) {
    response.headers.set('Access-Control-Allow-Methods', 'GET, PUT');
    response.headers.set('Access-Control-Allow-Headers', 'content-type, x-ok, x-request-id');
    response.headers.set('Access-Control-Max-Age', '600');
  }
  return response;
};
