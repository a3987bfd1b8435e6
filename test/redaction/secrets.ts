import { grammars } from './grammars.ts';
import { type Random, seeded } from './random.ts';
import { fromTemplate } from './template.ts';
import { tellingHeaders, tellingNames, vendors } from './vendors.ts';

/** One secret in one place of a HAR. */
export interface Planted {
  /** Place and format. */
  readonly name: string;
  readonly secret: string;
  /** What of an entry differs from one without it. */
  readonly request?: Readonly<Record<string, unknown>>;
  readonly response?: Readonly<Record<string, unknown>>;
  readonly entry?: Readonly<Record<string, unknown>>;
}

const encode = encodeURIComponent;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');

/** Secrets that show by themselves what they are. */
const announced: Record<string, (r: Random) => string> = {
  JWT: (r) =>
    `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(`{"sub":"${r.digits(8)}","iat":17${r.digits(8)}}`)}.${r.base64url(43)}`,
  JWE: (r) =>
    `${base64url('{"alg":"dir","enc":"A256GCM"}')}..${r.base64url(16)}.${r.base64url(60)}.${r.base64url(22)}`,
  'base64 of JSON': (r) =>
    base64(`{"user":"u${r.digits(6)}","role":"admin","exp":${r.digits(10)}}`),
  'hex, 32': (r) => r.hex(32),
  'hex, 40': (r) => r.hex(40),
  'hex, 64': (r) => r.hex(64),
  'base62, 24': (r) => r.base62(24),
  'base62, 40': (r) => r.base62(40),
  'base64url, 32': (r) => r.base64url(32),
  'base64url, 43': (r) => r.base64url(43),
  'base36, 32': (r) => r.base36(32),
  'e-mail address': (r) =>
    `${r.letters(5)}.${r.letters(7)}${r.digits(1)}@corp-${r.letters(4)}.example`,
  'AWS access key': (r) => `AKIA${r.upper(16)}`,
  'AWS temporary key': (r) => `ASIA${r.upper(16)}`,
  'AWS secret key': (r) => r.base62(40),
  'GitHub classic': (r) => `ghp_${r.base62(36)}`,
  'GitHub server': (r) => `ghs_${r.base62(36)}`,
  'GitHub fine-grained': (r) => `github_pat_${r.base62(22)}_${r.base62(59)}`,
  GitLab: (r) => `glpat-${r.base62(20)}`,
  'Slack bot': (r) => `xoxb-${r.digits(12)}-${r.digits(12)}-${r.base62(24)}`,
  'Slack app': (r) => `xapp-1-A${r.upper(10)}-${r.digits(13)}-${r.hex(64)}`,
  'Stripe live': (r) => `sk_live_${r.base62(24)}`,
  'Stripe restricted': (r) => `rk_test_${r.base62(24)}`,
  'Stripe webhook': (r) => `whsec_${r.base62(32)}`,
  'Google API': (r) => `AIza${r.base64url(35)}`,
  'Google OAuth client secret': (r) => `GOCSPX-${r.base64url(28)}`,
  'Google access token': (r) => `ya29.a0${r.base64url(60)}`,
  OpenAI: (r) => `sk-proj-${r.base62(48)}`,
  'OpenAI, older': (r) => `sk-${r.base62(48)}`,
  Anthropic: (r) => `sk-ant-api03-${r.base64url(80)}AA`,
  'Hugging Face': (r) => `hf_${r.base62(34)}`,
  Groq: (r) => `gsk_${r.base62(52)}`,
  npm: (r) => `npm_${r.base62(36)}`,
  PyPI: (r) => `pypi-AgEIcHlwaS5vcmc${r.base64url(60)}`,
  SendGrid: (r) => `SG.${r.base64url(22)}.${r.base64url(43)}`,
  Mailgun: (r) => `key-${r.hex(32)}`,
  Twilio: (r) => `SK${r.hex(32)}`,
  Shopify: (r) => `shpat_${r.hex(32)}`,
  DigitalOcean: (r) => `dop_v1_${r.hex(64)}`,
  Vault: (r) => `hvs.${r.base64url(90)}`,
  Databricks: (r) => `dapi${r.hex(32)}`,
  Grafana: (r) => `glsa_${r.base62(32)}_${r.hex(8)}`,
  Supabase: (r) => `sbp_${r.hex(40)}`,
  Linear: (r) => `lin_api_${r.base62(40)}`,
  Notion: (r) => `ntn_${r.digits(11)}${r.base62(35)}`,
  Postman: (r) => `PMAK-${r.hex(24)}-${r.hex(34)}`,
  'New Relic': (r) => `NRAK-${r.upper(27)}`,
  Square: (r) => `sq0atp-${r.base64url(22)}`,
  Atlassian: (r) => `ATATT3xFfGF0${r.base64url(120)}=${r.upper(8)}`,
  Doppler: (r) => `dp.pt.${r.base62(43)}`,
  Sentry: (r) => `sntryu_${r.hex(64)}`,
  Resend: (r) => `re_${r.base62(8)}_${r.base62(24)}`,
  Mapbox: (r) => `sk.eyJ${r.base62(60)}.${r.base64url(22)}`,
  'Discord bot': (r) => `MTA${r.base62(23)}.G${r.base62(5)}.${r.base64url(38)}`,
  'Telegram bot': (r) => `${r.digits(9)}1:AA${r.base64url(33)}`,
  'Entra ID client secret': (r) => `${r.base62(3)}8Q~${r.base62(34)}`,
  bcrypt: (r) => `$2b$12$${r.base62(53)}`,
};

