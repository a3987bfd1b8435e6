import type { Host } from '../host.ts';

export default {
  apt: ['python3-fastapi', 'python3-uvicorn'],
  files: (snippet) => ({
    'app.py': `
from fastapi import Body, Depends, FastAPI, Header, HTTPException
from fastapi.responses import JSONResponse

app = FastAPI()


@app.middleware("http")
async def authenticate(request, call_next):
    if request.url.path.startswith("/api/") and request.headers.get("authorization") != "Bearer token":
        return JSONResponse({"detail": "who are you"}, 401, {"X-Total-Count": "0"})
    return await call_next(request)


@app.get("/api/data")
async def read():
    return JSONResponse({"ok": True}, headers={"X-Total-Count": "42"})


@app.put("/api/data")
async def write(data: dict = Body()):
    return JSONResponse(data, headers={"X-Total-Count": "42"})


@app.get("/api/err")
async def err():
    raise RuntimeError("crash")


${snippet}`,
  }),
  start: ({ port }) => ['/usr/bin/python3', '-m', 'uvicorn', 'app:app', '--port', String(port)],
  version: ({ deb }) =>
    `FastAPI ${deb('python3-fastapi')} with Starlette ${deb('python3-starlette')}`,
} satisfies Host;
