from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response


# Around the whole middleware stack. app.add_middleware(CORSMiddleware) runs inside the error
# handling, so the 500 of an unhandled exception has no CORS headers.
def with_cors(build_middleware_stack):
    allowed_origins = {"https://app.example.com"}

    def build():
        inner = build_middleware_stack()

        async def cors(scope, receive, send):
            if scope["type"] != "http":
                return await inner(scope, receive, send)
            request = Headers(scope=scope)
            origin = request.get("origin")
            requested = request.get("access-control-request-method")
            preflight = scope["method"] == "OPTIONS" and requested is not None

            async def send_with_cors(message):
                if message["type"] == "http.response.start":
                    headers = MutableHeaders(raw=list(message.get("headers", [])))
                    # What an older config set.
                    for name in set(headers.keys()):
                        if name.lower().startswith("access-control-"):
                            del headers[name]
                    if "origin" not in ",".join(headers.getlist("vary")).lower():
                        headers.append("Vary", "Origin")
                    if origin in allowed_origins:
                        headers["Access-Control-Allow-Origin"] = origin
                    if origin in allowed_origins and preflight:
                        headers["Access-Control-Allow-Methods"] = "GET"
                        headers["Access-Control-Max-Age"] = "600"
                    message = {**message, "headers": headers.raw}
                await send(message)

            # A preflight carries no credentials: handled here, before authentication.
            respond = Response(status_code=204) if preflight else inner
            await respond(scope, receive, send_with_cors)

        return cors

    return build


app.build_middleware_stack = with_cors(app.build_middleware_stack)
