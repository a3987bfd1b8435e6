cors_configuration {
  allow_origins     = ["https://app.example.com", "http://localhost:5173", "https://staging.example.com:8443", "capacitor://localhost"]
  allow_methods     = ["GET", "PUT", "DELETE"]
  allow_headers     = ["content-type", "x-request-id"]
  expose_headers    = ["etag", "x-total-count"]
  allow_credentials = true
  max_age           = 600
}
