import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../src/cors/headers.ts';
import { detect, stacks } from '../src/fixes/index.ts';
import type { Response } from '../src/recording/types.ts';
import { annotate } from '../src/report/annotate.ts';
import { type Har, withBodyOf, withoutBodies } from '../src/report/har.ts';
import { createRedactor } from '../src/report/redact.ts';
import { exchange } from './fixes/policies.ts';

/**
 * Responses of real servers: what may be named first, null where naming nothing is right too, the status and
 * the header lines. No body: the panel has none.
 */
const table: readonly (readonly [
  name: string,
  first: readonly (string | null)[],
  status: number,
  lines: readonly string[],
])[] = [
  [
    'GitHub Pages (Fastly)',
    [null],
    200,
    [
      'server: GitHub.com',
      'via: 1.1 varnish',
      'x-served-by: cache-fra1',
      'x-fastly-request-id: abc',
      'access-control-allow-origin: *',
    ],
  ],
  [
    'nginx behind Fastly',
    ['nginx', null],
    200,
    [
      'server: nginx/1.13.9',
      'via: 1.1 varnish, 1.1 varnish',
      'x-served-by: cache-x',
      'x-cache: HIT',
    ],
  ],
  [
    'Spring Security CookieCsrfTokenRepository',
    ['spring-boot', 'spring-mvc', null],
    401,
    [
      'set-cookie: XSRF-TOKEN=1b2c3d; Path=/',
      'x-content-type-options: nosniff',
      'vary: Origin',
      'vary: Access-Control-Request-Method',
    ],
  ],
  [
    'ASP.NET antiforgery for Angular',
    ['aspnet-core'],
    200,
    ['server: Kestrel', 'set-cookie: XSRF-TOKEN=CfDJ8; path=/'],
  ],
  [
    'Strapi 5',
    ['strapi'],
    200,
    ['x-powered-by: Strapi <strapi.io>', 'vary: Origin', 'content-security-policy: x'],
  ],
  ['Directus', ['directus'], 200, ['x-powered-by: Directus', 'content-type: application/json']],
  ['Ollama', ['ollama', null], 403, ['content-length: 0']],
  ['vLLM (uvicorn)', ['fastapi', 'vllm'], 405, ['server: uvicorn']],
  [
    'Jupyter',
    ['jupyter', 'tornado'],
    404,
    ['server: TornadoServer/6.5.1', 'set-cookie: _xsrf=2|abc'],
  ],
  ['MinIO', ['minio'], 200, ['server: MinIO', 'x-amz-request-id: 17', 'x-amz-id-2: dd']],
  ['Cloudflare R2', ['s3', null], 200, ['server: cloudflare', 'cf-ray: x-FRA']],
  [
    'Cloudflare in front of anything',
    [null],
    403,
    ['server: cloudflare', 'cf-ray: 8-FRA', 'cf-cache-status: DYNAMIC'],
  ],
  [
    'Keycloak',
    ['keycloak', null],
    404,
    ['referrer-policy: no-referrer', 'x-content-type-options: nosniff'],
  ],
  [
    'Elasticsearch',
    ['elasticsearch'],
    200,
    ['x-elastic-product: Elasticsearch', 'content-type: application/json'],
  ],
  ['Grafana', ['grafana', null], 401, ['set-cookie: grafana_session=;', 'x-frame-options: deny']],
  [
    'Supabase REST',
    ['supabase', null],
    200,
    ['server: cloudflare', 'sb-gateway-version: 1', 'sb-project-ref: x'],
  ],
  [
    'Supabase Edge Function',
    ['supabase'],
    404,
    ['server: cloudflare', 'x-sb-edge-region: eu-central-1', 'sb-gateway-version: 1'],
  ],
  ['Cloud Run', ['cloud-run', null], 403, ['server: Google Frontend', 'x-cloud-trace-context: x']],
  ['Render', [null], 502, ['x-render-routing: no-server', 'server: cloudflare']],
  ['Fly.io', [null], 502, ['server: Fly/9abc', 'via: 1.1 fly.io', 'fly-request-id: x']],
  ['Heroku', [null], 503, ['server: Cowboy', 'via: 1.1 vegur']],
  ['Heroku new router', [null], 503, ['server: Heroku', 'via: 2.0 heroku-router']],
  [
    'Next on Vercel',
    ['vercel', 'next-route', 'next-headers', 'next-proxy'],
    500,
    ['server: Vercel', 'x-vercel-id: fra1::x', 'x-matched-path: /500', 'x-vercel-cache: MISS'],
  ],
  ['AWS ALB', [null], 502, ['server: awselb/2.0']],
  ['API Gateway, HTTP API', ['api-gateway-http'], 404, ['apigw-requestid: x']],
  [
    'API Gateway, REST API',
    ['api-gateway-rest'],
    403,
    [
      'x-amzn-errortype: MissingAuthenticationTokenException',
      'x-amzn-requestid: 1',
      'x-amz-apigw-id: x',
    ],
  ],
  [
    'a Lambda URL that refuses',
    ['lambda-url', null],
    403,
    ['x-amzn-errortype: AccessDeniedException', 'x-amzn-requestid: 1'],
  ],
  [
    'DynamoDB or SQS',
    [null],
    400,
    ['x-amzn-requestid: 1', 'x-amzn-errortype: x', 'server: Server'],
  ],
  [
    'WordPress on nginx',
    ['wordpress'],
    200,
    [
      'server: nginx',
      'x-powered-by: PHP/8.2',
      'link: <https://x/wp-json/>; rel="https://api.w.org/"',
    ],
  ],
  [
    'Laravel 11 on nginx',
    ['laravel'],
    419,
    ['server: nginx', 'x-powered-by: PHP/8.3', 'set-cookie: laravel_session=eyJ'],
  ],
  ['Rails behind nginx', ['rails'], 500, ['server: nginx', 'x-runtime: 0.01', 'x-request-id: x']],
  ['OpenLiteSpeed', ['apache', 'litespeed', null], 404, ['server: LiteSpeed']],
  [
    'Django on gunicorn',
    ['django', null],
    403,
    [
      'server: gunicorn',
      'x-frame-options: DENY',
      'vary: Accept, Cookie',
      'allow: GET, HEAD, OPTIONS',
    ],
  ],
  ['Flask on gunicorn', ['flask', null], 404, ['server: gunicorn']],
  [
    'Express helmet',
    ['express', null],
    404,
    ["content-security-policy: default-src 'self'", 'x-dns-prefetch-control: off', 'etag: W/"a"'],
  ],
  ['FastAPI on hypercorn', ['fastapi', null], 404, ['server: hypercorn-h11']],
  ['ASP.NET Core on Kestrel', ['aspnet-core'], 404, ['server: Kestrel']],
  [
    'IIS, maybe with ASP.NET Core',
    ['iis', 'aspnet-core'],
    500,
    ['server: Microsoft-IIS/10.0', 'x-powered-by: ASP.NET'],
  ],
  [
    'Azure App Service Linux node',
    ['express'],
    404,
    ['x-powered-by: Express', 'server: nginx', 'set-cookie: ARRAffinity=x'],
  ],
  [
    'Azure SWA',
    ['azure-static-web-apps', null],
    404,
    ['server: Microsoft-Azure', 'set-cookie: StaticWebApp'],
  ],
  [
    'PocketBase',
    ['pocketbase', null],
    404,
    ['x-content-type-options: nosniff', 'x-xss-protection: 1; mode=block'],
  ],
  ['Hasura', ['hasura', null], 404, ['server: Warp/3.3']],
  ['Netlify static', ['netlify'], 404, ['server: Netlify', 'x-nf-request-id: x']],
  ['Deno Deploy', ['deno'], 404, ['server: deno/gcp-europe-west3', 'via: http/2 edgeproxy-h']],
  [
    'Express behind Caddy',
    ['express'],
    404,
    ['server: Caddy', 'x-powered-by: Express', 'via: 1.1 Caddy'],
  ],
  ['uvicorn behind Caddy', ['fastapi'], 404, ['server: uvicorn', 'via: 1.1 Caddy']],
  ['Sonatype Nexus', [null], 401, ['server: Nexus/3.7 (OSS)', 'x-content-type-options: nosniff']],
  [
    'Apache Tomcat default',
    ['tomcat', 'spring-boot', 'spring-mvc', null],
    404,
    ['content-type: text/html;charset=utf-8', 'content-language: en', 'set-cookie: JSESSIONID=A1'],
  ],
  [
    'GitLab',
    ['rails', null],
    404,
    ['server: nginx', 'x-runtime: 0.02', 'set-cookie: _gitlab_session=x', 'x-gitlab-meta: {}'],
  ],
  [
    'Express behind Fastly',
    ['express'],
    404,
    [
      'x-powered-by: Express',
      'via: 1.1 varnish',
      'x-served-by: cache-fra-etou8220101-FRA',
      'x-timer: S1716300000.1,VS0,VE2',
    ],
  ],
  [
    'Varnish before nginx',
    ['nginx', 'varnish'],
    200,
    ['server: nginx/1.24.0', 'x-varnish: 32770 3', 'age: 12', 'via: 1.1 varnish (Varnish/6.0)'],
  ],
  ['Varnish 4', ['varnish'], 200, ['x-varnish: 32770', 'age: 0', 'via: 1.1 varnish-v4']],
  [
    'Express on Heroku',
    ['express'],
    500,
    ['server: Cowboy', 'via: 1.1 vegur', 'x-powered-by: Express'],
  ],
  ['Phoenix on Cowboy', ['phoenix'], 404, ['server: Cowboy', 'x-request-id: F8nZQ2m1cV0p2kQAAAGh']],
  [
    'S3 behind CloudFront',
    ['s3'],
    403,
    [
      'server: AmazonS3',
      'via: 1.1 4f.cloudfront.net (CloudFront)',
      'x-amz-cf-pop: FRA56-P4',
      'x-amz-cf-id: kJ3nd82msPq==',
    ],
  ],
  [
    'API Gateway, edge-optimized',
    ['api-gateway-rest'],
    403,
    [
      'x-amzn-requestid: 6d1f',
      'x-amzn-errortype: ForbiddenException',
      'x-amz-apigw-id: Zx9=',
      'via: 1.1 4f.cloudfront.net (CloudFront)',
      'x-amz-cf-pop: FRA56-P4',
      'x-amz-cf-id: kJ3nd82msPq==',
    ],
  ],
  [
    'CloudFront alone',
    ['cloudfront', null],
    403,
    ['server: CloudFront', 'via: 1.1 4f.cloudfront.net (CloudFront)', 'x-amz-cf-id: kJ3nd82msPq=='],
  ],
  [
    'a Lambda URL whose function ran',
    ['lambda-url'],
    200,
    ['x-amzn-requestid: 6d1f', 'x-amzn-trace-id: Root=1-665;Parent=1;Sampled=0;Lineage=1:1'],
  ],
  [
    'API Gateway REST with Lambda',
    ['api-gateway-rest'],
    200,
    ['x-amzn-requestid: 6d1f', 'x-amz-apigw-id: Zx9=', 'x-amzn-trace-id: Root=1-665'],
  ],
  [
    'Cognito',
    [null],
    400,
    [
      'x-amzn-requestid: 6d1f',
      'x-amzn-errortype: NotAuthorizedException:',
      'content-type: application/x-amz-json-1.1',
    ],
  ],
  [
    'Express on Cloud Run',
    ['express'],
    500,
    ['server: Google Frontend', 'x-powered-by: Express', 'x-cloud-trace-context: 1'],
  ],
  ['App Engine', [null], 404, ['server: Google Frontend']],
  [
    'a Cloud Function',
    ['firebase'],
    500,
    ['server: Google Frontend', 'function-execution-id: 8qxm1'],
  ],
  [
    'Laravel that renamed its session',
    ['laravel'],
    401,
    [
      'set-cookie: XSRF-TOKEN=eyJpdiI6Ik1; path=/',
      'set-cookie: shop-session=eyJpdiI6Ik2; path=/; httponly',
    ],
  ],
  ['Angular with a token of its own', [null], 200, ['set-cookie: XSRF-TOKEN=9f8b; Path=/']],
  [
    'a JWT under the name XSRF-TOKEN',
    [null],
    200,
    ['set-cookie: XSRF-TOKEN=eyJhbGciOiJIUzI1NiJ9.e30.x; Path=/'],
  ],
  [
    'Spring Boot with Spring Security',
    ['spring-boot'],
    401,
    [
      'set-cookie: JSESSIONID=5C1B; Path=/; HttpOnly',
      'x-content-type-options: nosniff',
      'x-xss-protection: 0',
      'cache-control: no-cache, no-store, max-age=0, must-revalidate',
      'pragma: no-cache',
      'expires: 0',
      'x-frame-options: DENY',
    ],
  ],
  [
    'Spring Boot with a session',
    ['spring-boot', 'spring-mvc', null],
    403,
    [
      'set-cookie: JSESSIONID=5C1B; Path=/; HttpOnly',
      'vary: Origin',
      'vary: Access-Control-Request-Method',
      'vary: Access-Control-Request-Headers',
    ],
  ],
  ['a servlet on whatever container', [null], 200, ['set-cookie: JSESSIONID=5C1B; Path=/']],
  [
    'Jira',
    [null],
    401,
    [
      'x-arequestid: 1x2',
      'set-cookie: atlassian.xsrf.token=B1; Path=/',
      'set-cookie: JSESSIONID=5C1B; Path=/',
    ],
  ],
  [
    'Google',
    [null],
    200,
    [
      'server: ESF',
      'cache-control: no-cache, no-store, max-age=0, must-revalidate',
      'pragma: no-cache',
      'expires: Mon, 01 Jan 1990 00:00:00 GMT',
    ],
  ],
  [
    'Go that varies with the preflight',
    [null],
    204,
    ['vary: Origin', 'vary: Access-Control-Request-Method', 'vary: Access-Control-Request-Headers'],
  ],
  ['whatever under Passenger', [null], 500, ['x-powered-by: Phusion Passenger(R) 6.0.18']],
  ['Istio', ['istio'], 503, ['server: istio-envoy', 'x-envoy-upstream-service-time: 3']],
  ['App Runner', ['envoy', null], 404, ['server: envoy', 'x-envoy-upstream-service-time: 3']],
  [
    'Kong that returned it itself',
    ['kong'],
    404,
    ['server: kong/3.4.0', 'x-kong-response-latency: 1'],
  ],
  ['classic ASP.NET', ['iis'], 500, ['x-aspnet-version: 4.0.30319', 'x-powered-by: ASP.NET']],
  ['Alibaba Cloud CDN', [null], 200, ['server: Tengine', 'eagleid: 2ff61']],
  [
    'Alibaba Cloud’s load balancer',
    [null],
    200,
    ['set-cookie: SERVERID=e17|1716300000|1716300000;Path=/'],
  ],
  ['HAProxy with a sticky cookie', ['haproxy', null], 200, ['set-cookie: SERVERID=web1; path=/']],
  [
    'Tomcat’s own 404',
    ['tomcat'],
    404,
    ['content-type: text/html;charset=utf-8', 'content-language: en'],
  ],
  [
    'Spring Boot’s own error page',
    [null],
    404,
    ['content-type: text/html;charset=UTF-8', 'content-language: en-US'],
  ],
  [
    'Django REST framework behind nginx',
    ['django'],
    401,
    [
      'server: nginx',
      'vary: Accept, origin',
      'allow: GET, POST, HEAD, OPTIONS',
      'x-frame-options: DENY',
      'www-authenticate: Token',
    ],
  ],
  [
    'NestJS, which cannot be told from Express',
    ['express'],
    404,
    ['x-powered-by: Express', 'etag: W/"43-73Mz"'],
  ],
  [
    'MinIO behind nginx',
    ['nginx', 'minio'],
    403,
    [
      'server: nginx',
      'x-amz-request-id: 17A',
      'x-amz-id-2: dd9025bab4ad464b049177c95eb6ebf374d3b3fd1af9251148b658df7ac2e3e8',
    ],
  ],
  [
    'Backblaze B2',
    ['s3', null],
    403,
    ['x-amz-request-id: 1a', 'x-amz-id-2: aNkAy9DGWYy8zz2TeY5Rl2zH6M4E='],
  ],
  ['Astro', ['astro'], 404, ['x-astro-reroute: no', 'content-type: text/html']],
  ['Okta', ['allowed-origins'], 403, ['server: nginx', 'x-okta-request-id: ZkX1']],
  ['Grafana behind nginx', ['grafana'], 401, ['server: nginx', 'set-cookie: grafana_session=;']],
  ['Slack', ['express-proxy'], 200, ['server: Apache', 'x-slack-req-id: 41f2ab']],
  ['Stripe', ['express-proxy'], 401, ['server: nginx', 'stripe-version: 2024-06-20']],
  [
    'a first-generation Firebase function',
    ['firebase'],
    500,
    ['x-powered-by: Express', 'server: Google Frontend', 'function-execution-id: 8qxm1'],
  ],
  [
    'ingress-nginx',
    ['ingress-nginx'],
    404,
    ['server: nginx', 'strict-transport-security: max-age=15724800; includeSubDomains'],
  ],
  [
    'Spring Boot Actuator',
    ['spring-boot'],
    200,
    ['content-type: application/vnd.spring-boot.actuator.v3+json'],
  ],
  [
    'Spring WebFlux',
    ['spring-webflux'],
    401,
    [
      'set-cookie: SESSION=0f8fad5b-d9cb-469f-a165-70867728950e; Path=/',
      'cache-control: no-cache, no-store, max-age=0, must-revalidate',
      'expires: 0',
    ],
  ],
  ['Daphne', ['django'], 404, ['server: daphne']],
  ['iisnode', ['express'], 404, ['server: Microsoft-IIS/10.0', 'x-powered-by: Express, ASP.NET']],
  [
    'Jupyter Server',
    ['jupyter'],
    403,
    [
      'server: TornadoServer/6.5.1',
      "content-security-policy: frame-ancestors 'self'; report-uri /api/security/csp-report; default-src 'none'",
    ],
  ],
  [
    'Keycloak’s login',
    ['keycloak'],
    200,
    [
      'set-cookie: AUTH_SESSION_ID=a1.node; Path=/realms/x/',
      'set-cookie: KC_RESTART=eyJ; Path=/realms/x/',
    ],
  ],
  [
    'llama.cpp',
    ['llama-cpp'],
    401,
    ['server: llama.cpp', 'access-control-allow-origin: https://app.example.com'],
  ],
  ['another Haskell program on Warp', [null], 404, ['server: Warp/3.3.30']],
  [
    'Hasura behind nginx',
    ['hasura', 'nginx'],
    200,
    ['server: nginx', 'x-request-id: 0f8fad5b-d9cb-469f-a165-70867728950e'],
  ],
  [
    'WildFly',
    [null],
    500,
    ['server: WildFly/11', 'x-powered-by: Undertow/1', 'set-cookie: JSESSIONID=5C1B'],
  ],
  ['PostgREST', [null], 401, ['server: postgrest/12.0.2']],
  ['nothing', [null], 404, ['content-type: application/json', 'date: now']],
];

