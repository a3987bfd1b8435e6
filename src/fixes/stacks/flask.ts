import { comma, double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'flask',
  title: 'Flask',
  language: 'py',
  layer: 'app',
  place:
    'Below `app = Flask(__name__)`, before any `app.run()`. In an app factory, put the last line above its `return app`.',
  existing: ['flask_cors', 'CORS(', 'cors.init_app', '@cross_origin', 'CORS_', 'Access-Control-'],
  leftIn:
    'The config still works with an old one left in: CORS headers that Flask-CORS, views and hooks set are dropped.',
  onlyOnSuccess:
    'The headers are set in the views or in a `@cross_origin` decorator, which responses of `before_request`, error handlers and unknown routes never reach.',
  docs: 'https://flask.palletsprojects.com/en/stable/api/#flask.Flask.wsgi_app',
  signs: [{ header: 'server', value: /^Werkzeug\/\S+/ }],
  bodies: [
    /<title>404 Not Found<\/title>\s*<h1>Not Found<\/h1>\s*<p>The requested URL was not found on the server\. If you entered/,
  ],
  verified: 'Flask 2.2.2',
  limits: [
    'With `debug=True`, the 500 of an unhandled exception is the debugger page, which lacks the headers.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'from werkzeug.datastructures import Headers',
      '',
      '',
      '# Around the whole application, so that 401, 404 and 500 have the headers too, and the preflight,',
      '# which carries no credentials, never reaches the authentication.',
      'def with_cors(wsgi_app):',
      `    allowed_origins = {${double(origins)}}`,
      '',
      '    def cors(environ, start_response):',
      '        origin = environ.get("HTTP_ORIGIN")',
      '        requested = environ.get("HTTP_ACCESS_CONTROL_REQUEST_METHOD")',
      '        preflight = environ["REQUEST_METHOD"] == "OPTIONS" and requested is not None',
      '',
      '        def start_with_cors(status, response_headers, *exc_info):',
      '            headers = Headers(list(response_headers))',
      '            # What an older config set.',
      '            for name in set(headers.keys()):',
      '                if name.lower().startswith("access-control-"):',
      '                    del headers[name]',
      '            if "origin" not in ",".join(headers.getlist("Vary")).lower():',
      '                headers.add("Vary", "Origin")',
      '            if origin in allowed_origins:',
      '                headers["Access-Control-Allow-Origin"] = origin',
      credentials && '                headers["Access-Control-Allow-Credentials"] = "true"',
      exposed.length > 0 &&
        `                headers["Access-Control-Expose-Headers"] = "${comma(exposed)}"`,
      '            if origin in allowed_origins and preflight:',
      `                headers["Access-Control-Allow-Methods"] = "${comma(methods)}"`,
      headers.length > 0 &&
        `                headers["Access-Control-Allow-Headers"] = "${comma(headers)}"`,
      `                headers["Access-Control-Max-Age"] = "${maxAge}"`,
      '            return start_response(status, headers.to_wsgi_list(), *exc_info)',
      '',
      '        if preflight:',
      '            start_with_cors("204 No Content", [])',
      '            return []',
      '        return wsgi_app(environ, start_with_cors)',
      '',
      '    return cors',
      '',
      '',
      'app.wsgi_app = with_cors(app.wsgi_app)',
    ),
} satisfies Stack as Stack;
