import { Duration } from 'aws-cdk-lib';
import { type FunctionUrlCorsOptions, HttpMethod } from 'aws-cdk-lib/aws-lambda';

const cors: FunctionUrlCorsOptions = {
  allowedOrigins: ['https://app.example.com'],
  allowedMethods: [HttpMethod.GET, HttpMethod.PUT],
  allowedHeaders: ['content-type', 'x-ok', 'x-request-id'],
  exposedHeaders: ['x-total-count'],
  allowCredentials: true,
  maxAge: Duration.seconds(600),
};