function headers(lines: readonly string[]): HeaderList {
  return lines.map((line) => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)] as const;
  });
}

describe('names no stack without proof', () => {
  test.each(table)('%s', (_, first, status, lines) => {
    const [found] = detect(exchange({ preflight: { status, headers: headers(lines) } }));
    expect(first).toContain(found?.stack.id ?? null);
  });

  test.each(table)('%s, of the request itself', (_, first, status, lines) => {
    const response = { status, headers: headers(lines) };
    const [found] = detect(exchange({ asks: null, response }));
    expect(first).toContain(found?.stack.id ?? null);
  });
});

const server = (value: string) => ['server', value] as const;
const express = ['x-powered-by', 'Express'] as const;

describe('says what it goes by', () => {
  test('gives nothing without evidence', () => {
    expect(detect(exchange())).toEqual([]);
  });

  test('shows the header', () => {
    const found = detect(exchange({ preflight: { status: 404, headers: [express] } }));
    expect(found.map(({ stack, evidence }) => [stack.id, evidence])).toEqual([
      ['express', 'Detected from `x-powered-by: Express`.'],
    ]);
  });

  test('shows at most three', () => {
    const lines = ['server: AmazonS3', 'x-amz-id-2: kJ3nd82msPq'];
    const [found] = detect(
      exchange({
        url: 'https://files.s3.eu-central-1.amazonaws.com/a',
        preflight: { status: 403, headers: headers(lines) },
      }),
    );
    expect(found?.stack.id).toBe('s3');
    expect(found?.evidence).toBe(
      'Detected from `server: AmazonS3`, `x-amz-id-2: kJ3nd82m`, `host: .s3.eu-central-1.amazonaws.com`.',
    );
  });

  test('of a service that is not the user’s, says so', () => {
    const lines = ['server: Apache', 'x-slack-req-id: 41f2ab'];
    const found = detect(exchange({ preflight: { status: 200, headers: headers(lines) } }));
    expect(found.map(({ stack }) => stack.id)).toEqual(['express-proxy', 'apache']);
    expect(found[0]?.evidence).toBe(
      '`x-slack-req-id: 41f2` shows a service whose headers you cannot change. Call it through a server of your own.',
    );
  });

  test('never shows the value of a cookie', () => {
    const headers = [['set-cookie', 'connect.sid=s%3Asecret; Path=/']] as const;
    const [found] = detect(exchange({ preflight: { status: 401, headers } }));
    expect(found?.evidence).toBe('Detected from `set-cookie: connect.sid`.');
  });

  test.each([
    ['https://abc.lambda-url.eu-central-1.on.aws/', 'lambda-url'],
    ['https://api.me.workers.dev/', 'workers'],
    ['https://me.blob.core.windows.net/a', 'azure-blob'],
    ['https://me.blob.core.windows.net.evil.example/', undefined],
    ['http://localhost:11434/api/chat', 'ollama'],
    ['capacitor://localhost/', undefined],
    ['not a URL', undefined],
  ])('goes by the host of %s', (url, id) => {
    const [found] = detect(exchange({ url, preflight: { status: 403, headers: [] } }));
    expect(found?.stack.id).toBe(id);
  });

  test('looks at other responses of the server too', () => {
    const [found] = detect(exchange(), [{ status: 404, headers: [express] }]);
    expect(found?.stack.id).toBe('express');
  });

  test('does not look at the server a redirect leads to', () => {
    const asked = exchange({ response: { status: 302, headers: [] } });
    const [hop] = asked.hops;
    const login = {
      ...hop,
      url: 'https://login.example.com/',
      response: { status: 200, headers: [express] },
    };
    expect(detect({ ...asked, hops: [hop, login] })).toEqual([]);
  });
});

