resource "aws_s3_bucket_cors_configuration" "cors" {
  bucket = aws_s3_bucket.NAME.id

  cors_rule {
    allowed_origins = ["https://app.example.com"]
    allowed_methods = ["GET", "PUT"]
    allowed_headers = ["content-type", "x-ok", "x-request-id"]
    expose_headers  = ["x-total-count"]
    max_age_seconds = 600
  }
}
