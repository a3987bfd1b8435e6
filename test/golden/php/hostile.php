<?php
// Before any output, and before anything that may refuse the request: a preflight carries no
// credentials, and headers that are set already stay on error pages.
header('Vary: Origin', false);
if (in_array($_SERVER['HTTP_ORIGIN'] ?? '', ['https://app.example.com'], true)) {
    header('Access-Control-Allow-Origin: ' . $_SERVER['HTTP_ORIGIN']);
    header('Access-Control-Allow-Credentials: true');
    header('Access-Control-Expose-Headers: x-total-count');
    if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {
        header('Access-Control-Allow-Methods: GET, PUT');
        header('Access-Control-Allow-Headers: content-type, x-ok, x-request-id');
        header('Access-Control-Max-Age: 600');
        http_response_code(204);
        exit;
    }
}
