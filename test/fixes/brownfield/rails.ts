import type { Scene } from '../brownfield.ts';
import rails from '../stacks/rails.ts';

const { apt, env, start } = rails;

const app = (snippet: string, gem: string, config: string, controller: string) => ({
  'public/files/a.json': '{}',
  'public/404.html': '<h1>The page you were looking for does not exist.</h1>',
  'public/500.html': '<h1>We are sorry, but something went wrong.</h1>',
  'config/initializers/cors.rb': snippet,
  'config.ru': `
require "rails"
require "action_controller/railtie"
${gem}

class App < Rails::Application
  config.root = __dir__
  config.eager_load = false
  config.consider_all_requests_local = false
  config.hosts.clear
  config.secret_key_base = "x" * 32
  config.logger = Logger.new($stderr)
  config.public_file_server.enabled = true
  ${config}
  routes.append do
    match "/api/data", to: "data#index", via: [:get, :put, :patch]
    get "/api/err", to: "data#err"
  end
end

class DataController < ActionController::API
  ${controller}
  before_action do
    if request.authorization != "Bearer token"
      response.headers["X-Total-Count"] = "0"
      render json: { error: "who are you" }, status: 401
    end
  end

  def index
    response.headers["X-Total-Count"] = "42"
    render json: { ok: true }
  end

  def err
    raise "crash"
  end
end

App.initialize!
run App
`,
});

export default [
  {
    name: 'Rack::Cors with a list, in application.rb',
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
        old('require "rack/cors"'),
        old(`config.middleware.insert_before 0, Rack::Cors do
    allow do
      origins "${origins.old}"
      resource "*", headers: %w[content-type authorization x-csrf-token],
        methods: [:get, :post, :put, :delete], expose: ["x-total-count"], credentials: true
    end
  end`),
        '',
      ),
  },
  {
    name: 'Rack::Cors open to all, appended, in another initializer',
    apt,
    env,
    start,
    // Rack::Cors comes after the files, and after what turns an exception into a response.
    today: { calls: ['get', 'put', 'patch', 'unauthorized'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }) => ({
      ...app(snippet, old('require "rack/cors"'), '', ''),
      'config/initializers/rack_cors.rb': old(`Rails.application.config.middleware.use Rack::Cors do
  allow do
    origins "*"
    resource "*", headers: :any, methods: :any, expose: ["x-total-count"]
  end
end`),
    }),
  },
  {
    name: 'default headers, and headers set in a controller',
    apt,
    env,
    start,
    today: { calls: ['unauthorized'], credentials: true },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }) =>
      app(
        snippet,
        '',
        old('config.action_dispatch.default_headers = { "Access-Control-Allow-Origin" => "*" }'),
        old(`before_action do
    response.headers["Access-Control-Allow-Origin"] = request.origin
    response.headers["Access-Control-Allow-Credentials"] = "true"
  end`),
      ),
  },
] satisfies Scene[];
