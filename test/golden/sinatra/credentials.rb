# Gemfile: gem "rack-cors"
require "rack/cors"

# Rack::Cors lets headers that the application sets win over its own: here they are dropped.
class CorsPolicy < Rack::Cors
  def initialize(app, options = {}, &policy)
    inner = lambda do |env|
      status, headers, body = app.call(env)
      [status, headers.reject { |name, _| name.downcase.start_with?("access-control-") }, body]
    end
    super(inner, options, &policy)
  end
end

# Here and not inside the application: outermost, it handles the preflight before authentication
# and adds its headers to 404 and 500.
use CorsPolicy do
  allow do
    origins "https://app.example.com"
    resource "*",
      methods: ["get", "put"],
      headers: ["content-type", "x-request-id"],
      expose: ["etag", "x-total-count"],
      credentials: true,
      max_age: 600
  end
end

# Sinatra's own protection empties the session on every write whose Origin it does not know.
if defined?(Sinatra::Base)
  Sinatra::Base.set :protection, permitted_origins: ["https://app.example.com"]
end
