import { type CorsRule, HttpMethods } from 'aws-cdk-lib/aws-s3';

const corsRule: CorsRule = {
  allowedOrigins: ['https://app.example.com'],
  allowedMethods: [HttpMethods.GET, HttpMethods.PUT],
  allowedHeaders: ['content-type', 'x-ok', 'x-request-id'],
  exposedHeaders: ['x-total-count'],
  maxAge: 600,
};
