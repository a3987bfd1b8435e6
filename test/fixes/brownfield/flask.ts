import type { Scene } from '../brownfield.ts';

const apt = ['python3-flask', 'python3-flask-cors'];

const files = { 'files/a.json': '{}' };
const everything = ['get', 'put', 'unauthorized', 'missing', 'crash', 'file'] as const;

const start: Scene['start'] = ({ port }) => [
  ...['/usr/bin/python3', '-m', 'flask', 'run', '--port', String(port)],
];

/** What every application of these scenes does besides CORS. */
const routes = `
@app.route("/api/data", methods=["GET", "PUT", "PATCH"])
def data():
    return jsonify(ok=True), 200, {"X-Total-Count": "42", "Vary": "Accept"}


@app.route("/api/err")
def err():
    raise RuntimeError("crash")


@app.errorhandler(500)
def server_error(error):
    return jsonify(error="crash"), 500
`;

const authenticate = `
@app.before_request
def authenticate():
    if request.path.startswith("/api/") and request.headers.get("authorization") != "Bearer token":
        return jsonify(error="who are you"), 401, {"X-Total-Count": "0"}
`;

export default [
  {
    name: 'CORS(app) with a list, python app.py',
    apt,
    start: () => ['/usr/bin/python3', 'app.py'],
    today: { calls: everything, credentials: true },
    leftIn: 'works',
    files: ({ snippet, old, origins }, { port }) => ({
      ...files,
      'app.py': `
from flask import Flask, jsonify, request
${old('from flask_cors import CORS')}

app = Flask(__name__, static_folder="files", static_url_path="/files")
${snippet}
${old(`CORS(
    app,
    origins=["${origins.old}"],
    methods=["GET", "POST", "PUT", "DELETE"],
    allow_headers=["content-type", "authorization", "x-csrf-token"],
    expose_headers=["x-total-count"],
    supports_credentials=True,
)`)}
${authenticate.replace('if ', 'if request.method != "OPTIONS" and ')}
${routes}
if __name__ == "__main__":
    app.run(port=${port})
`,
    }),
  },
  {
    name: 'CORS(app) open to all with credentials, before_request that refuses the preflight',
    apt,
    start,
    today: { calls: ['unauthorized', 'missing', 'file'], credentials: true },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }) => ({
      ...files,
      'app.py': `
from flask import Flask, jsonify, request
${old('from flask_cors import CORS')}

app = Flask(__name__, static_folder="files", static_url_path="/files")
${snippet}
${authenticate}
${routes}
${old('CORS(app, supports_credentials=True)')}
`,
    }),
  },
  {
    name: 'an application factory, @cross_origin and headers set by hand',
    apt,
    start,
    today: { calls: ['missing', 'file'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }) => {
      const [last = '', ...definition] = snippet.trimEnd().split('\n').reverse();
      return {
        ...files,
        'app.py': `
from flask import Blueprint, Flask, jsonify, request
${old('from flask_cors import cross_origin')}
${definition.reverse().join('\n')}

api = Blueprint("api", __name__)


@api.before_request
def authenticate():
    if request.headers.get("authorization") != "Bearer token":
        return jsonify(error="who are you"), 401, {"X-Total-Count": "0"}


@api.route("/data", methods=["GET", "PUT", "PATCH"])
${old('@cross_origin()')}
def data():
    return jsonify(ok=True), 200, {"X-Total-Count": "42"}


@api.route("/err")
def err():
    raise RuntimeError("crash")


def create_app():
    app = Flask(__name__, static_folder="files", static_url_path="/files")
    app.register_blueprint(api, url_prefix="/api")
${old(`    @app.after_request
    def cors(response):
        if not request.path.startswith("/api/"):
            response.headers["Access-Control-Allow-Origin"] = "*"
        return response`)}
    ${last}
    return app
`,
      };
    },
  },
] satisfies Scene[];
