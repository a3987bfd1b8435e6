# Gemfile: gem "rack-cors"
# "insert_before 0": outermost, so that it answers the preflight before authentication and host
# checks, and adds its headers to 404 and 500. With "use" those would lack them.
Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins "https://app.example.com", "http://localhost:5173", "https://staging.example.com:8443", "capacitor://localhost"
    resource "*",
      methods: ["get", "put", "delete"],
      headers: ["content-type", "x-request-id"],
      expose: ["etag", "x-total-count"],
      credentials: true,
      max_age: 600
  end
end
