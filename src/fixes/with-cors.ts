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
    `const allowedOrigins = [${single(origins)}];`,
    '',
    types
      ? `${prefix ?? ''}function withCors<Rest extends unknown[]>(\n  handler: (request: Request, ...rest: Rest) => Response | Promise<Response>,\n) {`
      : `${prefix ?? ''}function withCors(handler) {`,
    types
      ? '  return async (request: Request, ...rest: Rest): Promise<Response> => {'
      : '  return async (request, ...rest) => {',
    `    const origin = request.headers.get('Origin')${types ? " ?? ''" : ''};`,
    '    const allowed = allowedOrigins.includes(origin);',
    '    // A preflight carries no credentials: it is answered before the handler asks for any.',
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
    '      // The platform would answer this itself, without these headers, and the page could not read it.',
    '      console.error(error);',
    "      response = new Response('Internal Server Error', { status: 500 });",
    '    }',
    '    // A WebSocket knows no CORS, and its answer cannot be copied.',
    '    if (response.status === 101) return response;',
    '    // The headers of a response that came from fetch() cannot be changed; those of a copy can.',
    '    response = new Response(response.body, response);',
    "    response.headers.append('Vary', 'Origin');",
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
