cors {
  allow_origins     = ["https://app.example.com"]
  allow_methods     = ["GET", "PUT"]
  allow_headers     = ["content-type", "x-request-id"]
  expose_headers    = ["etag", "x-total-count"]
  allow_credentials = true
  max_age           = 600
}
