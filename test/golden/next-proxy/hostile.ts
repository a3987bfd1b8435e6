// Next.js 16. Up to 15 the file is middleware.ts and the function is called middleware.
import { type NextRequest, NextResponse } from 'next/server';

const allowedOrigins = ['https://app.example.com'];

// Here and not in a route handler: an error thrown there goes out without its headers.
export function proxy(request: NextRequest) {
  const origin = request.headers.get('origin') ?? '';
  const allowed = allowedOrigins.includes(origin);
  const preflight =
    allowed && request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
  // The preflight is answered before anything asks for credentials: it carries none.
  const response = preflight ? new NextResponse(null, { status: 204 }) : NextResponse.next();
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
}

export const config = { matcher: '/api/:path*' };
