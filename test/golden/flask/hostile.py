from werkzeug.datastructures import Headers


# Around the whole application, so that 401, 404 and 500 have the headers too, and the preflight,
# which carries no credentials, never reaches the authentication.
def with_cors(wsgi_app):
    allowed_origins = {"https://app.example.com"}

    def cors(environ, start_response):
        origin = environ.get("HTTP_ORIGIN")
        requested = environ.get("HTTP_ACCESS_CONTROL_REQUEST_METHOD")
        preflight = environ["REQUEST_METHOD"] == "OPTIONS" and requested is not None

        def start_with_cors(status, response_headers, *exc_info):
            headers = Headers(list(response_headers))
            # What an older config set.
            for name in set(headers.keys()):
                if name.lower().startswith("access-control-"):
                    del headers[name]
            if "origin" not in ",".join(headers.getlist("Vary")).lower():
                headers.add("Vary", "Origin")
            if origin in allowed_origins:
                headers["Access-Control-Allow-Origin"] = origin
                headers["Access-Control-Allow-Credentials"] = "true"
                headers["Access-Control-Expose-Headers"] = "x-total-count"
            if origin in allowed_origins and preflight:
                headers["Access-Control-Allow-Methods"] = "GET, PUT"
                headers["Access-Control-Allow-Headers"] = "content-type, x-ok, x-request-id"
                headers["Access-Control-Max-Age"] = "600"
            return start_response(status, headers.to_wsgi_list(), *exc_info)

        if preflight:
            start_with_cors("204 No Content", [])
            return []
        return wsgi_app(environ, start_with_cors)

    return cors


app.wsgi_app = with_cors(app.wsgi_app)
