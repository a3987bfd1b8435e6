from aiohttp import web


def add_cors(app):
    allowed_origins = {"https://app.example.com"}

    # A signal, because it also runs for 404 and for the 500 of an unhandled exception.
    async def set_cors_headers(request, response):
        # What an older config set.
        for name in set(response.headers):
            if name.lower().startswith("access-control-"):
                response.headers.popall(name, None)
        if "origin" not in ",".join(response.headers.getall("Vary", [])).lower():
            response.headers.add("Vary", "Origin")
        origin = request.headers.get("Origin")
        if origin in allowed_origins:
            response.headers["Access-Control-Allow-Origin"] = origin
        if origin in allowed_origins and request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET"
            response.headers["Access-Control-Max-Age"] = "600"

    @web.middleware
    async def handle_preflight(request, handler):
        requested = request.headers.get("Access-Control-Request-Method")
        if request.method == "OPTIONS" and requested is not None:
            return web.Response(status=204)
        return await handler(request)

    app.on_response_prepare.append(set_cors_headers)
    # The first is the outermost: before authentication, and for paths without a route.
    app.middlewares.insert(0, handle_preflight)


add_cors(app)
