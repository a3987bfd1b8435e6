import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'django',
  title: 'Django (also REST framework, Ninja)',
  language: 'py',
  layer: 'app',
  place: 'The end of settings.py.',
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
  limits: [],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '# pip install django-cors-headers',
      'INSTALLED_APPS += ["corsheaders"]',
      '# The first middleware: one that answers before it (redirects, authentication, static files)',
      '# would refuse the preflight, and its errors would lack these headers.',
      'MIDDLEWARE.insert(0, "corsheaders.middleware.CorsMiddleware")',
      '',
      `CORS_ALLOWED_ORIGINS = [${double(origins)}]`,
      `CORS_ALLOW_METHODS = [${double(methods)}]`,
      `CORS_ALLOW_HEADERS = [${double(headers)}]`,
      exposed.length > 0 && `CORS_EXPOSE_HEADERS = [${double(exposed)}]`,
      credentials && 'CORS_ALLOW_CREDENTIALS = True',
      `CORS_PREFLIGHT_MAX_AGE = ${maxAge}`,
      credentials &&
        lines(
          '# Where the login is a session cookie and the page is on another site, these as well:',
          '# SESSION_COOKIE_SAMESITE = "None"',
          '# SESSION_COOKIE_SECURE = True',
          `# CSRF_TRUSTED_ORIGINS = [${double(origins)}]`,
        ).trimEnd(),
    ),
} satisfies Stack as Stack;
