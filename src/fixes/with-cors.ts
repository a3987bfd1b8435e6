import { comma, lines, single } from './text.ts';
import type { Policy } from './types.ts';

/** What differs from one place to the next. */
interface Dialect {
  /** TypeScript, for files a type checker will see. */
  readonly types?: boolean;
  /** Put before `function`. */
  readonly prefix?: 'export ';
  /** The first line of `catch`, for errors a framework throws as signals and must see again. */
  readonly rethrow?: string;
}

/**
 * The function `withCors`, which runs wherever a server is a function from `Request` to `Response`:
 * Workers, Deno, Bun, Supabase, Netlify and Vercel functions, route handlers.
 */
export function withCors(policy: Policy, { types, prefix, rethrow }: Dialect = {}): string {
  const { origins, methods, headers, exposed, credentials, maxAge } = policy;
  return lines(
    types
      ? `${prefix ?? ''}function withCors<Rest extends unknown[]>(\n  handler: (request: Request, ...rest: Rest) => Response | Promise<Response>,\n) {`
      : `${prefix ?? ''}function withCors(handler) {`,
    `  const allowedOrigins = [${single(origins)}];`,
    types
      ? '  return async (request: Request, ...rest: Rest): Promise<Response> => {'
      : '  return async (request, ...rest) => {',
    `    const origin = request.headers.get('Origin')${types ? " ?? ''" : ''};`,
    '    const allowed = allowedOrigins.includes(origin);',
    '    // A preflight has no credentials: return 204 before the handler authenticates.',
    "    if (allowed && request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method')) {",
    '      return new Response(null, {',
    '        status: 204,',
    '        headers: {',
    "          'Access-Control-Allow-Origin': origin,",
    credentials && "          'Access-Control-Allow-Credentials': 'true',",
    `          'Access-Control-Allow-Methods': '${comma(methods)}',`,
    headers.length > 0 && `          'Access-Control-Allow-Headers': '${comma(headers)}',`,
    `          'Access-Control-Max-Age': '${maxAge}',`,
    "          Vary: 'Origin',",
    '        },',
    '      });',
    '    }',
    types ? '    let response: Response;' : '    let response;',
    '    try {',
    '      response = await handler(request, ...rest);',
    '    } catch (error) {',
    rethrow !== undefined && `      ${rethrow}`,
    '      // The platform would return its own response, without these headers.',
    '      console.error(error);',
    "      response = new Response('Internal Server Error', { status: 500 });",
    '    }',
    '    // A WebSocket needs no CORS headers, and its response cannot be copied.',
    '    if (response.status === 101) return response;',
    '    // The headers of a response that came from fetch() cannot be changed; those of a copy can.',
    '    response = new Response(response.body, response);',
    "    // CORS headers set elsewhere are replaced, so that none is sent twice or as '*'.",
    '    new Headers(response.headers).forEach((_, name) => {',
    "      if (name.startsWith('access-control-')) response.headers.delete(name);",
    '    });',
    "    if (!/origin/i.test(response.headers.get('Vary') ?? '')) response.headers.append('Vary', 'Origin');",
    '    if (allowed) {',
    "      response.headers.set('Access-Control-Allow-Origin', origin);",
    credentials && "      response.headers.set('Access-Control-Allow-Credentials', 'true');",
    exposed.length > 0 &&
      `      response.headers.set('Access-Control-Expose-Headers', '${comma(exposed)}');`,
    '    }',
    '    return response;',
    '  };',
    '}',
  );
}