describe('of a proxy and an application', () => {
  test('fixes the application when the request reaches it', () => {
    const found = detect(
      exchange({ preflight: { status: 404, headers: [server('nginx/1.27.1'), express] } }),
    );
    expect(found.map(({ stack }) => stack.id)).toEqual(['express', 'nginx']);
    expect(found[0]?.evidence).toBe(
      'Detected: nginx in front of Express (`server: nginx/1.27.1`, `x-powered-by: Express`). Fix it in Express. Only one of them should add CORS headers.',
    );
    expect(found[1]?.evidence).toContain('proxy_hide_header');
  });

  test('says which of the two is to lose the header both add', () => {
    const headers = [
      server('nginx'),
      express,
      ['access-control-allow-origin', '*'],
      ['access-control-allow-origin', 'https://app.example.com'],
    ] as const;
    const found = detect(exchange({ preflight: { status: 204, headers } }));
    expect(found.map(({ stack }) => stack.id)).toEqual(['express', 'nginx']);
    expect(found[0]?.evidence).toContain(
      "`Access-Control-Allow-Origin` is sent twice: remove it in nginx, or have nginx drop the app's.",
    );
  });

  test('fixes the proxy when it returned the preflight itself', () => {
    const found = detect(exchange({ preflight: { status: 405, headers: [server('nginx')] } }), [
      { status: 200, headers: [server('nginx'), express] },
    ]);
    expect(found.map(({ stack }) => stack.id)).toEqual(['nginx', 'express']);
    expect(found[0]?.evidence).toContain(
      'The failing response came from nginx itself. Fix it there.',
    );
  });

  test('fixes the proxy when it returned 502 after the application let the preflight pass', () => {
    const found = detect(
      exchange({
        preflight: { status: 204, headers: [server('nginx'), express] },
        response: { status: 502, headers: [server('nginx')] },
      }),
    );
    expect(found.map(({ stack }) => stack.id)).toEqual(['nginx', 'express']);
  });

  test('takes a missing cookie for no sign of the proxy', () => {
    const session = ['set-cookie', 'laravel_session=x'] as const;
    const found = detect(exchange({ preflight: { status: 401, headers: [server('nginx')] } }), [
      { status: 200, headers: [server('nginx'), session] },
    ]);
    expect(found.map(({ stack }) => stack.id)).toEqual(['laravel', 'nginx']);
  });
});

