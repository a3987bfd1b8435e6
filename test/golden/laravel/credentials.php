<?php

// Laravel 9.2 and later: the middleware that reads this is global, so it runs before authentication.
return [
    // A route outside these paths gets no headers.
    'paths' => ['*'],
    'allowed_origins' => ['https://app.example.com'],
    'allowed_origins_patterns' => [],
    'allowed_methods' => ['GET', 'PUT'],
    'allowed_headers' => ['content-type', 'x-request-id'],
    'exposed_headers' => ['etag', 'x-total-count'],
    'supports_credentials' => true,
    'max_age' => 600,
];
