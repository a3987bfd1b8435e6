import { comma, double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'flask',
  title: 'Flask',
  language: 'py',
  layer: 'app',
  place: 'Right after `app = Flask(__name__)`, before every other hook and every route.',
  docs: 'https://flask.palletsprojects.com/en/stable/api/#flask.Flask.after_request',
  signs: [{ header: 'server', value: /^Werkzeug\/\S+/ }],
  bodies: [
    /<title>404 Not Found<\/title>\s*<h1>Not Found<\/h1>\s*<p>The requested URL was not found on the server\. If you entered/,
  ],
  verified: 'Flask 2.2.2',
  limits: [],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'from flask import request',
      '',
      `ALLOWED_ORIGINS = {${double(origins)}}`,
      '',
      '',
      '# The first hook of all, so that the preflight is answered before authentication and without a',
      '# route. Flask-CORS leaves both to the application: its preflights get 401 and 404.',
      '@app.before_request',
      'def answer_preflight():',
      '    asked = request.headers.get("Access-Control-Request-Method")',
      '    if request.method == "OPTIONS" and asked is not None:',
      '        return "", 204',
      '',
      '',
      '# Runs on 404 and on the 500 of a crash too.',
      '@app.after_request',
      'def add_cors_headers(response):',
      '    response.vary.add("Origin")',
      '    origin = request.headers.get("Origin")',
      '    if origin in ALLOWED_ORIGINS:',
      '        response.headers["Access-Control-Allow-Origin"] = origin',
      credentials && '        response.headers["Access-Control-Allow-Credentials"] = "true"',
      exposed.length > 0 &&
        `        response.headers["Access-Control-Expose-Headers"] = "${comma(exposed)}"`,
      '        if request.method == "OPTIONS":',
      `            response.headers["Access-Control-Allow-Methods"] = "${comma(methods)}"`,
      headers.length > 0 &&
        `            response.headers["Access-Control-Allow-Headers"] = "${comma(headers)}"`,
      `            response.headers["Access-Control-Max-Age"] = "${maxAge}"`,
      '    return response',
    ),
} satisfies Stack as Stack;
