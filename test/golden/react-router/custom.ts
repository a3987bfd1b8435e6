const allowedOrigins = ['https://app.example.com'];

function withCors<Rest extends unknown[]>(
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
          'Access-Control-Allow-Methods': 'GET, PURGE, PATCH, QUERY',
          'Access-Control-Allow-Headers': 'authorization, content-type, x-api_key, x-request-id, x-tenant',
          'Access-Control-Max-Age': '600',
          Vary: 'Origin',
        },
      });
    }
    let response: Response;
    try {
      response = await handler(request, ...rest);
    } catch (error) {
      if (error instanceof Response) throw error; // redirect() is thrown
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
    }
    return response;
  };
}

// React Router gives a preflight (OPTIONS) to the loader, so a route with an action needs a loader too.
export function cors<Args extends { request: Request }>(
  handler: (args: Args) => Response | Promise<Response>,
) {
  return (args: Args) => withCors(() => handler(args))(args.request);
}
