# pip install django-cors-headers
INSTALLED_APPS += ["corsheaders"]
# The first middleware: one that answers before it (redirects, authentication, static files)
# would refuse the preflight, and its errors would lack these headers.
MIDDLEWARE.insert(0, "corsheaders.middleware.CorsMiddleware")

CORS_ALLOWED_ORIGINS = ["https://app.example.com"]
CORS_ALLOW_METHODS = ["GET"]
CORS_ALLOW_HEADERS = []
CORS_PREFLIGHT_MAX_AGE = 600