/** Where those stand. `s`: the secret. */
const anywhere: Record<string, (s: string, r: Random) => Omit<Planted, 'name' | 'secret'>> = {
  'path segment': (s) => ({ request: { url: `https://api.test/v1/${encode(s)}/items` } }),
  'query of any name': (s) => queried('q', s),
  'query alone': (s) => ({
    request: { url: `https://api.test/items?${encode(s)}`, queryString: [{ name: s, value: '' }] },
  }),
  fragment: (s) => ({ request: { url: `https://api.test/items#x=${encode(s)}` } }),
  'header of any name': (s) => sent('X-Note', s),
  'words in a header': (s) => answered('X-Error', `cannot use ${s} here`),
  'Location path': (s) => answered('Location', `/next/${encode(s)}`),
  'URL in a header': (s) => sent('X-Original-URL', `/items?page=2&view=${encode(s)}`),
  'JSON in a header': (s) => sent('X-Context', JSON.stringify({ page: 1, note: s })),
  'JSON in a query': (s) => queried('variables', JSON.stringify({ first: 10, after: s })),
  'comment of an entry': (s) => ({ entry: { comment: `Seen with ${s} in the log.` } }),
  'URL of the initiator': (s) => ({
    entry: { _initiator: { type: 'script', url: `https://app.test/${encode(s)}/x` } },
  }),
  'WebSocket protocol': (s) => sent('Sec-WebSocket-Protocol', `chat, ${s}`),
};

/** Short secrets and words, told by the name beside them. */
const named: Record<string, (r: Random) => string> = {
  'mixed, 10': (r) => `a${r.base62(8)}7`,
  'hex, 16': (r) => `${r.hex(14)}a7`,
  'password of words': (r) => `${r.any(['Sommer', 'hunter', 'Dragon', 'qwertz'])}${r.digits(4)}!`,
  'UUID as a key': (r) => r.uuid(),
};

const queryNames =
  'token access_token id_token refresh_token api_key apiKey key sig signature X-Amz-Signature X-Amz-Security-Token X-Goog-Signature password pwd passwd secret client_secret session sessionid sid PHPSESSID jwt auth auth_token code state nonce otp pin totp ticket SAMLResponse RelayState hmac csrf_token _token verification_code reset_token password_reset_token invite invitation_token magic confirmation_token activation_key unsubscribe_token oauth_token oauth_verifier oauth_signature code_verifier bearer license_key passcode hash assertion email user[password] data.authToken hub.verify_token se_sig st_token webhook_secret'.split(
    ' ',
  );
