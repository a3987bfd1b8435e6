# Gemfile: gem "rack-cors"
require "rack/cors"

# Here and not inside the application: outermost, it answers the preflight before authentication
# and adds its headers to 404 and 500.
use Rack::Cors do
  allow do
    origins "https://app.example.com"
    resource "*",
      methods: ["get", "purge", "patch", "query"],
      headers: ["authorization", "content-type", "x-api_key", "x-request-id", "x-tenant"],
      max_age: 600
  end
end
