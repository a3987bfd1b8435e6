import { comma, lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'php',
  title: 'PHP',
  language: 'php',
  layer: 'app',
  place:
    "A file cors.php; the first line of every entry script is `require __DIR__ . '/cors.php';`.",
  docs: 'https://www.php.net/manual/en/function.header.php',
  signs: [
    { header: 'x-powered-by', value: /^PHP\b\S*/ },
    { header: 'set-cookie', value: /^PHPSESSID(?==)/ },
  ],
  verified: 'PHP 8.2.35',
  limits: ['Files the web server serves without PHP get no headers from it.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '<?php',
      '// Before any output, and before anything that may refuse the request: a preflight carries no',
      '// credentials, and headers that are set already stay on error pages.',
      "header('Vary: Origin', false);",
      `if (in_array($_SERVER['HTTP_ORIGIN'] ?? '', [${single(origins)}], true)) {`,
      "    header('Access-Control-Allow-Origin: ' . $_SERVER['HTTP_ORIGIN']);",
      credentials && "    header('Access-Control-Allow-Credentials: true');",
      exposed.length > 0 && `    header('Access-Control-Expose-Headers: ${comma(exposed)}');`,
      "    if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {",
      `        header('Access-Control-Allow-Methods: ${comma(methods)}');`,
      headers.length > 0 && `        header('Access-Control-Allow-Headers: ${comma(headers)}');`,
      `        header('Access-Control-Max-Age: ${maxAge}');`,
      '        http_response_code(204);',
      '        exit;',
      '    }',
      '}',
    ),
} satisfies Stack as Stack;
