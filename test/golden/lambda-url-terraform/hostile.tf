cors {
  allow_origins     = ["https://app.example.com"]
  allow_methods     = ["GET", "PUT"]
  allow_headers     = ["content-type", "x-ok", "x-request-id"]
  expose_headers    = ["x-total-count"]
  allow_credentials = true
  max_age           = 600
}
