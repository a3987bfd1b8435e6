from tornado.routing import Matcher, Rule
from tornado.web import HTTPError, RequestHandler

ALLOWED_ORIGINS = {"https://app.example.com"}


class Cors:
    # Every response passes here when its headers go out, 401, 404 and 500 as well.
    def flush(self, include_footers=False):
        # What an older config set.
        for name in ("Allow-Origin", "Allow-Credentials", "Expose-Headers"):
            self.clear_header(f"Access-Control-{name}")
        self.add_header("Vary", "Origin")
        origin = self.request.headers.get("Origin")
        if origin in ALLOWED_ORIGINS:
            self.set_header("Access-Control-Allow-Origin", origin)
            if self.request.method == "OPTIONS":
                self.set_header("Access-Control-Allow-Methods", "GET")
                self.set_header("Access-Control-Max-Age", "600")
        return super().flush(include_footers)


class IsPreflight(Matcher):
    def match(self, request):
        asked = request.headers.get("Access-Control-Request-Method")
        return {} if request.method == "OPTIONS" and asked is not None else None


class HandlePreflight(Cors, RequestHandler):
    def options(self):
        self.set_status(204)


class NotFound(Cors, RequestHandler):
    def prepare(self):
        raise HTTPError(404)


# Before the prepare() that authenticates, and for paths without a route.
preflights = Rule(IsPreflight(), HandlePreflight)
