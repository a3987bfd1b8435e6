import { Duration } from 'aws-cdk-lib';
import { CorsHttpMethod, type CorsPreflightOptions } from 'aws-cdk-lib/aws-apigatewayv2';

const corsPreflight: CorsPreflightOptions = {
  allowOrigins: ['https://app.example.com'],
  allowMethods: [CorsHttpMethod.GET],
  allowHeaders: [],
  allowCredentials: false,
  maxAge: Duration.seconds(600),
};
