# Gemfile: gem "rack-cors"
require "rack/cors"

# Here and not inside the application: outermost, it answers the preflight before authentication
# and adds its headers to 404 and 500.
use Rack::Cors do
  allow do
    origins "https://app.example.com"
    resource "*",
      methods: ["get", "put"],
      headers: ["content-type", "x-ok", "x-request-id"],
      expose: ["x-total-count"],
      credentials: true,
      max_age: 600
  end
end

# Sinatra's own protection empties the session on every write whose Origin it does not know.
if defined?(Sinatra::Base)
  Sinatra::Base.set :protection, permitted_origins: ["https://app.example.com"]
end
