import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'laravel',
  title: 'Laravel',
  language: 'php',
  layer: 'app',
  builtOn: 'php',
  place:
    'config/cors.php (`php artisan config:publish cors` makes one), then `php artisan config:clear`.',
  docs: 'https://laravel.com/docs/routing#cors',
  signs: [
    { header: 'set-cookie', value: /^laravel[_-]session(?==)/ },
    // Its encrypter's JSON begins with {"iv": Spring, ASP.NET and Angular say XSRF-TOKEN too.
    { header: 'set-cookie', value: /^(?:XSRF-TOKEN|[a-z0-9]\w*[_-]session)(?==eyJpdiI)/ },
  ],

  verified: null,
  limits: [
    'Up to 9.1 the package fruitcake/laravel-cors reads the same file.',
    'With Sanctum, SANCTUM_STATEFUL_DOMAINS and the session domain have to fit as well.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '<?php',
      '',
      '// Laravel 9.2 and later: the middleware that reads this is global, so it comes before authentication.',
      'return [',
      '    // A route outside these paths gets no headers.',
      "    'paths' => ['*'],",
      `    'allowed_origins' => [${single(origins)}],`,
      "    'allowed_origins_patterns' => [],",
      `    'allowed_methods' => [${single(methods)}],`,
      `    'allowed_headers' => [${single(headers)}],`,
      `    'exposed_headers' => [${single(exposed)}],`,
      `    'supports_credentials' => ${credentials},`,
      `    'max_age' => ${maxAge},`,
      '];',
    ),
} satisfies Stack as Stack;
