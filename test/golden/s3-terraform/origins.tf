resource "aws_s3_bucket_cors_configuration" "cors" {
  bucket = aws_s3_bucket.NAME.id

  cors_rule {
    allowed_origins = ["https://app.example.com", "http://localhost:5173", "https://staging.example.com:8443", "capacitor://localhost"]
    allowed_methods = ["GET", "PUT", "DELETE"]
    allowed_headers = ["content-type", "x-request-id"]
    expose_headers  = ["etag", "x-total-count"]
    max_age_seconds = 600
  }
}
