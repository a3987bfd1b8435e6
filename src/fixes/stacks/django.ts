import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'django',
  title: 'Django (also REST framework, Ninja)',
  language: 'py',
  layer: 'app',
  place:
    'The end of settings.py, below every import of other settings; with split settings, the module that DJANGO_SETTINGS_MODULE names.',
  existing: [
    'corsheaders',
    'CORS_ALLOW',
    'CORS_ORIGIN',
    'CORS_EXPOSE_HEADERS',
    'CORS_URLS_REGEX',
    'Access-Control-',
  ],
  leftIn:
    'The config still works with an old django-cors-headers config left in: it replaces all of it. CORS headers that a view or your own middleware sets are kept: code that allows any origin still does, with credentials too.',
  onlyOnSuccess:
    '`CorsMiddleware` stands below another middleware in `MIDDLEWARE`: what that one returns itself (redirects, 401, 403) lacks the headers.',
  docs: 'https://github.com/adamchainz/django-cors-headers#readme',
  signs: [
    { header: 'server', value: /^WSGIServer\/\S+ CPython/ },
    { header: 'server', value: /^daphne$/i },
    { header: 'set-cookie', value: /^(?:csrftoken|django_language)(?==)/ },
    // REST framework lists the methods in every response, and varies with the parser it picks.
    {
      header: 'vary',
      value: /^Accept(?:$|, (?=Cookie|origin))/i,
      with: [
        { header: 'allow', value: /\bOPTIONS\b/ },
        { header: 'x-frame-options', value: /^(?:DENY|SAMEORIGIN)$/ },
      ],
    },
  ],
  bodies: [/<h1>Not Found<\/h1><p>The requested resource was not found on this server\.<\/p>/],
  verified: 'Django 3.2.25 with django-cors-headers 3.14.0',
  limits: [
    'With `DEBUG = True`, `runserver` returns files under `STATIC_URL` without any middleware: those never carry the headers.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '# pip install django-cors-headers (3.5 or later)',
      'INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith("corsheaders")]',
      'INSTALLED_APPS += ["corsheaders"]',
      '# First, because a middleware above it (redirects, authentication, static files) would reject the',
      '# preflight, and its own responses would lack the headers.',
      'MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("corsheaders")]',
      'MIDDLEWARE.insert(0, "corsheaders.middleware.CorsMiddleware")',
      '',
      '# All of them, so that nothing of an older config stays in effect.',
      'CORS_ALLOW_ALL_ORIGINS = False',
      'CORS_ALLOWED_ORIGIN_REGEXES = []',
      'CORS_URLS_REGEX = r"^.*$"',
      `CORS_ALLOWED_ORIGINS = [${double(origins)}]`,
      `CORS_ALLOW_METHODS = [${double(methods)}]`,
      `CORS_ALLOW_HEADERS = [${double(headers)}]`,
      `CORS_EXPOSE_HEADERS = [${double(exposed)}]`,
      `CORS_ALLOW_CREDENTIALS = ${credentials ? 'True' : 'False'}`,
      `CORS_PREFLIGHT_MAX_AGE = ${maxAge}`,
      credentials &&
        lines(
          '# If you log in with a session cookie and the page is on another site, add:',
          '# SESSION_COOKIE_SAMESITE = "None"',
          '# SESSION_COOKIE_SECURE = True',
          `# CSRF_TRUSTED_ORIGINS = [${double(origins)}]`,
        ).trimEnd(),
    ),
} satisfies Stack as Stack;
