# pip install django-cors-headers (3.5 or later)
INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith("corsheaders")]
INSTALLED_APPS += ["corsheaders"]
# First, because a middleware above it (redirects, authentication, static files) would reject the
# preflight, and its own responses would lack the headers.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("corsheaders")]
MIDDLEWARE.insert(0, "corsheaders.middleware.CorsMiddleware")

# All of them, so that nothing of an older config stays in effect.
CORS_ALLOW_ALL_ORIGINS = False
CORS_ALLOWED_ORIGIN_REGEXES = []
CORS_URLS_REGEX = r"^.*$"
CORS_ALLOWED_ORIGINS = ["https://app.example.com"]
CORS_ALLOW_METHODS = ["GET", "PUT"]
CORS_ALLOW_HEADERS = ["content-type", "x-request-id"]
CORS_EXPOSE_HEADERS = ["etag", "x-total-count"]
CORS_ALLOW_CREDENTIALS = True
CORS_PREFLIGHT_MAX_AGE = 600
# If you log in with a session cookie and the page is on another site, add:
# SESSION_COOKIE_SAMESITE = "None"
# SESSION_COOKIE_SECURE = True
# CSRF_TRUSTED_ORIGINS = ["https://app.example.com"]
