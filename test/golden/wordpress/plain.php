<?php
/* Plugin Name: CORS */

// WordPress itself allows every origin, with credentials, in its REST API. Only these are to be:
$cors_origins = ['https://app.example.com'];
add_action('rest_api_init', function () {
    remove_filter('rest_pre_serve_request', 'rest_send_cors_headers');
}, 15);

// Right here, not in a hook: before the plugins that authenticate, and kept when one crashes.
header('Vary: Origin', false);
if (in_array($_SERVER['HTTP_ORIGIN'] ?? '', $cors_origins, true)) {
    header('Access-Control-Allow-Origin: ' . $_SERVER['HTTP_ORIGIN']);
    if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {
        header('Access-Control-Allow-Methods: GET');
        header('Access-Control-Max-Age: 600');
        http_response_code(204);
        exit;
    }
}
