<?php

// Laravel 9.2 and later: the middleware that reads this is global, so it runs before authentication.
return [
    // A route outside these paths gets no headers.
    'paths' => ['*'],
    'allowed_origins' => ['https://app.example.com'],
    'allowed_origins_patterns' => [],
    'allowed_methods' => ['GET', 'PURGE', 'PATCH', 'QUERY'],
    'allowed_headers' => ['authorization', 'content-type', 'x-api_key', 'x-request-id', 'x-tenant'],
    'exposed_headers' => [],
    'supports_credentials' => false,
    'max_age' => 600,
];
