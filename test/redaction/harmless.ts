import { ordinaryValues } from './ordinary.ts';
import { type Random, seeded } from './random.ts';

/** A value that a reader needs, or that nobody keeps secret. */
export type Harmless =
  | { readonly kind: 'header'; readonly name: string; readonly value: string }
  | { readonly kind: 'url' | 'text'; readonly value: string };

const words =
  'orders invoices customers product settings reports search dashboard notifications billing profile inventory shipping checkout analytics messages projects articles comments permissions'.split(
    ' ',
  );
const hosts =
  'api.example.com cdn.shop.example sk-production-eu-west-1-api.example.com d111111abcdef8.cloudfront.net my-app-git-feature-x-team.vercel.app 64f1c2a9b7e3d5.ngrok-free.app xkqjzv-8080.csb.app localhost:3000 10.23.45.67:8443 [::1]:9000 a1b2c3d4e5f60718293a4b5c6d7e8f90.execute-api.eu-west-1.amazonaws.com'.split(
    ' ',
  );

const headers: Record<string, (r: Random) => string> = {
  ETag: (r) => `"${r.hex(32)}"`,
  'If-None-Match': (r) => `W/"${r.base64(27)}"`,
  'X-Request-Id': (r) => r.uuid(),
  'X-Correlation-ID': (r) => r.hex(32),
  traceparent: (r) => `00-${r.hex(32)}-${r.hex(16)}-01`,
  'X-B3-TraceId': (r) => r.hex(32),
  'sentry-trace': (r) => `${r.hex(32)}-${r.hex(16)}-1`,
  'X-Amzn-Trace-Id': (r) => `Root=1-${r.hex(8)}-${r.hex(24)}`,
  'x-amzn-RequestId': (r) => r.uuid(),
  'x-amz-cf-id': (r) => `${r.base64url(54)}==`,
  'x-amz-id-2': (r) => `${r.base64(75)}=`,
  'CF-RAY': (r) => `${r.hex(16)}-FRA`,
  'X-Vercel-Id': (r) => `fra1::iad1::${r.base36(5)}-17${r.digits(11)}-${r.hex(12)}`,
  'X-Azure-Ref': (r) => `20260105T090000Z-${r.base36(40)}`,
  'X-GUploader-UploadID': (r) => r.base64url(80),
  'X-Cloud-Trace-Context': (r) => `${r.hex(32)}/${r.digits(19)};o=1`,
  'X-Served-By': (r) => `cache-fra-etou${r.digits(7)}-FRA`,
  'Content-Type': (r) => `multipart/form-data; boundary=----WebKitFormBoundary${r.base62(16)}`,
  'Sec-WebSocket-Key': (r) => `${r.base64(22)}==`,
  'Content-Digest': (r) => `sha-256=:${r.base64(43)}=:`,
  'Content-Security-Policy': (r) =>
    `script-src 'nonce-${r.base64(22)}==' 'sha256-${r.base64(43)}='`,
  'Access-Control-Allow-Origin': (r) => `https://${r.base36(9)}.preview.example.com`,
  Origin: (r) => `https://${r.hex(32)}.sandbox.example.com`,
  'X-Deployment-Id': (r) => `dpl_${r.base62(28)}`,
  'X-Commit-Sha': (r) => r.hex(40),
  'X-Build-Version': (r) => `2026.1.${r.digits(3)}-${r.hex(7)}`,
};

