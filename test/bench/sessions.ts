/** What a recording is like. */
export type Shape = 'usual' | 'dense' | 'large-bodies' | 'redirects' | 'preflights';

/** What each shape is, for the table. */
export const shapes: Readonly<Record<Shape, string>> = {
  usual: 'nine in ten requests same-origin, one in fifty cross-origin ones blocked',
  dense: 'every request cross-origin, half with a preflight, one in ten blocked',
  'large-bodies': 'same as usual, with a body of 375 KB each',
  redirects: 'every URL redirects to the same login page',
  preflights: 'a preflight and a PUT each, all within one millisecond',
};

const site = 'https://shop.example.com';
const api = 'https://api.example.com';
const began = Date.UTC(2026, 10, 1, 9);

/** The entries of a recording as Chromium exports it, the same at each call. */
export function* entriesOf(shape: Shape, count: number): Generator<object> {
  for (let n = 0; n < count; n++) yield entryOf(shape, n);
}

/** The text of such a HAR, in pieces: indented as DevTools does it, unless no string could hold the whole then. */
export function* textOf(shape: Shape, count: number): Generator<string> {
  const indent = count > 100_000 ? undefined : 2;
  yield '{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},';
  yield `"pages":[{"id":"page_1","title":"${site}/","startedDateTime":"${time(0)}","pageTimings":{}}],`;
  yield '"entries":[';
  let before = '';
  for (const entry of entriesOf(shape, count)) {
    yield `${before}${JSON.stringify(entry, null, indent)}`;
    before = ',\n';
  }
  yield ']}}';
}

function entryOf(shape: Shape, n: number): object {
  if (shape === 'redirects') return n % 2 === 0 ? redirect(n) : login(n);
  if (shape === 'preflights') return n % 2 === 0 ? preflight(n, 0) : put(n, 0, 200);
  if (shape === 'dense') {
    if (n % 2 === 0) return n % 4 === 0 ? preflight(n, n) : get(n, n % 40 === 2);
    return n % 4 === 1 ? put(n, n, 200) : get(n, n % 20 === 3);
  }
  const cross = n % 10 === 9;
  const entry = cross ? get(n, n % 500 === 499) : own(n);
  return shape === 'large-bodies' ? withBody(entry, n) : entry;
}

const time = (ms: number) => new Date(began + ms).toISOString();

const browserHeaders = [
  ['Accept', '*/*'],
  ['Accept-Encoding', 'gzip, deflate, br, zstd'],
  ['Accept-Language', 'en-US,en;q=0.9'],
  ['Connection', 'keep-alive'],
  ['Host', 'api.example.com'],
  ['Referer', `${site}/orders?page=2`],
  [
    'User-Agent',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  ],
  ['sec-ch-ua', '"Chromium";v="140", "Not=A?Brand";v="24"'],
  ['sec-ch-ua-mobile', '?0'],
  ['sec-ch-ua-platform', '"Linux"'],
] as const;

const named = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([name, value]) => ({ name, value }));

interface Shown {
  readonly method: string;
  readonly url: string;
  readonly type?: string;
  readonly sent: readonly (readonly [string, string])[];
  readonly status: number;
  readonly received: readonly (readonly [string, string])[];
  readonly at: number;
  readonly error?: string;
}

function entry({ method, url, type = 'fetch', sent, status, received, at, error }: Shown) {
  const { searchParams } = new URL(url);
  return {
    _initiator: {
      type: 'script',
      stack: {
        callFrames: [
          {
            functionName: 'load',
            scriptId: '12',
            url: `${site}/assets/index-4f3a2b1c.js`,
            lineNumber: 40 + (at % 7),
            columnNumber: 1804,
          },
          {
            functionName: '',
            scriptId: '12',
            url: `${site}/assets/index-4f3a2b1c.js`,
            lineNumber: 12,
            columnNumber: 33,
          },
        ],
      },
    },
    _priority: 'High',
    _resourceType: type,
    ...(error ? { _transferSize: 0 } : { _transferSize: 812 }),
    cache: {},
    connection: String(400 + (at % 6)),
    pageref: 'page_1',
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      headers: named([...browserHeaders, ...sent]),
      queryString: [...searchParams].map(([name, value]) => ({ name, value })),
      cookies: [],
      headersSize: 640,
      bodySize: 0,
    },
    response: {
      status,
      statusText: status === 0 ? '' : 'OK',
      httpVersion: 'HTTP/1.1',
      headers: named([['Date', 'Sun, 01 Nov 2026 09:00:00 GMT'], ...received]),
      cookies: [],
      content: { size: 312, mimeType: 'application/json', text: `{"id":${at},"name":"Ada"}` },
      redirectURL: '',
      headersSize: 220,
      bodySize: 312,
      _transferSize: 532,
      _error: error ?? null,
    },
    serverIPAddress: '192.0.2.7',
    startedDateTime: time(at),
    time: 41.2 + (at % 13),
    timings: {
      blocked: 1.2,
      dns: -1,
      ssl: -1,
      connect: -1,
      send: 0.1,
      wait: 38,
      receive: 1.9,
      _blocked_queueing: 0.8,
    },
  };
}

