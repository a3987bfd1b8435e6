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

# An older one, wherever it was added.
Rails.application.config.middleware.delete Rack::Cors

# "insert_before 0": outermost, so that it handles the preflight before authentication and host
# checks, and adds its headers to 404 and 500. With "use" those would lack them.
Rails.application.config.middleware.insert_before 0, CorsPolicy do
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
