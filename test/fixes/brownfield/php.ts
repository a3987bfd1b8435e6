import type { Scene } from '../brownfield.ts';
import php from '../stacks/php.ts';

const { apt } = php;

/** PHP's own server; every request runs the entry script. */
const start: Scene['start'] = ({ port }) => [
  ...['php', '-d', 'display_errors=0', '-d', 'log_errors=0'],
  ...['-S', `127.0.0.1:${port}`, 'index.php'],
];

const everything = ['get', 'put', 'unauthorized', 'missing', 'crash', 'file'] as const;

const guard = `
$path = $_SERVER['REQUEST_URI'];
if (str_starts_with($path, '/api/') && ($_SERVER['HTTP_AUTHORIZATION'] ?? '') !== 'Bearer token') {
    http_response_code(401);
    header('X-Total-Count: 0');
    exit('who are you');
}`;

const routes = `
set_exception_handler(function ($error) {
    http_response_code(500);
    echo '{"error":"crash"}';
});
switch ($path) {
    case '/api/data':
        header('X-Total-Count: 42');
        header('Vary: Accept');
        header('Content-Type: application/json');
        exit(file_get_contents('php://input') ?: '{}');
    case '/api/err':
        throw new Exception('crash');
    case '/files/a.json':
        header('Content-Type: application/json');
        exit(file_get_contents(__DIR__ . '/a.json'));
    default:
        http_response_code(404);
}`;

const files = (snippet: string, rest: string) => ({
  'a.json': '{}',
  ...(snippet ? { 'cors.php': snippet } : {}),
  'index.php': `<?php
${snippet ? "require __DIR__ . '/cors.php';" : ''}
session_cache_limiter('');
${rest}`,
});

export default [
  {
    name: 'header() for one origin, OPTIONS ends at the top',
    apt,
    start,
    today: { calls: everything, credentials: true },
    leftIn: 'works',
    files: ({ snippet, old, origins }) =>
      files(
        snippet,
        `
${old(`if (($_SERVER['HTTP_ORIGIN'] ?? '') === '${origins.old}') header('Access-Control-Allow-Origin: ${origins.old}');`)}
${old("header('Access-Control-Allow-Credentials: true');")}
${old("header('Access-Control-Allow-Methods: GET, POST, PUT, DELETE');")}
${old("header('Access-Control-Allow-Headers: content-type, authorization, x-csrf-token');")}
${old("header('Access-Control-Expose-Headers: x-total-count');")}
${old("if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') exit; // Access-Control-Allow-Methods is all it needs")}
${guard}
${routes}`,
      ),
  },
  {
    name: 'any origin with credentials, below the authentication',
    apt,
    start,
    today: { calls: ['missing', 'file'], credentials: true },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }) =>
      files(
        snippet,
        `
${guard}
${old("header('Access-Control-Allow-Origin: ' . ($_SERVER['HTTP_ORIGIN'] ?? '*'));")}
${old("header('Access-Control-Allow-Credentials: true');")}
${routes}`,
      ),
  },
  {
    name: 'the asterisk, sent in two places',
    apt,
    start,
    today: { calls: ['unauthorized'], credentials: false },

    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }) =>
      files(
        snippet,
        `
${old("header('Access-Control-Allow-Origin: *');")}
${guard}
${old("header('access-control-allow-origin: *', false);")}
${routes}`,
      ),
  },
] satisfies Scene[];
