import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'sinatra',
  title: 'Sinatra (also Grape, Roda, plain Rack)',
  language: 'rb',
  layer: 'app',
  place: 'config.ru, after the application is required and before every other `use` and `run`.',
  docs: 'https://github.com/cyu/rack-cors#readme',
  signs: [{ header: 'set-cookie', value: /^rack\.session(?==)/ }],
  bodies: [
    /^<h1>(?:Not Found|Internal Server Error)<\/h1>$/,
    /<h2>Sinatra doesn(?:'|’|&rsquo;)t know this ditty\.<\/h2>/,
  ],
  verified: 'Sinatra 3.0.5 with rack-cors 1.1.1',
  limits: ['Origins of app shells (capacitor://, tauri://) need rack-cors 2.0.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '# Gemfile: gem "rack-cors"',
      'require "rack/cors"',
      '',
      '# Here and not inside the application: outermost, it answers the preflight before authentication',
      '# and adds its headers to 404 and 500.',
      'use Rack::Cors do',
      '  allow do',
      `    origins ${double(origins)}`,
      '    resource "*",',
      `      methods: [${double(methods.map((method) => method.toLowerCase()))}],`,
      `      headers: [${double(headers)}],`,
      exposed.length > 0 && `      expose: [${double(exposed)}],`,
      credentials && '      credentials: true,',
      `      max_age: ${maxAge}`,
      '  end',
      'end',
      credentials &&
        lines(
          '',
          "# Sinatra's own protection empties the session on every write whose Origin it does not know.",
          'if defined?(Sinatra::Base)',
          `  Sinatra::Base.set :protection, permitted_origins: [${double(origins)}]`,
          'end',
        ).trimEnd(),
    ),
} satisfies Stack as Stack;
