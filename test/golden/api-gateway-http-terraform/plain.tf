cors_configuration {
  allow_origins     = ["https://app.example.com"]
  allow_methods     = ["GET"]
  allow_headers     = []
  expose_headers    = []
  allow_credentials = false
  max_age           = 600
}
