resource "aws_s3_bucket_cors_configuration" "cors" {
  bucket = aws_s3_bucket.NAME.id

  cors_rule {
    allowed_origins = ["https://app.example.com"]
    allowed_methods = ["GET"]
    allowed_headers = []
    expose_headers  = []
    max_age_seconds = 600
  }
}