const json = ['Content-Type', 'application/json'] as const;

function own(n: number): object {
  return entry({
    method: 'GET',
    url: `${site}/assets/part-${n % 300}.js?v=${n}`,
    type: 'script',
    sent: [
      ['Sec-Fetch-Site', 'same-origin'],
      ['Sec-Fetch-Mode', 'no-cors'],
      ['Cookie', `sid=s${n % 5}k3j9x2m8q7`],
    ],
    status: 200,
    received: [json, ['ETag', `"${n}-5f3a"`], ['Server', 'nginx']],
    at: n * 3,
  });
}

function get(n: number, blocked: boolean): object {
  return entry({
    method: 'GET',
    url: `${api}/v1/orders/${n}?expand=lines&page=${n % 9}`,
    sent: [
      ['Origin', site],
      ['Sec-Fetch-Site', 'same-site'],
      ['Sec-Fetch-Mode', 'cors'],
      ['Sec-Fetch-Dest', 'empty'],
      ['Authorization', `Bearer t${n % 3}.kJ8s7dHq2LmN4pQ9`],
    ],
    status: blocked ? 500 : 200,
    received: [
      json,
      ['Server', 'nginx'],
      ['X-Request-Id', `req-${n}-77ab`],
      ...(blocked
        ? []
        : ([
            ['Access-Control-Allow-Origin', site],
            ['Vary', 'Origin'],
          ] as const)),
    ],
    at: n * 3,
    ...(blocked ? { error: 'net::ERR_FAILED' } : {}),
  });
}

function preflight(n: number, at: number): object {
  return entry({
    method: 'OPTIONS',
    url: `${api}/v1/orders/${n}`,
    type: 'preflight',
    sent: [
      ['Origin', site],
      ['Sec-Fetch-Mode', 'cors'],
      ['Access-Control-Request-Method', 'PUT'],
      ['Access-Control-Request-Headers', 'content-type'],
    ],
    status: 204,
    received: [
      ['Server', 'nginx'],
      ['Access-Control-Allow-Origin', site],
      ['Access-Control-Allow-Methods', n % 40 === 0 ? 'GET' : 'GET, PUT'],
      ['Access-Control-Allow-Headers', 'content-type'],
    ],
    at: at === 0 ? 0 : at * 3,
  });
}

function put(n: number, at: number, status: number): object {
  const refused = (n - 1) % 40 === 0;
  return entry({
    method: 'PUT',
    url: `${api}/v1/orders/${n - 1}`,
    sent: [['Origin', site], ['Sec-Fetch-Mode', 'cors'], json],
    status: refused ? 0 : status,
    received: refused ? [] : [json, ['Server', 'nginx'], ['Access-Control-Allow-Origin', site]],
    at: at === 0 ? 0 : at * 3,
    ...(refused ? { error: 'net::ERR_FAILED' } : {}),
  });
}

function redirect(n: number): object {
  return entry({
    method: 'GET',
    url: `${api}/poll/${n}`,
    sent: [
      ['Origin', site],
      ['Sec-Fetch-Mode', 'cors'],
    ],
    status: 302,
    received: [
      ['Location', `${api}/login`],
      ['Access-Control-Allow-Origin', site],
    ],
    at: n * 3,
  });
}

function login(n: number): object {
  return entry({
    method: 'GET',
    url: `${api}/login`,
    sent: [
      ['Origin', site],
      ['Sec-Fetch-Mode', 'cors'],
    ],
    status: 200,
    received: [
      ['Content-Type', 'text/html'],
      ['Server', 'nginx'],
    ],
    at: n * 3,
    error: 'net::ERR_FAILED',
  });
}

function withBody(made: object, n: number): object {
  const { response } = made as { response: { content: object } };
  const line = `{"sku":"A-${n}","text":"a \\"quoted\\" word, and a line\\n","price":12.5},`;
  return {
    ...made,
    response: {
      ...response,
      content: {
        ...response.content,
        size: 375_000,
        text: line.repeat(Math.ceil(375_000 / line.length)),
      },
    },
  };
}
