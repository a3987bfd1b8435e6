import { Duration } from 'aws-cdk-lib';
import { type FunctionUrlCorsOptions, HttpMethod } from 'aws-cdk-lib/aws-lambda';

const cors: FunctionUrlCorsOptions = {
  allowedOrigins: ['https://app.example.com'],
  allowedMethods: [HttpMethod.GET, HttpMethod.PUT],
  allowedHeaders: ['content-type', 'x-request-id'],
  exposedHeaders: ['etag', 'x-total-count'],
  allowCredentials: true,
  maxAge: Duration.seconds(600),
};
