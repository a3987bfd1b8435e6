import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotate } from '../src/report/annotate.ts';
import { curlFor } from '../src/report/curl.ts';
import type { Har } from '../src/report/har.ts';
import { html } from '../src/report/html.ts';
import { markdown } from '../src/report/markdown.ts';
import { createRedactor } from '../src/report/redact.ts';
import { harmlessValues } from './redaction/harmless.ts';
import { seeded } from './redaction/random.ts';
import { byGrammar, type Planted, plantedSecrets } from './redaction/secrets.ts';

/** Random enough to appear nowhere by chance, hostile enough to break a sloppy pattern. */
const secret = fc
  .tuple(
    fc.array(fc.constantFrom(...'abzXY019._~-+/=!$%&\'()*,;:@?#[]{}|\\^`"<> é漢'.split('')), {
      maxLength: 12,
    }),
    fc.integer({ min: 100_000, max: 999_999 }),
  )
  // A core the test looks for, as tokens are cut apart by escapes.
  .map(([noise, core]) => ({
    value: `${noise.join('')}Planted${core}${noise.reverse().join('')}`,
    core: `Planted${core}`,
  }));

const jwtOf = (core: string) => `eyJhbGciOiJIUzI1NiJ9.eyJ${core}.${core}`;
const enc = encodeURIComponent;

function harOf(
  request: object,
  response: object = {},
  entry: object = {},
  log: object = {},
): unknown {
  return {
    log: {
      version: '1.2',
      creator: { name: 'WebInspector', version: '537.36' },
      pages: [
        {
          startedDateTime: '2026-01-01T00:00:00Z',
          id: 'page_1',
          title: 'https://app.test/',
          pageTimings: {},
        },
      ],
      entries: [
        {
          startedDateTime: '2026-01-01T00:00:00.000Z',
          time: 12,
          request: {
            method: 'GET',
            url: 'https://api.test/items',
            httpVersion: 'h2',
            headers: [],
            queryString: [],
            cookies: [],
            headersSize: -1,
            bodySize: 0,
            ...request,
          },
          response: {
            status: 200,
            statusText: '',
            httpVersion: 'h2',
            headers: [],
            cookies: [],
            content: { size: 0, mimeType: 'text/plain' },
            redirectURL: '',
            headersSize: -1,
            bodySize: 0,
            ...response,
          },
          cache: {},
          timings: { send: 0, wait: 1, receive: 0 },
          ...entry,
        },
      ],
      ...log,
    },
  };
}

const inRequestHeader = (name: string, value: string) => harOf({ headers: [{ name, value }] });
const inResponseHeader = (name: string, value: string) => harOf({}, { headers: [{ name, value }] });

