<?php

// Laravel 9.2 and later: the middleware that reads this is global, so it runs before authentication.
return [
    // A route outside these paths gets no headers.
    'paths' => ['*'],
    'allowed_origins' => ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'],
    'allowed_origins_patterns' => [],
    'allowed_methods' => ['GET', 'PUT', 'DELETE'],
    'allowed_headers' => ['content-type', 'x-request-id'],
    'exposed_headers' => ['etag', 'x-total-count'],
    'supports_credentials' => true,
    'max_age' => 600,
];
