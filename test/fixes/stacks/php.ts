import type { Host } from '../host.ts';

const app = `
if (str_starts_with($_SERVER['REQUEST_URI'], '/api/') && ($_SERVER['HTTP_AUTHORIZATION'] ?? '') !== 'Bearer token') {
    http_response_code(401);
    header('X-Total-Count: 0');
    exit('who are you');
}
switch ($_SERVER['REQUEST_URI']) {
    case '/api/data':
        header('X-Total-Count: 42');
        header('Content-Type: application/json');
        exit(file_get_contents('php://input') ?: '{}');
    case '/api/err':
        throw new Exception('crash');
    default:
        http_response_code(404);
}
`;

export default {
  apt: ['php-cli'],
  files: (snippet) => ({
    'index.php': `<?php\n${snippet ? "require __DIR__ . '/cors.php';\n" : ''}${app}`,
    'cors.php': snippet || '<?php\n',
  }),
  start: ({ port }) => [
    ...['php', '-d', 'display_errors=0', '-d', 'log_errors=0'],
    ...['-S', `127.0.0.1:${port}`, 'index.php'],
  ],
  version: ({ deb }) => `PHP ${deb('php8.2-cli')}`,
} satisfies Host;
