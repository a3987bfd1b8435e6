import type { Host } from '../host.ts';

export default {
  // Not the metapackage "rails": it conflicts with other builds of Node than Debian's.
  apt: ['ruby-railties', 'ruby-actionpack', 'ruby-rack-cors', 'puma'],
  files: (snippet) => ({
    'config/initializers/cors.rb': snippet,
    'public/404.html': '<h1>The page you were looking for does not exist.</h1>',
    'public/500.html': '<h1>We are sorry, but something went wrong.</h1>',
    'config.ru': `
require "rails"
require "action_controller/railtie"
require "rack/cors"

class App < Rails::Application
  config.root = __dir__
  config.eager_load = false
  config.consider_all_requests_local = false
  config.hosts.clear
  config.secret_key_base = "x" * 32
  config.logger = Logger.new($stderr)
  routes.append do
    match "/api/data", to: "data#index", via: [:get, :put]
    get "/api/err", to: "data#err"
  end
end

class DataController < ActionController::API
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
  }),
  env: () => ({ RAILS_ENV: 'production' }),
  start: ({ port }) => ['puma', '-q', '-b', `tcp://127.0.0.1:${port}`, 'config.ru'],
  version: ({ deb }) => `Rails ${deb('ruby-railties')} with rack-cors ${deb('ruby-rack-cors')}`,
} satisfies Host;
