<?php
// Runs when the headers go out, so that errors and redirects have them too, and what older code
// sent with header() is replaced.
header_register_callback(function () {
    foreach (headers_list() as $line) {
        if (stripos($line, 'Access-Control-') === 0) {
            header_remove(strstr($line, ':', true));
        }
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
    header('Access-Control-Expose-Headers: etag, x-total-count');
    if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {
        header('Access-Control-Allow-Methods: GET, PUT');
        header('Access-Control-Allow-Headers: content-type, x-request-id');
        header('Access-Control-Max-Age: 600');
    }
});

// A preflight carries no credentials: it ends here, before anything that may reject it.
if (($_SERVER['REQUEST_METHOD'] ?? '') === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {
    http_response_code(204);
    exit;
}
