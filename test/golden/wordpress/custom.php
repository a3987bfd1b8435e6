<?php
/* Plugin Name: CORS */

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
    if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {
        header('Access-Control-Allow-Methods: GET, PURGE, PATCH, QUERY');
        header('Access-Control-Allow-Headers: authorization, content-type, x-api_key, x-request-id, x-tenant');
        header('Access-Control-Max-Age: 600');
    }
});

// A preflight carries no credentials: it ends here, before the plugins that authenticate.
if (($_SERVER['REQUEST_METHOD'] ?? '') === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {
    http_response_code(204);
    exit;
}
