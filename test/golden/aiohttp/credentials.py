from aiohttp import web

ALLOWED_ORIGINS = {"https://app.example.com"}


# A signal and not the end of a middleware: it sees 404 and the 500 of a crash as well.
async def add_cors_headers(request, response):
    response.headers.add("Vary", "Origin")
    origin = request.headers.get("Origin")
    if origin in ALLOWED_ORIGINS:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers["Access-Control-Expose-Headers"] = "etag, x-total-count"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, PUT"
            response.headers["Access-Control-Allow-Headers"] = "content-type, x-request-id"
            response.headers["Access-Control-Max-Age"] = "600"


@web.middleware
async def answer_preflight(request, handler):
    asked = request.headers.get("Access-Control-Request-Method")
    if request.method == "OPTIONS" and asked is not None:
        return web.Response(status=204)
    return await handler(request)


app.on_response_prepare.append(add_cors_headers)
# The first is the outermost: before authentication, and for paths without a route.
app.middlewares.insert(0, answer_preflight)