/** Servers that look like another, which comes first. */
const lookAlike: Readonly<Record<string, string>> = {
  apollo: 'express',
  nest: 'express',
  'next-headers': 'next-proxy',
  'next-route': 'next-proxy',
  'spring-mvc': 'tomcat',
  symfony: 'php',
  'webpack-dev-server': 'express',
};

/** The same, where the bodies of their error pages are at hand too. */
const lookAlikeByBody: Readonly<Record<string, string>> = {
  apollo: 'express',
  chi: 'go',
  'next-headers': 'next-proxy',
  'next-route': 'next-proxy',
  'spring-mvc': 'tomcat',
  'webpack-dev-server': 'express',
};

/** Servers whose headers name nothing: in the panel, nothing may be claimed of them. */
const silent = [
  ...['bun', 'chi', 'deno', 'echo', 'fastify', 'firebase', 'gin', 'go', 'h3', 'hapi', 'haproxy'],
  ...['hono', 'koa', 'nuxt', 'react-router', 'sinatra', 'socket-io', 'supabase', 'vite'],
  ...['workers', 'yoga'],
];

/** Servers whose bodies name nothing either. */
const silentBodies = ['bun', 'deno', 'firebase', 'koa', 'supabase', 'vite', 'workers', 'yoga'];

interface Recorded extends Response {
  readonly body: string;
}

