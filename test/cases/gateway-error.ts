import { type Cases, cors, jsonPost, preflightOk } from '../build.ts';

export default {
  reports: [
    {
      name: 'the app is being restarted behind nginx',
      ...jsonPost,
      preflight: preflightOk,
      response: { status: 502, headers: { Server: 'nginx/1.22.1', 'Content-Type': 'text/html' } },
      error: 'MissingAllowOriginHeader',
      certainty: 'certain',
      says: ['502 Bad Gateway', 'nginx generated the response'],
    },
    {
      name: 'Heroku ends the connection (H18) after the preflight passed',
      thread: 'expressjs/cors#255',
      ...jsonPost,
      preflight: preflightOk,
      response: { status: 503, headers: { Via: '1.1 vegur', 'Cache-Control': 'no-cache' } },
      error: 'MissingAllowOriginHeader',
      says: ["Heroku's router"],
    },
    {
      name: 'a 503 that cost most of the debugging time',
      thread: 'chafan-dev/chafan-core#211',
      response: { status: 503, headers: { 'Retry-After': '30', Server: 'nginx' } },
      error: 'MissingAllowOriginHeader',
      says: ['Retry-After: 30'],
    },
    {
      name: 'a Lambda that started cold ran into the time limit',
      thread: 'aws-amplify/amplify-js#1524',
      ...jsonPost,
      preflight: preflightOk,
      response: {
        status: 504,
        headers: {
          'x-amzn-ErrorType': 'InternalServerErrorException',
          'x-amz-apigw-id': 'K1zGsE5tIAMFqTg=',
        },
      },
      error: 'MissingAllowOriginHeader',
      says: ['AWS API Gateway', 'cold start'],
    },
    {
      name: 'a Lambda ran into its time limit: the gateway response has no CORS',
      thread: 'aws/serverless-application-model#840',
      response: { status: 504, headers: { 'x-amzn-ErrorType': 'InternalServerErrorException' } },
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'a throttled Lambda behind API Gateway',
      thread: 'aws/serverless-application-model#2498',
      response: { status: 503, headers: { 'x-amzn-ErrorType': 'ServiceUnavailableException' } },
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'the server is over capacity',
      thread: 'mozilla/fxa-content-server#906',
      ...jsonPost,
      preflight: preflightOk,
      response: { status: 503, headers: { 'Retry-After': '60' } },
      error: 'MissingAllowOriginHeader',
      says: ['over capacity'],
    },
    {
      name: 'the app crashed on Heroku',
      thread: 'prose/gatekeeper#68',
      response: { status: 503, headers: { Server: 'Cowboy', Via: '1.1 vegur' } },
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'Cloud Run stopped the container at its memory limit',
      thread: 'ljvmiranda921/sprites-as-a-service#62',
      response: { status: 503, headers: { Server: 'Google Frontend' } },
      error: 'MissingAllowOriginHeader',
      says: ["Google's front end"],
    },
    {
      name: 'Cloudflare cannot reach the server',
      response: {
        status: 521,
        headers: { Server: 'cloudflare', 'CF-RAY': '8b1c2d3e4f5a6b7c-FRA' },
      },
      error: 'MissingAllowOriginHeader',
      says: ['Cloudflare generated the response'],
    },
    {
      name: 'the load balancer has no healthy target',
      response: { status: 503, headers: { Server: 'awselb/2.0' } },
      error: 'MissingAllowOriginHeader',
      says: ["AWS's load balancer"],
    },
    {
      name: 'CloudFront gets nothing from its origin',
      response: {
        status: 504,
        headers: { 'X-Cache': 'Error from cloudfront', Via: '1.1 x (CloudFront)' },
      },
      error: 'MissingAllowOriginHeader',
      says: ['CloudFront'],
    },
  ],
  silent: [
    {
      name: 'a 503 the page can read',
      response: { status: 503, headers: { ...cors, 'Retry-After': '5' } },
      error: null,
      instead: null,
    },
    {
      name: 'a 500 comes from the application',
      response: { status: 500, headers: { Server: 'nginx', 'Content-Type': 'application/json' } },
      error: 'MissingAllowOriginHeader',
      instead: 'server-error',
    },
  ],
} satisfies Cases;
