from flask import request

ALLOWED_ORIGINS = {"https://app.example.com"}


# The first hook of all, so that the preflight is answered before authentication and without a
# route. Flask-CORS leaves both to the application: its preflights get 401 and 404.
@app.before_request
def answer_preflight():
    asked = request.headers.get("Access-Control-Request-Method")
    if request.method == "OPTIONS" and asked is not None:
        return "", 204


# Runs on 404 and on the 500 of a crash too.
@app.after_request
def add_cors_headers(response):
    response.vary.add("Origin")
    origin = request.headers.get("Origin")
    if origin in ALLOWED_ORIGINS:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers["Access-Control-Expose-Headers"] = "x-total-count"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, PUT"
            response.headers["Access-Control-Allow-Headers"] = "content-type, x-ok, x-request-id"
            response.headers["Access-Control-Max-Age"] = "600"
    return response
