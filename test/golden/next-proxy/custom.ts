import { type NextMiddleware, NextResponse } from 'next/server';

// Your own proxy or middleware function, if you have one: `= clerkMiddleware();`
const own: NextMiddleware = () => NextResponse.next();

const withCors: NextMiddleware = async (request, event) => {
  const allowedOrigins = ['https://app.example.com'];
  const origin = request.headers.get('origin') ?? '';
  const allowed = allowedOrigins.includes(origin);
  const preflight =
    allowed && request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
  // A preflight has no credentials: return 204 before any authentication runs.
  const result = preflight
    ? new NextResponse(null, { status: 204 })
    : ((await own(request, event)) ?? NextResponse.next());
  const response = new NextResponse(result.body, result);
  response.headers.append('Vary', 'Origin');
  if (allowed) {
    response.headers.set('Access-Control-Allow-Origin', origin);
  }
  if (preflight) {
    response.headers.set('Access-Control-Allow-Methods', 'GET, PURGE, PATCH, QUERY');
    response.headers.set('Access-Control-Allow-Headers', 'authorization, content-type, x-api_key, x-request-id, x-tenant');
    response.headers.set('Access-Control-Max-Age', '600');
  }
  return response;
};

export default withCors;

export const config = { matcher: ['/v1/:path*'] };
