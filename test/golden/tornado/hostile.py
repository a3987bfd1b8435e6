from tornado.routing import Matcher, Rule
from tornado.web import HTTPError, RequestHandler

ALLOWED_ORIGINS = {"https://app.example.com"}


class Cors:
    # Tornado calls this again before it writes an error, so 401, 404 and 500 have the headers too.
    def set_default_headers(self):
        super().set_default_headers()
        self.add_header("Vary", "Origin")
        origin = self.request.headers.get("Origin")
        if origin in ALLOWED_ORIGINS:
            self.set_header("Access-Control-Allow-Origin", origin)
            self.set_header("Access-Control-Allow-Credentials", "true")
            self.set_header("Access-Control-Expose-Headers", "x-total-count")
            if self.request.method == "OPTIONS":
                self.set_header("Access-Control-Allow-Methods", "GET, PUT")
                self.set_header("Access-Control-Allow-Headers", "content-type, x-ok, x-request-id")
                self.set_header("Access-Control-Max-Age", "600")


class IsPreflight(Matcher):
    def match(self, request):
        asked = request.headers.get("Access-Control-Request-Method")
        return {} if request.method == "OPTIONS" and asked is not None else None


class AnswerPreflight(Cors, RequestHandler):
    def options(self):
        self.set_status(204)


class NotFound(Cors, RequestHandler):
    def prepare(self):
        raise HTTPError(404)


# The first route: before the prepare() that authenticates, and for paths without a route.
preflights = Rule(IsPreflight(), AnswerPreflight)
