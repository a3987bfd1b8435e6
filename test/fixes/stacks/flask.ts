import type { Host } from '../host.ts';

export default {
  apt: ['python3-flask'],
  files: (snippet) => ({
    'app.py': `
from flask import Flask, jsonify, request

app = Flask(__name__)
${snippet}

@app.before_request
def authenticate():
    if request.path.startswith("/api/") and request.headers.get("authorization") != "Bearer token":
        return jsonify(error="who are you"), 401, {"X-Total-Count": "0"}


@app.route("/api/data", methods=["GET", "PUT"])
def data():
    return jsonify(ok=True), 200, {"X-Total-Count": "42"}


@app.route("/api/err")
def err():
    raise RuntimeError("crash")
`,
  }),
  start: ({ port }) => ['/usr/bin/python3', '-m', 'flask', 'run', '--port', String(port)],
  version: ({ deb }) => `Flask ${deb('python3-flask')}`,
} satisfies Host;
