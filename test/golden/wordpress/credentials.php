<?php
/* Plugin Name: CORS */

// The REST API sends this header itself.
add_filter('rest_exposed_cors_headers', function ($names) {
    return array_merge($names, ['etag', 'x-total-count']);
});

// Runs when the headers go out, so that errors have them too. It replaces what WordPress sends in
// its REST API (every origin is allowed, with credentials), and what older code sends.
header_register_callback(function () {
    foreach (['Origin', 'Credentials', 'Methods', 'Headers'] as $name) {
        header_remove('Access-Control-Allow-' . $name);
    }
    if (!preg_grep('/^Vary:.*\borigin\b/i', headers_list())) {
        header('Vary: Origin', false);
    }
    if (!in_array($_SERVER['HTTP_ORIGIN'] ?? '', [
        'https://app.example.com',
    ], true)) {
        return;
    }
    header('Access-Control-Allow-Origin: ' . $_SERVER['HTTP_ORIGIN']);
    header('Access-Control-Allow-Credentials: true');
    if (!preg_grep('/^Access-Control-Expose-Headers:/i', headers_list())) {
        header('Access-Control-Expose-Headers: etag, x-total-count');
    }
    if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {
        header('Access-Control-Allow-Methods: GET, PUT');
        header('Access-Control-Allow-Headers: content-type, x-request-id');
        header('Access-Control-Max-Age: 600');
    }
});

// A preflight carries no credentials: it ends here, before the plugins that authenticate.
if (($_SERVER['REQUEST_METHOD'] ?? '') === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {
    http_response_code(204);
    exit;
}
