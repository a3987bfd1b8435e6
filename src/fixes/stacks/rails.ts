import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'rails',
  title: 'Ruby on Rails',
  language: 'rb',
  layer: 'app',
  place: 'config/initializers/cors.rb',
  docs: 'https://github.com/cyu/rack-cors#readme',
  signs: [
    { header: 'x-runtime', value: /^\d+\.\d+$/ },
    { header: 'set-cookie', value: /^_[a-z0-9_]+_session(?==)/ },
  ],
  verified: 'Rails 6.1.7.10 with rack-cors 1.1.1',
  limits: ['Origins of app shells (capacitor://, tauri://) need rack-cors 2.0.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '# Gemfile: gem "rack-cors"',
      '# "insert_before 0": outermost, so that it answers the preflight before authentication and host',
      '# checks, and adds its headers to 404 and 500. With "use" those would lack them.',
      'Rails.application.config.middleware.insert_before 0, Rack::Cors do',
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
    ),
} satisfies Stack as Stack;
