import { type CorsRule, HttpMethods } from 'aws-cdk-lib/aws-s3';

const corsRule: CorsRule = {
  allowedOrigins: ['https://app.example.com'],
  allowedMethods: [HttpMethods.GET, HttpMethods.PUT],
  allowedHeaders: ['content-type', 'x-request-id'],
  exposedHeaders: ['etag', 'x-total-count'],
  maxAge: 600,
};
