import { type CorsRule, HttpMethods } from 'aws-cdk-lib/aws-s3';

const corsRule: CorsRule = {
  allowedOrigins: ['https://app.example.com'],
  allowedMethods: [HttpMethods.GET],
  allowedHeaders: ['authorization', 'content-type', 'x-api_key', 'x-request-id', 'x-tenant'],
  maxAge: 600,
};