const headerNames =
  'X-API-Key X-Auth-Token X-Access-Token X-CSRF-Token X-XSRF-TOKEN X-Amz-Security-Token X-Goog-Api-Key Ocp-Apim-Subscription-Key x-functions-key PRIVATE-TOKEN X-Session-Id X-Client-Secret X-Master-Key X-Admin-Key X-Parse-Master-Key X-Appwrite-Key X-Airtable-Key X-Key X-Pass X-Password X-Pin X-Otp X-Ticket X-Sso-Ticket X-Sid Auth Authentication X-Bearer X-Sig X-Hmac X-Signature X-Hub-Signature-256 X-Ms-Client-Principal X-Sentry-Auth X-Vault-Token X-Shopify-Access-Token X-Figma-Token X-Plex-Token X-Jwt-Assertion X-User-Token X-Firebase-AppCheck X-Recaptcha-Token DPoP X-License X-Magic-Link X-Forwarded-User X-User-Email X-Amzn-Oidc-Data Cf-Access-Jwt-Assertion X-Redmine-API-Key X-Rapidapi-Key apikey authkey X-Device-Token'.split(
    ' ',
  );
const pathNames =
  'password-reset reset reset-password verify verify-email confirm confirmation activate invite invitations magic-link magic unsubscribe token tokens api_key apikey session webhook webhooks share signed otp recover'.split(
    ' ',
  );

