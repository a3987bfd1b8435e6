import { Duration } from 'aws-cdk-lib';
import { type FunctionUrlCorsOptions, HttpMethod } from 'aws-cdk-lib/aws-lambda';

const cors: FunctionUrlCorsOptions = {
  allowedOrigins: ['https://app.example.com'],
  allowedMethods: [HttpMethod.GET, HttpMethod.PATCH],
  allowedHeaders: ['authorization', 'content-type', 'x-api_key', 'x-request-id', 'x-tenant'],
  allowCredentials: false,
  maxAge: Duration.seconds(600),
};
