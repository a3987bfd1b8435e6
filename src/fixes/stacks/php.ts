import { comma, lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'php',
  title: 'PHP',
  language: 'php',
  layer: 'app',
  place:
    "A file cors.php; add `require __DIR__ . '/cors.php';` as the first statement of every entry script (often only index.php).",
  existing: ['Access-Control-', 'HTTP_ORIGIN', 'header_register_callback'],
  leftIn:
    'The config still works with old `header()` calls left in: it replaces their headers. `Access-Control-Allow-Origin` set in .htaccess or the web server’s config is sent a second time, and a request with two values is still blocked.',
  onlyOnSuccess:
    'The `header()` calls stand below the code that authenticates or that fails: what exits before them lacks the headers.',
  docs: 'https://www.php.net/manual/en/function.header-register-callback.php',
  signs: [
    { header: 'x-powered-by', value: /^PHP\b\S*/ },
    { header: 'set-cookie', value: /^PHPSESSID(?==)/ },
  ],
  verified: 'PHP 8.2.35',
  limits: ['Files that the web server returns without PHP don’t get the headers.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '<?php',
      '// Runs when the headers go out, so that errors and redirects have them too, and what older code',
      '// sent with header() is replaced.',
      'header_register_callback(function () {',
      '    foreach (headers_list() as $line) {',
      "        if (stripos($line, 'Access-Control-') === 0) {",
      "            header_remove(strstr($line, ':', true));",
      '        }',
      '    }',
      "    if (!preg_grep('/^Vary:.*\\borigin\\b/i', headers_list())) {",
      "        header('Vary: Origin', false);",
      '    }',
      "    if (!in_array($_SERVER['HTTP_ORIGIN'] ?? '', [",
      `        ${single(origins)},`,
      '    ], true)) {',
      '        return;',
      '    }',
      "    header('Access-Control-Allow-Origin: ' . $_SERVER['HTTP_ORIGIN']);",
      credentials && "    header('Access-Control-Allow-Credentials: true');",
      exposed.length > 0 && `    header('Access-Control-Expose-Headers: ${comma(exposed)}');`,
      "    if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {",
      `        header('Access-Control-Allow-Methods: ${comma(methods)}');`,
      headers.length > 0 && `        header('Access-Control-Allow-Headers: ${comma(headers)}');`,
      `        header('Access-Control-Max-Age: ${maxAge}');`,
      '    }',
      '});',
      '',
      '// A preflight carries no credentials: it ends here, before anything that may reject it.',
      "if (($_SERVER['REQUEST_METHOD'] ?? '') === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {",
      '    http_response_code(204);',
      '    exit;',
      '}',
    ),
} satisfies Stack as Stack;
