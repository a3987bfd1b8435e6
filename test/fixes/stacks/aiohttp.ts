import type { Host } from '../host.ts';

export default {
  apt: ['python3-aiohttp'],
  files: (snippet, { port }) => ({
    'app.py': `
from aiohttp import web


@web.middleware
async def authenticate(request, handler):
    if request.path.startswith("/api/") and request.headers.get("Authorization") != "Bearer token":
        return web.json_response({"error": "who are you"}, status=401, headers={"X-Total-Count": "0"})
    return await handler(request)


async def data(request):
    return web.json_response({"ok": True}, headers={"X-Total-Count": "42"})


async def err(request):
    raise RuntimeError("crash")


app = web.Application(middlewares=[authenticate])
app.add_routes([web.get("/api/data", data), web.put("/api/data", data), web.get("/api/err", err)])
${snippet}
web.run_app(app, host="127.0.0.1", port=${port})
`,
  }),
  start: () => ['/usr/bin/python3', 'app.py'],
  version: ({ deb }) => `aiohttp ${deb('python3-aiohttp')}`,
} satisfies Host;
