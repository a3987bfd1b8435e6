import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'sinatra',
  title: 'Sinatra (also Grape, Roda, plain Rack)',
  language: 'rb',
  layer: 'app',
  place:
    'config.ru, below the line that requires the application, above every other `use` and `run`.',
  existing: [
    'Rack::Cors',
    'rack/cors',
    'sinatra/cross_origin',
    'sinatra/cors',
    'cross_origin',
    'Access-Control-',
  ],
  leftIn:
    'The config still works with an old one left in: CORS headers that an inner `Rack::Cors`, sinatra-cross_origin, routes and filters set are dropped.',
  onlyOnSuccess:
    'The headers are set in routes or `after` filters, or `Rack::Cors` is used inside the application: what `halt`s before it, and the 500 of an exception, lack them.',
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
      '# Rack::Cors lets headers that the application sets win over its own: here they are dropped.',
      'class CorsPolicy < Rack::Cors',
      '  def initialize(app, options = {}, &policy)',
      '    inner = lambda do |env|',
      '      status, headers, body = app.call(env)',
      '      [status, headers.reject { |name, _| name.downcase.start_with?("access-control-") }, body]',
      '    end',
      '    super(inner, options, &policy)',
      '  end',
      'end',
      '',
      '# Here and not inside the application: outermost, it handles the preflight before authentication',
      '# and adds its headers to 404 and 500.',
      'use CorsPolicy do',
      '  allow do',
      `    origins ${double(origins)}`,
      '    resource "*",',
      `      methods: [${double(methods.map((method) => method.toLowerCase()))}],`,
      `      headers: [${double(headers)}],`,
      exposed.length > 0 && `      expose: [${double(exposed)}],`,
      `      credentials: ${credentials},`,
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