const fixedHeaders: readonly (readonly [string, string])[] = [
  [
    'User-Agent',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  ],
  [
    'User-Agent',
    'Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A.231005.007) AppleWebKit/537.36',
  ],
  ['Sec-CH-UA', '"Chromium";v="142", "Google Chrome";v="142", "Not_A Brand";v="99"'],
  ['Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'],
  ['Cache-Control', 'public, max-age=31536000, immutable, stale-while-revalidate=60'],
  ['Access-Control-Allow-Headers', 'authorization, x-api-key, x-csrf-token, x-amz-content-sha256'],
  ['Access-Control-Allow-Credentials', 'true'],
  ['Access-Control-Expose-Headers', 'x-auth-token, etag, x-total-count'],
  ['Vary', 'Origin, Cookie, Authorization, Accept-Encoding'],
  [
    'WWW-Authenticate',
    'Bearer realm="api", error="invalid_token", error_description="The access token expired"',
  ],
  ['X-RateLimit-Remaining', '4987'],
  ['X-Token-Type', 'Bearer'],
  ['X-Auth-Method', 'oauth'],
  ['X-Session-Timeout', '1800'],
  ['X-Powered-By', 'PHP/8.3.14'],
  ['Server', 'nginx/1.27.3 (Ubuntu)'],
  ['Strict-Transport-Security', 'max-age=63072000; includeSubDomains; preload'],
  [
    'Permissions-Policy',
    'geolocation=(), identity-credentials-get=(self), publickey-credentials-get=(self)',
  ],
  ['Clear-Site-Data', '"cache", "cookies", "storage"'],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ['Via', '1.1 varnish, 1.1 d111111abcdef8.cloudfront.net (CloudFront)'],
  ['X-Cache', 'Miss from cloudfront'],
  ['X-Amz-Cf-Pop', 'FRA56-P4'],
  ['Content-Disposition', 'attachment; filename="report-2026-01-05_final-v2.pdf"'],
  ['X-Error', 'column "created_at" of relation "orders" does not exist at character 42'],
  [
    'X-Debug-Stack',
    'at OrderController.listAll (/srv/app/dist/controllers/order-controller.js:118:23)',
  ],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Feature-Flags', 'newCheckout,fasterSearch2026,darkModeBeta'],
  ['X-API-Version', '2025-11-01'],
  ['Sec-Fetch-Storage-Access', 'active'],
  ['Date', 'Mon, 05 Jan 2026 09:00:00 GMT'],
  ['X-Cache-Key', '/v1/items?page=2'],
];

const urls: Record<string, (r: Random) => string> = {
  'a list': (r) =>
    `https://${r.any(hosts)}/v1/${r.any(words)}?page=${r.digits(2)}&per_page=50&sort=-created_at`,
  'a resource': (r) => `https://${r.any(hosts)}/v2/${r.any(words)}/${r.digits(7)}`,
  'a UUID': (r) => `https://api.example.com/${r.any(words)}/${r.uuid()}/items`,
  'a UUID in a query': (r) => `https://api.example.com/search?orderId=${r.uuid()}&expand=lines`,
  'an object id': (r) => `https://api.example.com/${r.any(words)}/${r.hex(24)}`,
  'a hashed script': (r) => `https://cdn.example.com/assets/${r.any(words)}.${r.hex(20)}.js`,
  'a hashed chunk': (r) =>
    `https://cdn.example.com/_next/static/chunks/${r.digits(4)}-${r.hex(16)}.js`,
  'a hash of Vite': (r) => `https://app.example.com/assets/index-${r.base64url(8)}.css`,
  'a build id': (r) => `https://app.example.com/_next/data/${r.base64url(21)}/index.json`,
  'a commit': (r) => `https://git.example.com/team/app/commit/${r.hex(40)}`,
  'a cache buster': (r) => `https://app.example.com/main.js?${r.hex(32)}`,
  'a font': (r) => `https://fonts.example.com/s/inter/v13/${r.base64url(48)}.woff2`,
  'a picture': (r) =>
    `https://images.example.com/photo-15${r.digits(11)}-${r.hex(12)}?auto=format&w=1200&q=80`,
  'a date': (r) =>
    `/v1/stats?from=2026-01-${r.any(['01', '12', '28'])}T00:00:00.000Z&to=2026-02-01&tz=Europe/Berlin`,
  'a slug': (r) =>
    `https://blog.example.com/2026/01/how-to-fix-cors-errors-in-${r.any(words)}-in-10-minutes`,
  'a code': (r) =>
    `https://api.example.com/shops?country_code=${r.any(['US', 'DE', 'FR'])}&state=${r.any(['open', 'closed', 'all'])}`,
  'a sort key': (r) => `https://api.example.com/rows?sort_key=${r.any(words)}&order=desc&limit=100`,
  GraphQL: (r) =>
    `https://api.example.com/graphql?operationName=Get${r.any(words)}ByIdQuery&variables=${encodeURIComponent(JSON.stringify({ first: 10, category: r.any(words) }))}`,
  'a login page': (r) =>
    `https://login.example.com/oauth2/v2.0/authorize?response_type=code&scope=openid%20profile&prompt=${r.any(['none', 'login', 'consent'])}`,
  campaign: (r) =>
    `https://www.example.com/?utm_source=newsletter&utm_medium=email&utm_campaign=spring_sale_${r.digits(4)}`,
  coordinates: (r) =>
    `https://maps.example.com/tiles/12/${r.digits(4)}/${r.digits(4)}.png?lat=52.${r.digits(4)}&lng=13.${r.digits(4)}`,
  blob: (r) => `blob:https://app.example.com/${r.uuid()}`,
  'a video': (r) => `https://www.example.com/watch?v=${r.base62(5)}-${r.base62(5)}`,
  'a package': (r) =>
    `https://cdn.example.com/npm/@scope/${r.any(words)}@3.${r.digits(1)}.0/dist/index.min.js`,
  'a product': (r) =>
    `https://shop.example.com/p/wireless-headphones-wh-1000xm5-black-256gb?variant=${r.digits(14)}`,
  'paths with words of login': (r) =>
    `https://api.example.com/${r.any(['auth/login', 'token/refresh', 'password-reset/confirm', 'webhooks/github', 'sessions/current', 'oauth/v2/token', 'api-keys', 'users/me/password', 'verify/email'])}`,
};

