import type { Host } from '../host.ts';

export default {
  apt: ['python3-django-cors-headers'],
  files: (snippet) => ({
    'settings.py': `
SECRET_KEY = "x"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "app"
INSTALLED_APPS = []
MIDDLEWARE = ["app.Authenticate", "django.middleware.common.CommonMiddleware"]

${snippet}`,
    'app.py': `
from django.http import JsonResponse
from django.urls import path


class Authenticate:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/api/") and request.headers.get("authorization") != "Bearer token":
            return JsonResponse({"error": "who are you"}, status=401, headers={"X-Total-Count": "0"})
        return self.get_response(request)


def data(request):
    return JsonResponse({"ok": True}, headers={"X-Total-Count": "42"})


def err(request):
    raise RuntimeError("crash")


urlpatterns = [path("api/data", data), path("api/err", err)]
`,
  }),
  env: () => ({ DJANGO_SETTINGS_MODULE: 'settings', PYTHONPATH: '.' }),
  start: ({ port }) => [
    ...['/usr/bin/python3', '-m', 'django', 'runserver', '--noreload'],
    `127.0.0.1:${port}`,
  ],
  version: ({ deb }) =>
    `Django ${deb('python3-django')} with django-cors-headers ${deb('python3-django-cors-headers')}`,
} satisfies Host;
