cors {
  allow_origins     = ["https://app.example.com"]
  allow_methods     = ["GET", "PATCH"]
  allow_headers     = ["authorization", "content-type", "x-api_key", "x-request-id", "x-tenant"]
  expose_headers    = []
  allow_credentials = false
  max_age           = 600
}
