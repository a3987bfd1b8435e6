import type { Scene } from '../brownfield.ts';
import sinatra from '../stacks/sinatra.ts';

const { apt, env, start } = sinatra;

/** The stack's own application, with PATCH and a file. */
function app(snippet: string, inside: string, outside: string) {
  const files = sinatra.files(snippet);
  return {
    'public/files/a.json': '{}',
    'app.rb': files['app.rb']
      .replace('class App < Sinatra::Base', `class App < Sinatra::Base\n  ${inside}`)
      .replace('[:get, :put]', '[:get, :put, :patch]'),
    'config.ru': files['config.ru'].replace('run App', `${outside}\nrun App`),
  };
}

export default [
  {
    name: 'Rack::Cors with a list, in config.ru',
    apt,
    env,
    start,
    today: {
      calls: ['get', 'put', 'unauthorized', 'missing', 'crash', 'file'],
      credentials: true,
    },
    leftIn: 'works',
    files: ({ snippet, old, origins }) =>
      app(
        snippet,
        '',
        old(`require "rack/cors"
use Rack::Cors do
  allow do
    origins "${origins.old}"
    resource "*", headers: %w[content-type authorization x-csrf-token],
      methods: [:get, :post, :put, :delete], expose: ["x-total-count"], credentials: true
  end
end`),
      ),
  },
  {
    name: 'the asterisk, set in a filter',
    apt,
    env,
    start,
    today: { calls: ['unauthorized', 'missing'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }) =>
      app(snippet, old('before { headers "Access-Control-Allow-Origin" => "*" }'), ''),
  },
] satisfies Scene[];