/** The response as it is read from a file that has its body. */
function asRead({ status, headers, body }: Recorded): Response {
  const type = headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  const entry = withBodyOf({ response: { status, content: { mimeType: type, text: body } } });
  const { response } = entry as { response: { _bodyOf?: string[] } };
  return { status, headers, bodyOf: response._bodyOf ?? [] };
}

describe.each(readdirSync('test/fixes/recorded').map((name) => name.replace(/\.json$/, '')))(
  'the responses recorded from %s',
  (id) => {
    const recorded = JSON.parse(readFileSync(`test/fixes/recorded/${id}.json`, 'utf8')) as Record<
      string,
      Recorded
    >;
    function named(responses: Record<string, Response>) {
      const { preflight, get, put, ...others } = responses;
      return detect(
        exchange({ preflight: preflight ?? null, response: get ?? null }),
        Object.values(others),
      )[0]?.stack.id;
    }

    test('their headers, which is all the panel has', () => {
      const bare = Object.entries(recorded).map(
        ([name, { status, headers }]) => [name, { status, headers }] as const,
      );
      expect(named(Object.fromEntries(bare))).toBe(
        silent.includes(id) ? undefined : (lookAlike[id] ?? id),
      );
    });

    test('with their bodies, which only a recording may hold', () => {
      const read = Object.entries(recorded).map(([name, one]) => [name, asRead(one)] as const);
      expect(named(Object.fromEntries(read))).toBe(
        silentBodies.includes(id) ? undefined : (lookAlikeByBody[id] ?? id),
      );
    });
  },
);

