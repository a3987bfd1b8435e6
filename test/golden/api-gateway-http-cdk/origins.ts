import { Duration } from 'aws-cdk-lib';
import { CorsHttpMethod, type CorsPreflightOptions } from 'aws-cdk-lib/aws-apigatewayv2';

const corsPreflight: CorsPreflightOptions = {
  allowOrigins: ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'],
  allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.PUT, CorsHttpMethod.DELETE],
  allowHeaders: ['content-type', 'x-request-id'],
  exposeHeaders: ['etag', 'x-total-count'],
  allowCredentials: true,
  maxAge: Duration.seconds(600),
};