/** Places with a structure of their own. */
const special: Record<string, (r: Random) => Omit<Planted, 'name'>> = {
  'user in a URL': (r) =>
    at(r.base62(12), (s) => ({ request: { url: `https://${s}@api.test/items` } })),
  'password in a URL': (r) =>
    at(r.base62(12), (s) => ({ request: { url: `https://svc:${s}@api.test/items` } })),
  'password in a Location': (r) =>
    at(r.base62(12), (s) => answered('Location', `https://svc:${s}@x.test/`)),
  'connection string': (r) =>
    at(r.base62(12), (s) =>
      answered('X-Error', `cannot reach postgres://svc:${s}@db.internal:5432/app`),
    ),
  AccountKey: (r) =>
    at(r.base62(44), (s) =>
      answered('X-Error', `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${s}==;`),
    ),
  'Basic credentials': (r) =>
    at(base64(`user:${r.base62(10)}`), (s) => sent('Authorization', `Basic ${s}`)),
  'Bearer credentials': (r) => at(r.base62(20), (s) => sent('Authorization', `Bearer ${s}`)),
  'AWS signature': (r) =>
    at(r.hex(64), (s) =>
      sent(
        'Authorization',
        `AWS4-HMAC-SHA256 Credential=AKIAX/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=${s}`,
      ),
    ),
  'Bearer in words': (r) =>
    at(`${r.base62(14)}7`, (s) => answered('X-Error', `sent Bearer ${s} twice`)),
  'header line in words': (r) => at(r.base62(14), (s) => answered('X-Raw', `X-Api-Key: ${s}`)),
  'cookie, first': (r) => at(r.base62(10), (s) => sent('Cookie', `sid=${s}; theme=dark`)),
  'cookie, second': (r) => at(r.base62(10), (s) => sent('Cookie', `theme=dark; sid=${s}`)),
  'cookie in words': (r) =>
    at(r.base62(10), (s) => answered('X-Raw', `Cookie: theme=dark; sid=${s}`)),
  'Set-Cookie': (r) =>
    at(r.base62(14), (s) => answered('Set-Cookie', `__Host-sid=${s}; Path=/; Secure; HttpOnly`)),
  'path of a Set-Cookie': (r) =>
    at(r.base62(24), (s) => answered('Set-Cookie', `a=b2; Path=/u/${s}; Secure`)),
  'cookie of the list': (r) =>
    at(r.base62(10), (s) => ({ request: { cookies: [{ name: 'sid', value: s }] } })),
  'Link, relative': (r) =>
    at(r.base62(12), (s) => answered('Link', `</items?code=${s}&page=2>; rel="next"`)),
  SourceMap: (r) => at(r.base62(12), (s) => answered('SourceMap', `/app.js.map?sig=${s}`)),
  Referer: (r) => at(r.base62(12), (s) => sent('Referer', `https://app.test/cb?code=${s}`)),
  Refresh: (r) => at(r.base62(12), (s) => answered('Refresh', `0; url=/in?token=${s}`)),
  'HTTP/2 path': (r) => at(r.base62(12), (s) => sent(':path', `/items?token=${s}`)),
  'original path': (r) =>
    at(r.base62(12), (s) => sent('X-Envoy-Original-Path', `/items?code=${s}`)),
  'Digest nonce': (r) =>
    at(r.hex(32), (s) => answered('WWW-Authenticate', `Digest realm="api", nonce="${s}"`)),
  'NTLM challenge': (r) =>
    at(`TlRMTVNTUAAC${r.base64(60)}`, (s) => answered('WWW-Authenticate', `NTLM ${s}`)),
  'token as a protocol': (r) =>
    at(r.base62(20), (s) => sent('Sec-WebSocket-Protocol', `bearer, ${s}`)),
  'session in the path': (r) =>
    at(r.upper(12), (s) => ({ request: { url: `https://api.test/items;jsessionid=${s}?a=1` } })),
  'implicit grant': (r) =>
    at(r.base62(16), (s) => ({
      request: { url: `https://api.test/items#access_token=${s}&token_type=Bearer` },
    })),
  'URL in a query': (r) =>
    at(r.base62(12), (s) => queried('next', `https://app.test/cb?token=${s}`)),
  'PIN in JSON in a query': (r) =>
    at(r.base62(10), (s) => queried('filter', JSON.stringify({ pin: s, page: 1 }))),
  'data: URL': (r) =>
    at(r.base64(30), (s) => ({ entry: { _initiator: { url: `data:text/plain,${s}` } } })),
  'request body': (r) =>
    at(r.base62(10), (s) => ({
      request: { postData: { mimeType: 'text/plain', text: `a ${s}` } },
    })),
  'request body, raw': (r) =>
    at(r.base62(10), (s) => ({ request: { postData: { mimeType: 'text/plain', _raw: s } } })),
  'form field': (r) =>
    at(r.base62(10), (s) => ({
      request: { postData: { mimeType: 'x', params: [{ name: 'a', value: s }] } },
    })),
  'response body': (r) =>
    at(r.base62(10), (s) => ({
      response: { content: { size: 1, mimeType: 'text/html', text: s } },
    })),
  'response body of another tool': (r) =>
    at(r.base62(10), (s) => ({
      response: { content: { size: 1, mimeType: 'text/html', _text: s } },
    })),
  'event of a stream': (r) =>
    at(r.base62(10), (s) => ({
      entry: { _eventSourceMessages: [{ time: 1, eventName: 'message', data: s }] },
    })),
  'id of an event': (r) =>
    at(r.base62(10), (s) => ({
      entry: { _eventSourceMessages: [{ time: 1, eventId: s, data: '' }] },
    })),
  'socket message': (r) =>
    at(r.base62(10), (s) => ({
      entry: { _webSocketMessages: [{ type: 'send', opcode: 1, data: s }] },
    })),
  'field of another tool': (r) =>
    at(r.base62(10), (s) => ({ entry: { _proxy: { authToken: s } } })),
  'Slack webhook': (r) =>
    at(r.base62(24), (s) =>
      answered('X-Hook', `https://hooks.slack.com/services/T${r.upper(8)}/B${r.upper(8)}/${s}`),
    ),
  'Discord webhook': (r) =>
    at(r.base64url(68), (s) =>
      answered('X-Hook', `https://discord.com/api/webhooks/${r.digits(18)}/${s}`),
    ),
  'Teams webhook': (r) =>
    at(r.hex(32), (s) =>
      answered(
        'X-Hook',
        `https://x.webhook.office.com/webhookb2/${r.uuid()}@${r.uuid()}/IncomingWebhook/${s}/${r.uuid()}`,
      ),
    ),
  'Telegram path': (r) =>
    at(`AA${r.base64url(33)}`, (s) => ({
      request: { url: `https://api.telegram.org/bot${r.digits(10)}:${s}/getMe` },
    })),
  'Azure SAS': (r) =>
    at(r.base62(43), (s) => ({
      request: { url: `https://x.blob.core.windows.net/c/f.bin?sv=2022-11-02&sr=b&sig=${s}%3D` },
    })),
  'GCS signed URL': (r) =>
    at(r.hex(128), (s) => ({
      request: {
        url: `https://storage.googleapis.com/b/o?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Signature=${s}`,
      },
    })),
  'S3 presigned URL': (r) =>
    at(r.hex(64), (s) => ({
      request: { url: `https://b.s3.amazonaws.com/k?X-Amz-Expires=900&X-Amz-Signature=${s}` },
    })),
  'CloudFront signed URL': (r) =>
    at(r.base62(120), (s) => ({
      request: { url: `https://d1.cloudfront.net/k?Expires=1&Signature=${s}__&Key-Pair-Id=KX` },
    })),
  'code of digits': (r) =>
    at(`9${r.digits(5)}`, (s) => ({ request: { url: `https://api.test/verify/${s}` } })),
  'one-time code': (r) => at(`9${r.digits(5)}`, (s) => queried('otp', s)),
  'private key': (r) =>
    at(r.base64(200), (s) => ({
      entry: { comment: `-----BEGIN PRIVATE KEY-----\n${s}\n-----END PRIVATE KEY-----` },
    })),
};

