import { type CorsRule, HttpMethods } from 'aws-cdk-lib/aws-s3';

const corsRule: CorsRule = {
  allowedOrigins: ['https://app.example.com'],
  allowedMethods: [HttpMethods.GET],
  allowedHeaders: [],
  maxAge: 600,
};
