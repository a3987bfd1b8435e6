# pip install django-cors-headers
INSTALLED_APPS += ["corsheaders"]
# The first middleware: one that answers before it (redirects, authentication, static files)
# would refuse the preflight, and its errors would lack these headers.
MIDDLEWARE.insert(0, "corsheaders.middleware.CorsMiddleware")

CORS_ALLOWED_ORIGINS = ["https://app.example.com", "http://localhost:5173", "https://staging.example.com:8443", "capacitor://localhost"]
CORS_ALLOW_METHODS = ["GET", "PUT", "DELETE"]
CORS_ALLOW_HEADERS = ["content-type", "x-request-id"]
CORS_EXPOSE_HEADERS = ["etag", "x-total-count"]
CORS_ALLOW_CREDENTIALS = True
CORS_PREFLIGHT_MAX_AGE = 600
# Where the login is a session cookie and the page is on another site, these as well:
# SESSION_COOKIE_SAMESITE = "None"
# SESSION_COOKIE_SECURE = True
# CSRF_TRUSTED_ORIGINS = ["https://app.example.com", "http://localhost:5173", "https://staging.example.com:8443", "capacitor://localhost"]
