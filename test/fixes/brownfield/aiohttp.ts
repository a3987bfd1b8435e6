import type { Scene } from '../brownfield.ts';

const app = (port: number, cors: string, handler: string) => ({
  'files/a.json': '{}',
  'app.py': `
from aiohttp import web


@web.middleware
async def authenticate(request, handler):
    if request.path.startswith("/api/") and request.headers.get("Authorization") != "Bearer token":
        return web.json_response({"error": "who are you"}, status=401, headers={"X-Total-Count": "0"})
    return await handler(request)


async def data(request):
    headers = {"X-Total-Count": "42", "Vary": "Accept"}
    ${handler}
    return web.json_response({"ok": True}, headers=headers)


async def err(request):
    raise RuntimeError("crash")


app = web.Application(middlewares=[authenticate])
app.add_routes([web.get("/data", data), web.static("/files", "files")])
api = web.Application()
api.add_routes([web.get("/data", data), web.put("/data", data), web.patch("/data", data), web.get("/err", err)])
app.add_subapp("/api", api)
${cors}
web.run_app(app, host="127.0.0.1", port=${port})
`,
});

const apt = ['python3-aiohttp', 'python3-aiohttp-cors'];
const start = () => ['/usr/bin/python3', 'app.py'];

export default [
  {
    name: 'aiohttp-cors open to all with credentials',
    apt,
    start,
    today: { calls: ['get'], credentials: true },
    anyOrigin: true,
    // Only the routes it was given, and none below the authentication.
    calls: { get: { path: '/data', status: 200 } },
    leftIn: 'works',
    files: ({ snippet, old }, { port }) =>
      app(
        port,
        `${old(`import aiohttp_cors

options = aiohttp_cors.ResourceOptions(allow_credentials=True, expose_headers="*", allow_headers="*")
cors = aiohttp_cors.setup(app, defaults={"*": options})
for route in list(app.router.routes()):
    if route.resource and route.resource.canonical == "/data" and route.method == "GET":
        cors.add(route)`)}
${snippet}`,
        '',
      ),
  },
  {
    name: 'the asterisk, set in a handler',
    apt,
    start,
    today: { calls: ['get'], credentials: false },
    anyOrigin: true,
    calls: { get: { path: '/data', status: 200 } },
    leftIn: 'works',
    files: ({ snippet, old }, { port }) =>
      app(port, snippet, old('headers["Access-Control-Allow-Origin"] = "*"')),
  },
] satisfies Scene[];
