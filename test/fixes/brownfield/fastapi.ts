import { expect } from 'vitest';
import type { Scene } from '../brownfield.ts';
import { raw } from '../serve.ts';
import fastapi from '../stacks/fastapi.ts';

const { apt } = fastapi;
const files = { 'files/a.json': '{}' };

/** What every application of these scenes does besides CORS. */
const routes = `
app.state.pool = "pool"
app.mount("/files", StaticFiles(directory="files"))
other = FastAPI()
app.mount("/other", other)


@other.get("/pool")
def pool():
    return app.state.pool


@app.exception_handler(KeyError)
async def key_error(request, error):
    return JSONResponse({"detail": "no such key"}, 422)


@app.api_route("/api/data", methods=["GET", "PUT", "PATCH"])
def data():
    return JSONResponse({"ok": True}, headers={"X-Total-Count": "42", "Vary": "Accept"})


@app.get("/api/err")
async def err():
    raise RuntimeError("crash")
`;

const imports = `
import uvicorn
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
`;

const authenticate = `
@app.middleware("http")
async def authenticate(request, call_next):
    if request.url.path.startswith("/api/") and request.headers.get("authorization") != "Bearer token":
        return JSONResponse({"detail": "who are you"}, 401, {"X-Total-Count": "0"})
    return await call_next(request)
`;

const main = (port: number) => `
if __name__ == "__main__":
    # What the fastapi command looks for, and what tests and other modules use.
    assert isinstance(app, FastAPI) and app.state.pool and app.get
    uvicorn.run(app, port=${port})
`;

const start = () => ['/usr/bin/python3', 'app.py'];

/** An application that is mounted has the headers too. */
const also: Scene['also'] = async (base, { fresh }) => {
  const { headers, body } = await raw(`${base}/other/pool`, { headers: { origin: fresh } });
  expect(body).toBe('"pool"');
  expect(headers['access-control-allow-origin']).toBe(fresh);
};

export default [
  {
    name: 'CORSMiddleware with a list, python app.py',
    apt,
    start,
    also,
    today: { calls: ['get', 'put', 'unauthorized', 'missing', 'file'], credentials: true },
    leftIn: 'works',
    files: ({ snippet, old, origins }, { port }) => ({
      ...files,
      'app.py': `
${imports}
${old('from fastapi.middleware.cors import CORSMiddleware')}

app = FastAPI()
${snippet}
${authenticate}
${old(`app.add_middleware(
    CORSMiddleware,
    allow_origins=["${origins.old}"],
    allow_methods=["GET", "POST", "PUT", "DELETE"],
    allow_headers=["content-type", "authorization", "x-csrf-token"],
    expose_headers=["x-total-count"],
    allow_credentials=True,
)`)}
${routes}
${main(port)}
`,
    }),
  },
  {
    name: 'CORSMiddleware that lets every origin in, with credentials, inside the authentication',
    apt,
    start: ({ port }) => ['/usr/bin/python3', '-m', 'uvicorn', 'app:app', '--port', String(port)],
    also,
    today: { calls: ['missing', 'file'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }, { port }) => ({
      ...files,
      'app.py': `
${imports}
${old('from starlette.middleware.cors import CORSMiddleware')}

app = FastAPI()
${snippet}
${old('app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True, allow_methods=["*"])')}
${authenticate}
${routes}
${main(port)}
`,
    }),
  },
  {
    name: 'headers set by hand, in a middleware and in a mounted application',
    apt,
    start,
    also,
    today: { calls: ['unauthorized', 'missing', 'file'], credentials: true },
    leftIn: 'works',
    anyOrigin: true,
    files: ({ snippet, old }, { port }) => ({
      ...files,
      'app.py': `
${imports}
app = FastAPI()
${snippet}
${authenticate}
${old(`@app.middleware("http")
async def cors(request, call_next):
    response = await call_next(request)
    response.headers["Access-Control-Allow-Origin"] = request.headers.get("origin", "*")
    response.headers["Access-Control-Allow-Credentials"] = "true"
    return response`)}
${routes}
${main(port)}
`,
    }),
  },
  {
    name: 'CORSMiddleware around the application',
    apt,
    start: ({ port }) => ['/usr/bin/python3', '-m', 'uvicorn', 'app:app', '--port', String(port)],
    also,
    today: { calls: ['get', 'put', 'unauthorized', 'missing', 'crash', 'file'], credentials: true },
    leftIn: 'still blocked',
    files: ({ snippet, old, origins }) => ({
      ...files,
      'app.py': `
${imports}
${old('from starlette.middleware.cors import CORSMiddleware')}
app = FastAPI()
${snippet}
${authenticate}
${routes}
${old(`app = CORSMiddleware(
    app,
    allow_origins=["${origins.old}"],
    allow_methods=["GET", "POST", "PUT", "DELETE"],
    allow_headers=["content-type", "authorization", "x-csrf-token"],
    allow_credentials=True,
)`)}
`,
    }),
  },
] satisfies Scene[];
