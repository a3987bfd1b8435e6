import { comma, lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'wordpress',
  title: 'WordPress',
  language: 'php',
  layer: 'app',
  builtOn: 'php',
  place:
    'wp-content/mu-plugins/cors.php (create the folder). WordPress loads it by itself, before every other plugin.',
  existing: [
    'Access-Control-',
    'rest_send_cors_headers',
    'rest_allowed_cors_headers',
    'allowed_http_origin',
    'header_register_callback',
  ],
  leftIn:
    'The config still works with old code left in: CORS headers that WordPress, plugins and the theme send are replaced. `Access-Control-Allow-Origin` set in .htaccess or the web server’s config is sent a second time, and a request with two values is still blocked.',
  onlyOnSuccess:
    'The headers are sent in a hook such as `rest_pre_serve_request`, which a plugin that rejects the request, or a fatal error, ends before.',
  docs: 'https://developer.wordpress.org/reference/functions/rest_send_cors_headers/',
  signs: [
    { header: 'link', value: /rel="https:\/\/api\.w\.org\/"/ },
    { header: 'x-wp-total', value: /^\d+$/ },
    { header: 'set-cookie', value: /^wordpress_[a-z_]{1,60}(?=[^=]*=)/ },
    { header: 'access-control-expose-headers', value: /X-WP-Total/ },
  ],
  bodies: [/"code":"rest_[a-z_]+"/, /There has been a critical error on th(?:is|e) website/],
  verified: 'WordPress 6.1.9',
  limits: [
    'Uploads and other files that the web server returns without PHP don’t get the headers.',
    'A page cache (advanced-cache.php) responds before this runs.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '<?php',
      '/* Plugin Name: CORS */',
      '',
      exposed.length > 0 &&
        lines(
          '// The REST API sends this header itself.',
          "add_filter('rest_exposed_cors_headers', function ($names) {",
          `    return array_merge($names, [${single(exposed)}]);`,
          '});',
          '',
        ).trimEnd(),
      exposed.length > 0 && '',
      '// Runs when the headers go out, so that errors have them too. It replaces what WordPress sends in',
      '// its REST API (every origin is allowed, with credentials), and what older code sends.',
      'header_register_callback(function () {',
      "    foreach (['Origin', 'Credentials', 'Methods', 'Headers'] as $name) {",
      "        header_remove('Access-Control-Allow-' . $name);",
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
      exposed.length > 0 &&
        lines(
          "    if (!preg_grep('/^Access-Control-Expose-Headers:/i', headers_list())) {",
          `        header('Access-Control-Expose-Headers: ${comma(exposed)}');`,
          '    }',
        ).trimEnd(),
      "    if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {",
      `        header('Access-Control-Allow-Methods: ${comma(methods)}');`,
      headers.length > 0 && `        header('Access-Control-Allow-Headers: ${comma(headers)}');`,
      `        header('Access-Control-Max-Age: ${maxAge}');`,
      '    }',
      '});',
      '',
      '// A preflight carries no credentials: it ends here, before the plugins that authenticate.',
      "if (($_SERVER['REQUEST_METHOD'] ?? '') === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {",
      '    http_response_code(204);',
      '    exit;',
      '}',
    ),
} satisfies Stack as Stack;
