import { comma, double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'aiohttp',
  title: 'aiohttp',
  language: 'py',
  layer: 'app',
  place:
    'Directly above `web.run_app(app)`, or above the `return app` of an app factory: below every other line that changes `app`.',
  existing: ['aiohttp_cors', 'on_response_prepare', 'Access-Control-'],
  leftIn:
    'The config still works with an old one left in: CORS headers that aiohttp-cors, handlers and middlewares set are dropped.',
  onlyOnSuccess:
    'The headers are set in the handlers, in a middleware below the one that authenticates, or by aiohttp-cors, which knows only the routes it was given: 401, 404 and 500 never pass there.',
  docs: 'https://docs.aiohttp.org/en/stable/web_advanced.html#signals',
  signs: [{ header: 'server', value: /\baiohttp\/\S+/ }],
  bodies: [/^500 Internal Server Error\n\nServer got itself in trouble/],
  verified: 'aiohttp 3.8.4',
  limits: [],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'from aiohttp import web',
      '',
      '',
      'def add_cors(app):',
      `    allowed_origins = {${double(origins)}}`,
      '',
      '    # A signal, because it also runs for 404 and for the 500 of an unhandled exception.',
      '    async def set_cors_headers(request, response):',
      '        # What an older config set.',
      '        for name in set(response.headers):',
      '            if name.lower().startswith("access-control-"):',
      '                response.headers.popall(name, None)',
      '        if "origin" not in ",".join(response.headers.getall("Vary", [])).lower():',
      '            response.headers.add("Vary", "Origin")',
      '        origin = request.headers.get("Origin")',
      '        if origin in allowed_origins:',
      '            response.headers["Access-Control-Allow-Origin"] = origin',
      credentials && '            response.headers["Access-Control-Allow-Credentials"] = "true"',
      exposed.length > 0 &&
        `            response.headers["Access-Control-Expose-Headers"] = "${comma(exposed)}"`,
      '        if origin in allowed_origins and request.method == "OPTIONS":',
      `            response.headers["Access-Control-Allow-Methods"] = "${comma(methods)}"`,
      headers.length > 0 &&
        `            response.headers["Access-Control-Allow-Headers"] = "${comma(headers)}"`,
      `            response.headers["Access-Control-Max-Age"] = "${maxAge}"`,
      '',
      '    @web.middleware',
      '    async def handle_preflight(request, handler):',
      '        requested = request.headers.get("Access-Control-Request-Method")',
      '        if request.method == "OPTIONS" and requested is not None:',
      '            return web.Response(status=204)',
      '        return await handler(request)',
      '',
      '    app.on_response_prepare.append(set_cors_headers)',
      '    # The first is the outermost: before authentication, and for paths without a route.',
      '    app.middlewares.insert(0, handle_preflight)',
      '',
      '',
      'add_cors(app)',
    ),
} satisfies Stack as Stack;
