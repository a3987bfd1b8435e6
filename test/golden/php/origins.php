<?php
// Before any output, and before anything that may refuse the request: a preflight carries no
// credentials, and headers that are set already stay on error pages.
header('Vary: Origin', false);
if (in_array($_SERVER['HTTP_ORIGIN'] ?? '', ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'], true)) {
    header('Access-Control-Allow-Origin: ' . $_SERVER['HTTP_ORIGIN']);
    header('Access-Control-Allow-Credentials: true');
    header('Access-Control-Expose-Headers: etag, x-total-count');
    if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {
        header('Access-Control-Allow-Methods: GET, PUT, DELETE');
        header('Access-Control-Allow-Headers: content-type, x-request-id');
        header('Access-Control-Max-Age: 600');
        http_response_code(204);
        exit;
    }
}