const texts: readonly string[] = [
  'Basic authentication is used by the server.',
  'Add Access-Control-Allow-Headers: authorization, x-api-key to the preflight.',
  'Set credentials: "include" only where cookies are needed.',
  'The token bucket is empty: 429.',
  'The preflight returned 401 Unauthorized: authentication runs before CORS.',
  'net::ERR_FAILED',
  'NS_ERROR_DOM_BAD_CROSS_ORIGIN_URI',
  'TypeError: Failed to fetch at loadOrders (https://app.example.com/assets/index-4f3a2b1c.js:12:3456)',
  'Access to fetch at https://api.example.com/v1/orders from origin https://app.example.com has been blocked by CORS policy.',
  'Rate limit of 5000 requests/hour exceeded, try again at 2026-01-05T09:00:00Z.',
  'WordPress answers every origin like this: credentials: WordPress.',
  'HTTP/1.1 502 Bad Gateway, upstream request id 4bf92f3577b34da6a3ce929d0e0e4736',
  'expected 204, found 401',
  'x86_64-unknown-linux-gnu',
  'Deployed commit 3f2a9c81d4e5b6a7980c1d2e3f4a5b6c7d8e9f00 to production.',
  'Password is required.',
  'Your session has expired, please log in again.',
  'The cookie was not sent: SameSite=Lax.',
  'AccessDenied: User is not authorized to perform s3:GetObject',
  'org.springframework.web.HttpRequestMethodNotSupportedException',
  'java.lang.IllegalStateException: AuthenticationCredentialsNotFoundException',
  'com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException',
  'grpc-status: 16, grpc-message: UNAUTHENTICATED',
  'Content-Type: application/vnd.api+json; charset=utf-8',
];

/** As many harmless values as secrets are asked for, at least 500. */
export function harmlessValues(seed: number): Harmless[] {
  const r = seeded(seed);
  const all: Harmless[] = [];
  for (let round = 0; round < 9; round++) {
    for (const [name, make] of Object.entries(headers))
      all.push({ kind: 'header', name, value: make(r) });
    for (const make of Object.values(urls)) all.push({ kind: 'url', value: make(r) });
  }
  for (const [name, value] of fixedHeaders) all.push({ kind: 'header', name, value });
  for (const value of texts) all.push({ kind: 'text', value });
  all.push(...ordinaryValues(r, 9));
  return all;
}
