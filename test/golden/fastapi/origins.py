from fastapi.middleware.cors import CORSMiddleware

# Around the whole application. app.add_middleware() would run inside the error handling, and the
# 500 of an unhandled exception would go out without these headers.
app = CORSMiddleware(
    app=app,
    allow_origins=["https://app.example.com", "http://localhost:5173", "https://staging.example.com:8443", "capacitor://localhost"],
    allow_methods=["GET", "PUT", "DELETE"],
    allow_headers=["content-type", "x-request-id"],
    expose_headers=["etag", "x-total-count"],
    allow_credentials=True,
    max_age=600,
)
