import type { Harmless } from './harmless.ts';
import type { Random } from './random.ts';
import { fromTemplate } from './template.ts';

const word =
  '<orders|invoices|catalog|price-list|user-profiles|workspaces|feature-flags|suppliers>';
const host =
  '<api.acme.io|gateway.eu-central-1.acme.cloud|k8s-ingress-4f2a7c81d9-1234567890.eu-west-1.elb.amazonaws.com|acme-prod-7f9c.azurewebsites.net|my-service-abc123xyz-ew.a.run.app|3f2a9c81d4e5b6a7.preview.pages.dev|deploy-preview-142--acme.netlify.app|203.0.113.9:8080>';

/** URLs, by `fromTemplate`. */
const urls =
  `https://${host}/v1/${word}?filter[status]=active&filter[created_at][gte]=2026-01-01&page[number]=2
https://${host}/graphql?operationName=GetOrders&extensions=%7B%22persistedQuery%22%3A%7B%22version%22%3A1%2C%22sha256Hash%22%3A%22<hex 64>%22%7D%7D
https://${host}/v2/${word}/<uuid>/${word}/<uuid>
https://${host}/tickets/<digits 8>-winter-jacket-blue
https://cdn.acme.io/packs/js/application-<hex 64>.js
https://i.ytimg.com/vi/<base62 11>/hqdefault.jpg
https://video.acme.io/hls/1080p/seg-<digits 3>-v1-a1.m4s?_=<digits 13>
https://registry.acme.io/v2/team/app/manifests/sha256:<hex 64>
https://raw.githubusercontent.com/acme/app/<hex 40>/README.md
https://assets.acme.io/v/<hex 40>/main.js
https://images.ctfassets.net/<base36 12>/<base62 22>/<hex 32>/hero.jpg?w=1200&fm=webp
https://management.azure.com/subscriptions/<uuid>/resourceGroups/rg-prod-weu-01/providers/Microsoft.Web
https://acme-bucket.s3.eu-west-1.amazonaws.com/uploads/2026/01/IMG_<digits 8>_<digits 6>.jpg
https://login.acme.io/auth/realms/master/protocol/openid-connect/<token|auth|certs|userinfo|logout>
https://api.acme.io/<session/refresh|keys/rotation-policy|share/links|login/callback/github|download/acme-cli-v2.3.1-linux-x64.tar.gz|password/policy|verify/email/sent|token/introspect|invite/accept|reset/done|webhooks/stripe/events|otp/resend|signup/step-2|confirm/order-4711>
https://${host}/v1/${word}?build=<digits 5>&commit=<hex 40>&release=web@2026.1.<digits 2>
https://${host}/feature/JIRA-<digits 4>-fix-cors-headers-for-mobile-app
https://${host}/?state=<open|closed|draft>&code=<DE|US|EUR|de-DE>&key=<name|created-at|price>&session=<morning|spring>
https://${host}/socket.io/?EIO=4&transport=polling&t=P<base36 6>
https://${host}/v1/${word}/<cus|price|prod|in|sub>_<base62 14>
https://api.acme.io/2/tweets/1<digits 18>?expansions=author_id,attachments.media_keys
https://www.google-analytics.example/g/collect?v=2&tid=G-<upper 10>&_p=<digits 10>&en=page_view
https://acme.my.salesforce.example/services/data/v59.0/sobjects/Account/001<base62 12>AAA
https://api.acme.io/v1/accounts/<digits 12>/transactions?from=2026-01-01&status=booked
https://api.acme.io/oauth/token?grant_type=client_credentials&scope=orders.read%20orders.write
https://api.acme.io/users/me/<sessions|api-keys|passwords/policy|tokens/count|invitations/pending|tickets/open>
https://api.acme.io/parcels/<1Z999AA10123456784|00340434161094042557|RR123456785DE>/status
https://api.acme.io/items?hl=zh-Hans-CN&at=20260105T10<digits 4>Z&cat=electronics2024&q=rtx4090ti&max_tokens=<digits 4>&price_id=price_<base62 16>&auth=required
https://api.acme.io/<phone/iphone-15-pro|gift/ideas-for-her|coupons/spring-sale|i/icons|2fa/setup>
https://img.acme.io/w_640,h_480,c_fill,q_auto/v<digits 10>/products/shoe-<digits 3>.webp`.split(
    '\n',
  );

