import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'laravel',
  title: 'Laravel',
  language: 'php',
  layer: 'app',
  builtOn: 'php',
  place:
    'config/cors.php, replacing what is in it (`php artisan config:publish cors` creates it); then run `php artisan config:clear`.',
  existing: ['HandleCors', 'fruitcake/laravel-cors', 'config/cors.php', 'Access-Control-'],
  leftIn:
    'This file replaces the old config/cors.php. A middleware of your own, or `header()` in a route file or public/index.php, still sets its headers: where they allow any origin, they still do.',
  onlyOnSuccess:
    'The headers are set in a middleware of single routes or of the `api` group: unknown routes never run it, and it may stand after `auth`.',
  docs: 'https://laravel.com/docs/routing#cors',
  signs: [
    { header: 'set-cookie', value: /^laravel[_-]session(?==)/ },
    // Its encrypter's JSON begins with {"iv": Spring, ASP.NET and Angular say XSRF-TOKEN too.
    { header: 'set-cookie', value: /^(?:XSRF-TOKEN|[a-z0-9]\w*[_-]session)(?==eyJpdiI)/ },
  ],

  verified: null,
  limits: [
    'Laravel 9.1 and earlier: install fruitcake/laravel-cors, which reads the same file.',
    'With Sanctum, `SANCTUM_STATEFUL_DOMAINS` and `SESSION_DOMAIN` must match the page too.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '<?php',
      '',
      '// Laravel 9.2 and later: the middleware that reads this is global, so it runs before authentication.',
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