function at(secret: string, place: (secret: string) => Omit<Planted, 'name' | 'secret'>) {
  return { secret, ...place(secret) };
}

function sent(name: string, value: string) {
  return { request: { headers: [{ name, value }] } };
}

function answered(name: string, value: string) {
  return { response: { headers: [{ name, value }] } };
}

function queried(name: string, value: string) {
  return {
    request: {
      url: `https://api.test/items?page=2&${encode(name)}=${encode(value)}`,
      queryString: [
        { name: 'page', value: '2' },
        { name, value },
      ],
    },
  };
}

/** Every format in every place where it can stand. `seed`: another one gives other values of the same shapes. */
export function plantedSecrets(seed: number): Planted[] {
  const r = seeded(seed);
  const all: Planted[] = [];
  for (const [format, make] of Object.entries(announced)) {
    for (const [place, put] of Object.entries(anywhere)) {
      const secret = make(r);
      all.push({ name: `${place}: ${format}`, secret, ...put(secret, r) });
    }
  }
  for (const [format, make] of Object.entries(named)) {
    for (const name of queryNames) {
      const secret = make(r);
      all.push({ name: `query ${name}: ${format}`, secret, ...queried(name, secret) });
    }
    for (const name of headerNames) {
      const secret = make(r);
      all.push({ name: `header ${name}: ${format}`, secret, ...sent(name, secret) });
    }
    if (format === 'password of words') continue;
    for (const name of pathNames) {
      const secret = make(r);
      all.push({
        name: `path /${name}/: ${format}`,
        secret,
        request: { url: `https://api.test/${name}/${encode(secret)}` },
      });
    }
  }
  for (const [name, make] of Object.entries(special)) all.push({ name, ...make(r) });
  return [...all, ...ofVendors(r), ...byName(r), ...byGrammar(r)];
}

/** Keys of more vendors, each in some of the places. */
function ofVendors(r: Random): Planted[] {
  const places = Object.entries(anywhere);
  return Object.entries(vendors).flatMap(([format, pattern], index) =>
    [0, 3, 7, 10].map((step) => {
      const [place, put] = places[(index + step) % places.length] as (typeof places)[0];
      const secret = fromTemplate(pattern, r);
      return { name: `${place}: ${format}`, secret, ...put(secret, r) };
    }),
  );
}

function byName(r: Random): Planted[] {
  const short = () => `k${r.base62(8)}3`;
  return [
    ...tellingNames.map((name) =>
      at(short(), (s) => ({ name: `query ${name}`, ...queried(name, s) })),
    ),
    ...tellingNames
      .filter((name) => name.length > 2)
      .map((name) =>
        at(short(), (s) => ({
          name: `JSON ${name}`,
          ...answered('X-Payload', JSON.stringify([{ [name]: s }])),
        })),
      ),
    ...tellingHeaders.map((name) =>
      at(short(), (s) => ({ name: `header ${name}`, ...sent(name, s) })),
    ),
  ] as Planted[];
}

/** Secrets that only the text around them tells. */
export function byGrammar(r: Random): Planted[] {
  return grammars.flatMap(([pattern, line]) =>
    [1, 2, 3].map(() => {
      const secret = fromTemplate(pattern, r);
      const full = line.replace('§', () => secret);
      const [name = '', ...value] = full.split(': ');
      const place = full.startsWith('URL ')
        ? { request: { url: full.slice(4) } }
        : answered(name, value.join(': '));
      return { name: line, secret, ...place };
    }),
  );
}
