import type { Scene } from '../brownfield.ts';
import django from '../stacks/django.ts';

const { apt, env, start } = django;

const app = (old: (part: string, instead?: string) => string = () => '') => ({
  'files/a.json': '{}',
  'app.py': `
from django.http import JsonResponse
from django.urls import path
from django.views.static import serve


class Authenticate:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/api/") and request.headers.get("authorization") != "Bearer token":
            return JsonResponse({"error": "who are you"}, status=401, headers={"X-Total-Count": "0"})
        return self.get_response(request)


${old(`class Cors:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Access-Control-Allow-Origin"] = request.headers.get("Origin", "*")
        response["Access-Control-Allow-Credentials"] = "true"
        return response`)}


def data(request):
    return JsonResponse({"ok": True}, headers={"X-Total-Count": "42", "Vary": "Accept"})


def err(request):
    raise RuntimeError("crash")


def server_error(request):
    return JsonResponse({"error": "crash"}, status=500)


handler500 = server_error
urlpatterns = [
    path("api/data", data),
    path("api/err", err),
    path("files/<path:path>", serve, {"document_root": "files"}),
]
`,
});

const settings = `
SECRET_KEY = "x"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "app"`;

export default [
  {
    name: 'django-cors-headers with a list, in tuples',
    apt,
    env,
    start,
    today: {
      calls: ['get', 'put', 'unauthorized', 'missing', 'crash', 'file'],
      credentials: true,
    },
    leftIn: 'works',
    files: ({ snippet, old, origins }) => ({
      ...app(),
      'settings.py': `${settings}
INSTALLED_APPS = (
    "django.contrib.contenttypes",
    ${old('"corsheaders",')}
)
MIDDLEWARE = (
    ${old('"corsheaders.middleware.CorsMiddleware",')}
    "app.Authenticate",
    "django.middleware.common.CommonMiddleware",
)
${old(`CORS_ORIGIN_WHITELIST = ["${origins.old}"]`)}
${old('CORS_ALLOW_METHODS = ("GET", "POST", "PUT", "DELETE")')}
${old('CORS_ALLOW_HEADERS = ("content-type", "authorization", "x-csrf-token")')}
${old('CORS_EXPOSE_HEADERS = ("x-total-count",)')}
${old('CORS_ALLOW_CREDENTIALS = True')}

${snippet}`,
    }),
  },
  {
    name: 'django-cors-headers open to all, below the authentication',
    apt,
    env,
    start,
    today: { calls: ['missing', 'file'], credentials: true },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }) => ({
      ...app(),
      'settings.py': `${settings}
INSTALLED_APPS = ["django.contrib.contenttypes"${old(', "corsheaders.apps.CorsHeadersAppConfig"')}]
MIDDLEWARE = [
    "app.Authenticate",
    ${old('"corsheaders.middleware.CorsMiddleware",')}
    "django.middleware.common.CommonMiddleware",
]
${old('CORS_ALLOW_ALL_ORIGINS = True')}
${old('CORS_ALLOW_CREDENTIALS = True')}
${old('CORS_ALLOWED_ORIGIN_REGEXES = [r".*"]')}
${old('CORS_URLS_REGEX = r"^/(?:files|nope)"')}

${snippet}`,
    }),
  },
  {
    name: 'headers set by hand in a middleware',
    apt,
    env,
    start,
    today: { calls: ['unauthorized', 'missing', 'crash', 'file', 'get'], credentials: true },
    anyOrigin: true,
    // A simple request alone is read today.
    calls: {
      get: { path: '/other/data', status: 200 },
      crash: { path: '/other/err', status: 500 },
    },
    leftIn: 'open',
    files: ({ snippet, old }) => ({
      ...app(old),
      'urls.py': `
from django.urls import path
from app import data, err, handler500, urlpatterns

urlpatterns = [*urlpatterns, path("other/data", data), path("other/err", err)]
`,
      'settings.py': `${settings.replace('"app"', '"urls"')}
INSTALLED_APPS = []
MIDDLEWARE = [${old('"app.Cors",  # Access-Control-Allow-Origin\n    ')}"app.Authenticate"]

${snippet}`,
    }),
  },
] satisfies Scene[];