describe('the body of an error page', () => {
  const nginx = '<html><body><hr><center>nginx/1.27.1</center></body></html>';
  const harOf = (content: object, status = 404): Har => ({
    log: {
      version: '1.2',
      creator: { name: 'WebInspector', version: '537.36' },
      entries: [
        {
          startedDateTime: '2026-01-05T09:00:00.000Z',
          time: 5,
          _resourceType: 'fetch',
          request: {
            method: 'GET',
            url: 'https://api.example.com/v1/items',
            headers: [
              { name: 'Origin', value: 'https://app.example.com' },
              { name: 'Sec-Fetch-Mode', value: 'cors' },
            ],
          },
          response: { status, headers: [], content, _error: 'net::ERR_FAILED' },
        },
      ],
    },
  });
  const fixOf = (har: Har) => [...annotate(har).annotations.values()][0]?.fix;

  test.each([
    ['as text', { mimeType: 'text/html', text: nginx }],
    ['in base64', { mimeType: 'text/html', encoding: 'base64', text: btoa(nginx.repeat(200)) }],
  ])('names the stack: %s', (_, content) => {
    const har = harOf(content);
    expect(fixOf(har)?.stack).toBe('nginx');
    const { findings } = annotate(har);
    const response = findings[0]?.exchange.hops[0].response;
    expect(response?.bodyOf).toEqual(['nginx']);
    expect(detect(findings[0]?.exchange as never)[0]?.evidence).toBe(
      'Detected from the body of a 404 response.',
    );
    expect(JSON.stringify(findings)).not.toContain('<center>');
  });

  test('is dropped as the file is read, and the stack is named all the same, redacted too', () => {
    const { log } = harOf({ mimeType: 'text/html', text: nginx });
    const kept: Har = { log: { ...log, entries: log.entries.map(withoutBodies) } };
    expect(JSON.stringify(kept)).not.toContain('center');
    expect(fixOf(kept)?.stack).toBe('nginx');
    expect(fixOf(createRedactor().json(kept))?.stack).toBe('nginx');
  });

  test.each([
    ['of what the page asked for', { mimeType: 'application/json', text: nginx }, 200],
    [
      'further down than anybody looks',
      { mimeType: 'text/html', text: ' '.repeat(5000) + nginx },
      404,
    ],
    ['that is no base64', { mimeType: 'text/html', encoding: 'base64', text: '%%%' }, 404],
  ])('names nothing: %s', (_, content, status) => {
    expect(fixOf(harOf(content, status))?.stack).toBeNull();
  });

  test('a claim of a file is no more than a name', () => {
    const [entry] = harOf({}).log.entries as { response: object }[];
    const claim = (bodyOf: unknown) =>
      fixOf({
        log: { entries: [{ ...entry, response: { ...entry?.response, _bodyOf: bodyOf } }] },
      });
    expect(claim(['nginx'])?.stack).toBe('nginx');
    for (const bad of ['nginx', ['<b>'], [1], {}, null]) expect(claim(bad)?.stack).toBeNull();
  });

  test('a redactor leaves the name of every stack as it is', () => {
    const ids = stacks.map(({ id }) => id);
    expect(createRedactor().json({ response: { _bodyOf: ids } }).response._bodyOf).toEqual(ids);
  });
});
