import { comma, lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'wordpress',
  title: 'WordPress',
  language: 'php',
  layer: 'app',
  builtOn: 'php',
  place:
    'wp-content/mu-plugins/cors.php (make the folder). WordPress loads it by itself, before every other plugin.',
  docs: 'https://developer.wordpress.org/reference/functions/rest_send_cors_headers/',
  signs: [
    { header: 'link', value: /rel="https:\/\/api\.w\.org\/"/ },
    { header: 'x-wp-total', value: /^\d+$/ },
    { header: 'set-cookie', value: /^wordpress_[a-z_]{1,60}(?=[^=]*=)/ },
    { header: 'access-control-expose-headers', value: /X-WP-Total/ },
  ],
  bodies: [/"code":"rest_[a-z_]+"/, /There has been a critical error on th(?:is|e) website/],
  verified: 'WordPress 6.1.9',
  limits: ['Uploads and other files the web server serves without PHP get no headers from it.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '<?php',
      '/* Plugin Name: CORS */',
      '',
      '// WordPress itself allows every origin, with credentials, in its REST API. Only these are to be:',
      `$cors_origins = [${single(origins)}];`,
      "add_action('rest_api_init', function () {",
      "    remove_filter('rest_pre_serve_request', 'rest_send_cors_headers');",
      '}, 15);',
      exposed.length > 0 &&
        lines(
          '',
          '// The REST API writes this header itself, over the one below.',
          "add_filter('rest_exposed_cors_headers', function ($names) {",
          `    return array_merge($names, [${single(exposed)}]);`,
          '});',
        ).trimEnd(),
      '',
      '// Right here, not in a hook: before the plugins that authenticate, and kept when one crashes.',
      "header('Vary: Origin', false);",
      "if (in_array($_SERVER['HTTP_ORIGIN'] ?? '', $cors_origins, true)) {",
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