/** Every place a secret is known to stand in; `s` is raw, `core` fits where the grammar is narrow. */
const places: Record<string, (s: string, core: string) => unknown> = {
  Cookie: (s) => inRequestHeader('Cookie', `sid=${s}; theme=dark`),
  'Set-Cookie value': (s) =>
    inResponseHeader('set-cookie', `sid=${s.replaceAll(';', '')}; Path=/; HttpOnly`),
  'Set-Cookie without a name': (s) => inResponseHeader('set-cookie', s),
  'Set-Cookie lines in one': (s) => inResponseHeader('Set-Cookie', `a=1; Path=/\nsid=${s}`),
  'Set-Cookie joined by a comma': (s) => inResponseHeader('Set-Cookie', `a=1; Path=/, sid=${s}`),
  Authorization: (s) => inRequestHeader('Authorization', `Bearer ${s}`),
  'Authorization without a scheme': (s) => inRequestHeader('authorization', s),
  'Authorization, Digest': (s) =>
    inRequestHeader('authorization', `Digest username="a", response="${s}"`),
  'Proxy-Authorization': (s) => inRequestHeader('Proxy-Authorization', `Basic ${s}`),
  ...Object.fromEntries(
    'X-API-Key,api_key,apikey,X-Auth-Token,X-Access-Token,X-CSRF-Token,X-XSRF-TOKEN,X-Amz-Security-Token,X-Goog-Api-Key,Ocp-Apim-Subscription-Key,x-functions-key,PRIVATE-TOKEN,X-Session-Id,X-Client-Secret,CF-Access-Jwt-Assertion,X-Shopify-Access-Token,X-Vault-Token,X-Auth-Key,DPoP-Token,X-Client-Data,X-Forwarded-Client-Cert,Signature'
      .split(',')
      .map((name) => [name, (s: string) => inRequestHeader(name, s)]),
  ),
  'JWT in a header of any name': (_, core) => inRequestHeader('x-anything', `v1 ${jwtOf(core)}`),
  'JWT as a WebSocket protocol': (_, core) =>
    inRequestHeader('sec-websocket-protocol', `chat, ${jwtOf(core)}`),
  'Referer query': (s) => inRequestHeader('Referer', `https://app.test/?access_token=${enc(s)}`),
  'HTTP/2 path': (s) => inRequestHeader(':path', `/items?api_key=${enc(s)}`),
  Location: (s) => inResponseHeader('Location', `/callback?code=${enc(s)}&state=x`),
  'user and password in Location': (s) =>
    inResponseHeader('location', `https://user:${enc(s)}@api.test/`),
  'raw password in Location': (_, core) =>
    inResponseHeader('location', `https://us'er:pa/s?s#${core}@api.test/`),
  Link: (s) => inResponseHeader('link', `<https://api.test/?token=${enc(s)}>; rel="next"`),
  Refresh: (s) => inResponseHeader('refresh', `0; url=/in?token=${enc(s)}`),
  redirectURL: (s) => harOf({}, { redirectURL: `https://api.test/#id_token=${enc(s)}` }),
  'user in the URL': (s) => harOf({ url: `https://${enc(s)}@api.test/` }),
  'password in the URL': (s) => harOf({ url: `https://user:${enc(s)}@api.test/` }),
  ...Object.fromEntries(
    'token,access_token,id_token,refresh_token,code,state,key,api_key,apiKey,sig,signature,X-Amz-Signature,X-Amz-Credential,X-Amz-Security-Token,password,pwd,secret,client_secret,session,sid,jwt,auth,assertion,SAMLResponse,ticket,user%5Bpassword%5D,data.authToken,email'
      .split(',')
      .map((name) => [
        `query ${name}`,
        (s: string) =>
          harOf({
            url: `https://api.test/?a=1&${name}=${enc(s)}&b=2`,
            queryString: [{ name: decodeURIComponent(name), value: s }],
          }),
      ]),
  ),
  'a URL inside a query': (s) =>
    harOf({ url: `https://api.test/?next=${enc(`https://x.test/?token=${enc(s)}`)}` }),
  'JSON inside a query': (_, core) =>
    harOf({ url: `https://api.test/?variables=${enc(JSON.stringify({ password: core }))}` }),
  'a query that is one token': (_, core) => harOf({ url: `https://api.test/?${jwtOf(core)}` }),
  fragment: (s) => harOf({ url: `https://api.test/#access_token=${enc(s)}` }),
  'session in the path': (_, core) => harOf({ url: `https://api.test/x;jsessionid=${core}?a=1` }),
  'JWT in the path': (_, core) => harOf({ url: `https://api.test/verify/${jwtOf(core)}/now` }),
  'JWT in the path, escaped': (_, core) =>
    harOf({ url: `https://api.test/%20${jwtOf(core).replaceAll('.', '%2E')}` }),
  'data URL': (_, core) => harOf({ url: `data:text/plain,${core}` }),
  'request cookies': (s) => harOf({ cookies: [{ name: 'sid', value: s }] }),
  'response cookies': (s) => harOf({}, { cookies: [{ name: 'sid', value: s, path: '/' }] }),
  'request body': (s) => harOf({ postData: { mimeType: 'text/plain', text: s } }),
  'form field': (s) =>
    harOf({ postData: { mimeType: 'x', params: [{ name: 'anything', value: s, fileName: s }] } }),
  'response body': (s) =>
    harOf({}, { content: { size: 1, mimeType: 'text/html', text: s, encoding: 'base64' } }),
  'WebSocket message': (s) =>
    harOf({}, {}, { _webSocketMessages: [{ type: 'send', time: 1, opcode: 1, data: s }] }),
  'EventSource message': (s) =>
    harOf(
      {},
      {},
      { _eventSourceMessages: [{ time: 1, eventName: 'message', eventId: '', data: s }] },
    ),
  'initiator URL': (s) =>
    harOf({}, {}, { _initiator: { type: 'script', url: `https://app.test/?token=${enc(s)}` } }),
  'initiator stack': (s) =>
    harOf(
      {},
      {},
      {
        _initiator: {
          type: 'script',
          stack: {
            callFrames: [],
            parent: {
              callFrames: [
                {
                  functionName: 'f',
                  url: `https://app.test/a.js?sig=${enc(s)}`,
                  lineNumber: 1,
                  columnNumber: 2,
                },
              ],
            },
          },
        },
      },
    ),
  'page title': (s) =>
    harOf(
      {},
      {},
      {},
      {
        pages: [
          {
            id: 'p',
            title: `https://app.test/?token=${enc(s)}`,
            startedDateTime: '',
            pageTimings: {},
          },
        ],
      },
    ),
  'comment of an entry': (_, core) =>
    harOf({}, {}, { comment: `Sent Authorization: Bearer ${core} and password="${core}"` }),
  '_cors prose': (_, core) =>
    harOf(
      {},
      {},
      {
        _cors: {
          version: 1,
          summary: `Redirected to https://u:${core}@x.test/?token=${core}.`,
          steps: [`Send token=${core}`],
          evidence: [
            { side: 'request', header: 'cookie', found: `sid=${core}`, expected: null },
            { side: 'response', header: 'location', found: `/?code=${core}`, expected: null },
            {
              side: 'request',
              header: ':url',
              found: `https://x.test/?key=${core}`,
              expected: null,
            },
          ],
        },
      },
    ),
  'a field of another tool': (s) =>
    harOf({}, {}, { _proxy: { authToken: s, clientSecret: [s], nested: { 'x-api-key': s } } }),
  'a named field of another tool': (s) =>
    harOf({}, {}, { _extra: [{ name: 'Authorization', value: s }] }),
  'private key': (_, core) =>
    harOf(
      {},
      {},
      { comment: `-----BEGIN RSA PRIVATE KEY-----\n${core}\n-----END RSA PRIVATE KEY-----` },
    ),
};

describe('a planted secret is in no output', () => {
  test.each(Object.keys(places))('%s', (place) => {
    fc.assert(
      fc.property(secret, ({ value, core }) => {
        const har = places[place]?.(value, core);
        expect(JSON.stringify(har)).toContain(core);
        const redactor = createRedactor();
        const once = redactor.json(har);
        expect(JSON.stringify(once)).not.toContain(core);
        expect(JSON.stringify(once)).toMatch(/redacted/);
        expect(redactor.summary().length).toBeGreaterThan(0);
        expect(redactor.summary().some(({ place: said }) => said.includes(core))).toBe(false);
        const again = createRedactor();
        expect(again.json(once)).toEqual(once);
        expect(again.summary()).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what diagnosis needs stays', () => {
  test.each([
    ['Cookie', 'sid=abc; b=def; c=abc', 'sid=redacted-1; b=redacted-2; c=redacted-1'],
    ['Authorization', 'Bearer abc.def', 'Bearer redacted-1'],
    [
      'Set-Cookie',
      'sid=x1; Path=/; Max-Age=10; Secure; HttpOnly; SameSite=None; Partitioned',
      'sid=redacted-1; Path=/; Max-Age=10; Secure; HttpOnly; SameSite=None; Partitioned',
    ],
    [
      'Set-Cookie',
      'a=x1; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Domain=.app.test',
      'a=redacted-1; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Domain=.app.test',
    ],
    ['Access-Control-Allow-Origin', 'https://app.test', 'https://app.test'],
    [
      'Access-Control-Allow-Origin',
      'https://app.test, https://b.test:8443',
      'https://app.test, https://b.test:8443',
    ],
    [
      'Access-Control-Allow-Headers',
      'authorization, x-api-key, x-csrf-token',
      'authorization, x-api-key, x-csrf-token',
    ],
    ['Access-Control-Request-Headers', 'authorization,x-api-key', 'authorization,x-api-key'],
    ['Access-Control-Allow-Credentials', 'true', 'true'],
    ['Access-Control-Expose-Headers', 'x-auth-token, etag', 'x-auth-token, etag'],
    ['Vary', 'Origin, Cookie, Authorization', 'Origin, Cookie, Authorization'],
    [
      'WWW-Authenticate',
      'Bearer realm="api", error="invalid_token"',
      'Bearer realm="api", error="invalid_token"',
    ],
    [
      'Location',
      'https://login.test/signin?return=/items',
      'https://login.test/signin?return=/items',
    ],
    ['Sec-Fetch-Storage-Access', 'active', 'active'],
    ['Server', 'cloudflare', 'cloudflare'],
    ['X-Empty-Token', '', ''],
  ])('%s: %s', (name, value, kept) => expect(createRedactor().header(name, value)).toBe(kept));

  test.each([
    'https://api.test:8443/items?page=2&sort=name#top',
    'http://[::1]:9000/?q=a@b',
    'https://api.test?x=a@b',
    '/relative/path?page=1',
    'blob:https://app.test/550e8400-e29b-41d4-a716-446655440000',
    'https://app.test/main.3f2a9c81.js',
  ])('%s', (url) => expect(createRedactor().url(url)).toBe(url));

  test.each([
    'Basic authentication is used by the server.',
    'Add Access-Control-Allow-Headers: authorization, x-api-key to the preflight.',
    'Set credentials: "include" only where cookies are needed.',
    'The token bucket is empty: 429.',
  ])('prose: %s', (text) => expect(createRedactor().text(text)).toBe(text));

  test('equal secrets stay equal wherever they stand, different ones different', () => {
    const one = createRedactor();
    expect(one.url('/a?token=x/y')).toBe('/a?token=redacted-1');
    expect(one.url('/a?token=y')).toBe('/a?token=redacted-2');
    expect(one.url('https://h.test/a?token=x%2Fy')).toBe('https://h.test/a?token=redacted-1');
    expect(one.header('Authorization', 'Bearer x/y')).toBe('Bearer redacted-1');
    expect(one.header('Cookie', 'sid=x/y; b=y')).toBe('sid=redacted-1; b=redacted-2');
    expect(one.text('the server refused token=x/y')).toBe('the server refused token=redacted-1');
  });

  test('shape, numbers and members named like the prototype survive', () => {
    const input = JSON.parse('{"__proto__":{"a":1},"n":1.5,"b":[true,null,{}],"_x":{"y":"plain"}}');
    expect(JSON.stringify(createRedactor().json(input))).toBe(JSON.stringify(input));
  });

  test('a finding: its prose quotes nothing its exchange gave up', () => {
    const url = "https://us'er:p w@api.test/x?token=abc";
    const finding = createRedactor().finding({
      exchange: {
        origin: 'https://app.test',
        credentials: 'include',
        hops: [
          {
            url: 'https://api.test/',
            headers: [['cookie', 'sid=42']],
            response: { status: 302, headers: [['location', url]] },
          },
        ],
      },
      diagnosis: {
        summary: `The server sent "${url}" although sid=42.`,
        evidence: [{ side: 'response', header: 'location', found: url, expected: null }],
      },
    });
    expect(finding.diagnosis.summary).toBe(
      'The server sent "https://redacted-2:redacted-3@api.test/x?token=redacted-4" although sid=redacted-1.',
    );
    expect(JSON.stringify(finding)).not.toMatch(/us'er|p w|abc|42/);
    expect(finding.exchange.credentials).toBe('include');
  });
});

describe('the prose of a finding', () => {
  const of = (cookie: string, prose: unknown) =>
    createRedactor().finding({ exchange: { headers: [['cookie', cookie]] }, diagnosis: prose })
      .diagnosis;

  test.each([
    ['sid=x9y8z7', 'It sent x9y8z7.', 'It sent redacted-1.'],
    ['sid=x9y8z', 'The id x9y8z is short.', 'The id x9y8z is short.'],
    ['view=settings', 'The settings are kept.', 'The settings are kept.'],
    ['view=settings', 'It sent view=settings.', 'It sent view=redacted-1.'],
    ['a=k1', 'It sent a=k1.', 'It sent a=redacted-1.'],
    ['a=x9y8z7; b=x9y8z7w6', 'x9y8z7w6, x9y8z7', 'redacted-2, redacted-1'],
    ['a=$&x9y8', '$&x9y8', 'redacted-1'],
  ])('%s: %s', (cookie, text, safe) => {
    expect(of(cookie, text)).toBe(safe);
  });

  test('is read wherever it stands, and nothing else changes', () => {
    const prose = { steps: ['x9y8z7', 1, null, { deep: 'x9y8z7' }], certain: true, none: null };
    expect(of('sid=x9y8z7', prose)).toEqual({
      ...prose,
      steps: ['redacted-1', 1, null, { deep: 'redacted-1' }],
    });
    expect(of('theme=none', prose)).toEqual(prose);
  });

  test('does not redact what another finding gave up', () => {
    const redactor = createRedactor();
    const finding = (cookie: string) => ({
      exchange: { headers: [['cookie', cookie]] },
      a: 'x9y8z7',
    });
    expect(redactor.finding(finding('sid=x9y8z7')).a).toBe('redacted-1');
    expect(redactor.finding(finding('sid=none')).a).toBe('x9y8z7');
  });
});

describe('measured', () => {
  test('at least 99 % of the planted secrets are in no output', () => {
    const planted = plantedSecrets(20_261);
    expect(planted.length).toBeGreaterThanOrEqual(500);
    const left: string[] = [];
    for (let at = 0; at < planted.length; at += 40) {
      const some = planted.slice(at, at + 40);
      const outputs = outputsOf(some);
      for (const { name, secret } of some) {
        if (isIn(outputs, secret)) left.push(`${name}: ${secret}`);
      }
    }
    const share = 1 - left.length / planted.length;
    console.log(`${(100 * share).toFixed(2)} % of ${planted.length} planted secrets removed`);
    expect(share, left.join('\n')).toBeGreaterThanOrEqual(0.99);
  }, 240_000);

  test('every one that only the text around it tells is removed', () => {
    const planted = byGrammar(seeded(20_262));
    const left = planted.filter((one) => isIn(outputsOf([one]), one.secret));
    expect(left.map(({ name, secret }) => `${name}: ${secret}`)).toEqual([]);
  }, 60_000);

  test('at most 1 % of the harmless values are destroyed', () => {
    const values = harmlessValues(20_261);
    expect(values.length).toBeGreaterThanOrEqual(500);
    const redactor = createRedactor();
    const destroyed = values.flatMap((harmless) => {
      const { kind, value } = harmless;
      const safe =
        kind === 'header' ? redactor.header(harmless.name, value) : redactor[kind](value);
      return safe === value ? [] : [`${value} → ${safe}`];
    });
    const share = destroyed.length / values.length;
    console.log(`${(100 * share).toFixed(2)} % of ${values.length} harmless values destroyed`);
    expect(share, destroyed.join('\n')).toBeLessThanOrEqual(0.01);
  });
});

/** Everything that leaves, made of requests that were blocked, a secret in each. */
function outputsOf(planted: readonly Planted[]): string {
  const har = harOf({}, {}, {}, { entries: planted.map(entryOf) }) as Har;
  const redactor = createRedactor();
  const { findings } = annotate(har);
  return [
    JSON.stringify(annotate(redactor.json(har)).har),
    ...findings.flatMap(({ exchange }) =>
      curlFor(exchange, 'bash').flatMap(({ command, lookFor }) => [command, ...lookFor]),
    ),
    markdown(findings),
    html(findings),
  ].join('\n');
}

function entryOf({ request = {}, response = {}, entry = {} }: Planted, index: number) {
  const har = harOf(request, response, entry) as Har;
  const made = har.log.entries[0] as { request: { url: string; headers: object[] } };
  return {
    ...made,
    startedDateTime: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
    _resourceType: 'fetch',
    pageref: 'page_1',
    request: {
      ...made.request,
      headers: [
        { name: 'Origin', value: 'https://app.test' },
        { name: 'Sec-Fetch-Mode', value: 'cors' },
        ...made.request.headers,
      ],
    },
  };
}

/** The secret, escaped or not, or the longest run of it that no other value has by chance. */
function isIn(output: string, secret: string): boolean {
  const run = (secret.match(/[A-Za-z0-9]+/g) ?? []).reduce(
    (a, b) => (b.length > a.length ? b : a),
    '',
  );
  return [secret, encodeURIComponent(secret), ...(run.length >= 9 ? [run] : [])].some((part) =>
    output.includes(part),
  );
}

test('no input makes it slow', () => {
  const redactor = createRedactor();
  const start = process.cpuUsage();
  for (const unit of [
    'eyJ',
    'a.',
    ')',
    'a:"',
    'a ',
    '?a=%',
    'SG.',
    'https://',
    'x?token=',
    '@',
    ';a=',
    'password=',
    'Bearer ',
    '{"a":',
    '\\"',
    '%25',
    'https://h/?a=',
    'https://h/#',
    'https%3A%2F%2Fh%2F%3Fa%3D',
    '?a=/x',
    '{"a":"https://h/?b=',
    '<a>',
    '</',
    '--token ',
    'pin is ',
    "key '",
    '\\\\"a\\\\":',
    'a:b@c',
    'a%3D',
    '4111 ',
    'AB12 ',
    'ABCD-',
    '+491',
  ]) {
    const long = unit.repeat(200_000 / unit.length);
    redactor.text(long);
    redactor.url(`https://h.test/?x=${long}`);
    redactor.url(long);
    redactor.header('set-cookie', long);
    redactor.header('x', long);
  }
  // Of the processor, not of the clock: other tests run beside it.
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(10_000);
});

test('a value of many megabytes is taken out unread, and of a URL its server stays', () => {
  const redactor = createRedactor();
  for (const [unit, size] of [
    ['x', 9_000_000],
    ['https://h/?a=', 2_200_000],
  ] as const) {
    const long = unit.repeat(size / unit.length);
    expect(redactor.text(long)).toMatch(/^redacted-\d+$/);
    expect(redactor.header('x', long)).toMatch(/^redacted-\d+$/);
    expect(redactor.url(`https://api.example.com/?x=${long}`)).toMatch(
      /^https:\/\/api\.example\.com\/redacted-\d+$/,
    );
    expect(Object.keys(redactor.json({ [long]: 1 }))[0]).toMatch(/^redacted-\d+$/);
  }
});

test('URLs within URLs are redacted, and what nests without end is taken out', () => {
  const redactor = createRedactor();
  const nested = (levels: number) =>
    Array.from({ length: levels }).reduce<string>(
      (inner) => `https://h.test/?next=${encodeURIComponent(inner)}`,
      'https://h.test/?token=Zq8Xv31LmN0pRt5W',
    );
  expect(redactor.url(nested(3))).not.toContain('Zq8Xv31LmN0pRt5W');
  expect(redactor.url('https://h.test/?a='.repeat(20_000))).toContain('https://h.test/?a=');
});