/** Header lines, by `fromTemplate`. */
const headers = `x-request-id: <base62 21>
X-Correlation-Id: 01J<upper 23>
X-Honeycomb-Trace: 1;trace_id=<hex 32>,parent_id=<hex 16>
X-Amz-Cf-Id: <base64url 55>==
x-goog-hash: crc32c=<base64 6>==, md5=<base64 22>==
Server-Timing: cdn-cache; desc=HIT, edge; dur=<digits 2>, origin; dur=0
Link: <https://cdn.acme.io/assets/app-<hex 8>.css>; rel=preload; as=style
Digest: SHA-256=<base64 43>=
X-Kubernetes-Pod: checkout-<hex 10>-x2k4q
X-Instance-Id: i-0<hex 16>
X-Image: registry.acme.io/team/app@sha256:<hex 64>
X-Version: v1.<digits 2>.3-45-g<hex 7>
X-Release: web@<hex 40>
Baggage: sentry-environment=production,sentry-release=web%402026.1.0,sentry-trace_id=<hex 32>
Content-Disposition: attachment; filename="Rechnung_2026-01-10_RE-<digits 6>.pdf"
Content-Security-Policy: default-src 'self'; script-src 'nonce-<base64 22>==' https://cdn.acme.io; report-uri /csp
X-Debug-Info: route=orders; handler=listAll; took=<digits 2>ms
X-Experiment: checkout-button-color:variant-b,search-ranking-v3:control
x-amz-version-id: <base62 32>
X-Request-Start: t=17<digits 8>.<digits 3>
Permissions-Policy: otp-credentials=(self "https://pay.acme.io"), private-state-token-issuance=()
X-Auth-Provider: <keycloak|github|okta>
X-Error-Code: AUTH_TOKEN_EXPIRED
X-Password-Policy: min=12;upper=1;digit=1
X-Key-Id: signing-2026-01
X-Amz-Apigw-Id: RZ8<base62 12>=
X-Feature: checkoutV2Beta
WWW-Authenticate: Bearer scope="orders.read", error_description="More than the access token has is needed."`.split(
  '\n',
);

/** What programs say. */
const texts = `SyntaxError: Unexpected token '<', "<!DOCTYPE "... is not valid JSON
TypeError: Cannot read properties of undefined (reading 'accessToken')
The password must have at least 12 characters (8 given).
Invalid token 'Bearer': expected one of 'Basic', 'Digest'.
unknown secret 'my-secret-name' in namespace 'default'
code: "ECONNREFUSED", syscall: "connect", address: "127.0.0.1", port: 5432
Pod checkout-7d9f8b6c5d-x2k4q was evicted from ip-10-0-12-34.eu-central-1.compute.internal
usage: curl -H "Authorization: Bearer $TOKEN" https://api.acme.io
api_key=<your-api-key>
token: [FILTERED]
auth: { enabled: true, provider: "github" }
Signature algorithm: RS256, key size: 2048
Chunk 4821-3f2a9c81d4e5b6a7.js failed to load
at AuthService.refreshAccessToken (auth.service.ts:88:12)
Use --token-file or --password-stdin.
error: code is 1045, sqlstate 28000
psql: FATAL: password authentication failed for user "app"
user root:admins has access
<b>bold</b> and <title>Welcome back</title>
ISO 4217 EUR, IBAN is required; the phone number must start with +49.
sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC
<meta name="description" content="A shop for garden tools">
<input name="quantity" value="12">
Hotel 2026-01-05, iPhone 15 Pro 2024, Cell 12, Row 3
Password for user accounts is required, first name is required.
session 3 of 5, key 12 of 48, access codes v2, status code 503
at TokenStore.refresh (token-store.ts:42:7)
Mon Jan 05 2026 10:00:00 GMT+0100 (CET)`.split('\n');

/** Values as applications have them: `rounds` of each URL and header with other random parts, and each text once. */
export function ordinaryValues(r: Random, rounds: number): Harmless[] {
  const all: Harmless[] = texts.map((value) => ({ kind: 'text', value }));
  for (let round = 0; round < rounds; round++) {
    for (const url of urls) all.push({ kind: 'url', value: fromTemplate(url, r) });
    for (const line of headers) {
      const [name = '', ...value] = line.split(': ');
      all.push({ kind: 'header', name, value: fromTemplate(value.join(': '), r) });
    }
  }
  return all;
}
