// Not _headers: it is for static files only, and for those a preflight returns 405.
function withCors<Rest extends unknown[]>(
  handler: (request: Request, ...rest: Rest) => Response | Promise<Response>,
) {
  const allowedOrigins = ['https://app.example.com'];
  return async (request: Request, ...rest: Rest): Promise<Response> => {
    const origin = request.headers.get('Origin') ?? '';
    const allowed = allowedOrigins.includes(origin);
    // A preflight has no credentials: return 204 before the handler authenticates.
    if (allowed && request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method')) {
      return new Response(null, {
        status: 204,
        headers: {
          'Access-Control-Allow-Origin': origin,
          'Access-Control-Allow-Credentials': 'true',
          'Access-Control-Allow-Methods': 'GET, PUT',
          'Access-Control-Allow-Headers': 'content-type, x-ok, x-request-id',
          'Access-Control-Max-Age': '600',
          Vary: 'Origin',
        },
      });
    }
    let response: Response;
    try {
      response = await handler(request, ...rest);
    } catch (error) {
      // The platform would return its own response, without these headers.
      console.error(error);
      response = new Response('Internal Server Error', { status: 500 });
    }
    // A WebSocket needs no CORS headers, and its response cannot be copied.
    if (response.status === 101) return response;
    // The headers of a response that came from fetch() cannot be changed; those of a copy can.
    response = new Response(response.body, response);
    // CORS headers set elsewhere are replaced, so that none is sent twice or as '*'.
    new Headers(response.headers).forEach((_, name) => {
      if (name.startsWith('access-control-')) response.headers.delete(name);
    });
    if (!/origin/i.test(response.headers.get('Vary') ?? '')) response.headers.append('Vary', 'Origin');
    if (allowed) {
      response.headers.set('Access-Control-Allow-Origin', origin);
      response.headers.set('Access-Control-Allow-Credentials', 'true');
      response.headers.set('Access-Control-Expose-Headers', 'x-total-count');
    }
    return response;
  };
}
