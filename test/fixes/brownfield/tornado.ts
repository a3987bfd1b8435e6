import type { Scene } from '../brownfield.ts';
import tornado from '../stacks/tornado.ts';

const { apt, start } = tornado;

/** Handlers with a base class of their own, as applications have them, and static files. */
const app = (
  snippet: string,
  port: number,
  { base = '', prepare = '', get = '' }: { base?: string; prepare?: string; get?: string },
) => ({
  'files/a.json': '{}',
  ...(snippet ? { 'cors.py': snippet } : {}),
  'app.py': `
import asyncio
from tornado.web import Application, RequestHandler, StaticFileHandler
${snippet && 'from cors import Cors, NotFound, preflights'}


class Base(${snippet && 'Cors, '}RequestHandler):
    def compute_etag(self):
        return None
${base}


class Api(Base):
    def prepare(self):
        ${prepare}
        if self.request.headers.get("Authorization") != "Bearer token":
            self.set_status(401)
            self.set_header("X-Total-Count", "0")
            self.finish({"error": "who are you"})


class Data(Api):
    def get(self):
        self.set_header("X-Total-Count", "42")
        self.set_header("Vary", "Accept")
        self.finish({"ok": True})

    put = get
    patch = get


class Open(Base):
    def get(self):
        self.set_header("X-Total-Count", "42")
        ${get}
        self.finish({"ok": True})


class Err(Api):
    def get(self):
        raise RuntimeError("crash")


class Files(${snippet && 'Cors, '}StaticFileHandler):
    pass


async def main():
    handlers = [("/api/data", Data), ("/api/err", Err), ("/data", Open), ("/files/(.*)", Files, {"path": "files"})]
    app = ${
      snippet
        ? 'Application([preflights, *handlers], default_handler_class=NotFound)'
        : 'Application(handlers)'
    }
    app.listen(${port}, "127.0.0.1")
    await asyncio.Event().wait()


asyncio.run(main())
`,
});

export default [
  {
    name: 'set_default_headers() for one origin, options(), past the authentication',
    apt,
    start,
    today: { calls: ['get', 'put', 'unauthorized', 'crash'], credentials: true },
    leftIn: 'works',
    files: ({ snippet, old, origins }, { port }) =>
      app(snippet, port, {
        prepare: old(
          'if "Access-Control-Request-Method" in self.request.headers: return  # no credentials',
        ),
        base: old(`
    def set_default_headers(self):
        self.set_header("Access-Control-Allow-Origin", "${origins.old}")
        self.set_header("Access-Control-Allow-Credentials", "true")
        self.set_header("Access-Control-Allow-Methods", "GET, PUT")
        self.set_header("Access-Control-Allow-Headers", "authorization, content-type, x-csrf-token")
        self.set_header("Access-Control-Expose-Headers", "x-total-count")

    def options(self):
        self.set_status(204)`),
      }),
  },
  {
    name: 'the asterisk, set in get()',
    apt,
    start,
    today: { calls: ['get'], credentials: false },
    anyOrigin: true,
    calls: { get: { path: '/data', status: 200 } },
    leftIn: 'works',
    files: ({ snippet, old }, { port }) =>
      app(snippet, port, { get: old('self.set_header("Access-Control-Allow-Origin", "*")') }),
  },
] satisfies Scene[];
