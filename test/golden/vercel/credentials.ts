// Not vercel.json: its headers are one fixed origin, and answer no preflight.
const allowedOrigins = ['https://app.example.com'];

export function withCors<Rest extends unknown[]>(
  handler: (request: Request, ...rest: Rest) => Response | Promise<Response>,
) {
  return async (request: Request, ...rest: Rest): Promise<Response> => {
    const origin = request.headers.get('Origin') ?? '';
    const allowed = allowedOrigins.includes(origin);
    // A preflight carries no credentials: it is answered before the handler asks for any.
    if (allowed && request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method')) {
      return new Response(null, {
        status: 204,
        headers: {
          'Access-Control-Allow-Origin': origin,
          'Access-Control-Allow-Credentials': 'true',
          'Access-Control-Allow-Methods': 'GET, PUT',
          'Access-Control-Allow-Headers': 'content-type, x-request-id',
          'Access-Control-Max-Age': '600',
          Vary: 'Origin',
        },
      });
    }
    let response: Response;
    try {
      response = await handler(request, ...rest);
    } catch (error) {
      // The platform would answer this itself, without these headers, and the page could not read it.
      console.error(error);
      response = new Response('Internal Server Error', { status: 500 });
    }
    // A WebSocket knows no CORS, and its answer cannot be copied.
    if (response.status === 101) return response;
    // The headers of a response that came from fetch() cannot be changed; those of a copy can.
    response = new Response(response.body, response);
    response.headers.append('Vary', 'Origin');
    if (allowed) {
      response.headers.set('Access-Control-Allow-Origin', origin);
      response.headers.set('Access-Control-Allow-Credentials', 'true');
      response.headers.set('Access-Control-Expose-Headers', 'etag, x-total-count');
    }
    return response;
  };
}

export const OPTIONS = withCors(() => new Response(null, { status: 405 }));
