import type { Host } from '../host.ts';

export default {
  apt: ['python3-tornado'],
  files: (snippet, { port }) => ({
    ...(snippet ? { 'cors.py': snippet } : {}),
    'app.py': `
import asyncio
from tornado.web import Application, RequestHandler
${snippet && 'from cors import Cors, NotFound, preflights'}


class Api(${snippet && 'Cors, '}RequestHandler):
    def prepare(self):
        if self.request.headers.get("Authorization") != "Bearer token":
            self.set_status(401)
            self.set_header("X-Total-Count", "0")
            self.finish({"error": "who are you"})


class Data(Api):
    def get(self):
        self.set_header("X-Total-Count", "42")
        self.finish({"ok": True})

    put = get


class Err(Api):
    def get(self):
        raise RuntimeError("crash")


async def main():
    handlers = [("/api/data", Data), ("/api/err", Err)]
    app = ${
      snippet
        ? 'Application([preflights, *handlers], default_handler_class=NotFound)'
        : 'Application(handlers)'
    }
    app.listen(${port}, "127.0.0.1")
    await asyncio.Event().wait()


asyncio.run(main())
`,
  }),
  start: () => ['/usr/bin/python3', 'app.py'],
  version: ({ deb }) => `Tornado ${deb('python3-tornado')}`,
} satisfies Host;
