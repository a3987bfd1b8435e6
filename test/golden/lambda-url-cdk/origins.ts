import { Duration } from 'aws-cdk-lib';
import { type FunctionUrlCorsOptions, HttpMethod } from 'aws-cdk-lib/aws-lambda';

const cors: FunctionUrlCorsOptions = {
  allowedOrigins: ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'],
  allowedMethods: [HttpMethod.GET, HttpMethod.PUT, HttpMethod.DELETE],
  allowedHeaders: ['content-type', 'x-request-id'],
  exposedHeaders: ['etag', 'x-total-count'],
  allowCredentials: true,
  maxAge: Duration.seconds(600),
};
