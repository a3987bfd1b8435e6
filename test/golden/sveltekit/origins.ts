import type { Handle } from '@sveltejs/kit';

const allowedOrigins = ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'];

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
    response.headers.set('Access-Control-Expose-Headers', 'etag, x-total-count');
  }
  if (preflight) {
    response.headers.set('Access-Control-Allow-Methods', 'GET, PUT, DELETE');
    response.headers.set('Access-Control-Allow-Headers', 'content-type, x-request-id');
    response.headers.set('Access-Control-Max-Age', '600');
  }
  return response;
};
