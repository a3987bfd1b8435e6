from fastapi.middleware.cors import CORSMiddleware

# Around the whole application. app.add_middleware() would run inside the error handling, and the
# 500 of an unhandled exception would go out without these headers.
app = CORSMiddleware(
    app=app,
    allow_origins=["https://app.example.com"],
    allow_methods=["GET"],
    allow_headers=[],
    max_age=600,
)
