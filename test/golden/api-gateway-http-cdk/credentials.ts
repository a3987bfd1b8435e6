import { Duration } from 'aws-cdk-lib';
import { CorsHttpMethod, type CorsPreflightOptions } from 'aws-cdk-lib/aws-apigatewayv2';

const corsPreflight: CorsPreflightOptions = {
  allowOrigins: ['https://app.example.com'],
  allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.PUT],
  allowHeaders: ['content-type', 'x-request-id'],
  exposeHeaders: ['etag', 'x-total-count'],
  allowCredentials: true,
  maxAge: Duration.seconds(600),
};
