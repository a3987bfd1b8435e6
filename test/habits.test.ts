import { describe, expect, it } from 'vitest';
import { annotate } from '../src/report/annotate.ts';
import { page } from './entries.ts';

/* What tools write besides what HAR 1.2 says: no alarm that the file does not prove. */

type Fields = Record<string, unknown>;

const line = (name: string, value: unknown) => ({ name, value });
const origin = line('Origin', 'http://app.test');
const host = line('Host', 'api.test');
const referer = line('Referer', page);
const bare = [line('Server', 'x'), line('Content-Type', 'application/json')];

/** An entry with every member that HAR 1.2 asks for, of a request that a page of another site made. */
function entry(request: Fields = {}, response: Fields = {}, more: Fields = {}) {
  return {
    startedDateTime: '2026-01-01T00:00:00.000Z',
    time: 12,
    request: { method: 'GET', url: 'http://api.test/x', headers: [origin], ...request },
    response: { status: 200, statusText: '', headers: bare, redirectURL: '', ...response },
    timings: { send: 0, wait: 10, receive: 2 },
    ...more,
  };
}

function outcomesOf(creator: string, entries: readonly object[], browser = '') {
  const pages = [{ id: 'p', title: page, startedDateTime: '2026-01-01T00:00:00.000Z' }];
  const log = { creator: { name: creator }, browser: { name: browser }, pages, entries };
  const { findings, malformed } = annotate({ log });
  expect(malformed).toEqual([]);
  return findings.map(({ verdict }) => verdict.outcome);
}

/** A preflight that passes without credentials. */
function preflightOf(method: string, names: string) {
  return entry(
    {
      method: 'OPTIONS',
      headers: [
        origin,
        line('Access-Control-Request-Method', method),
        line('Access-Control-Request-Headers', names),
      ],
    },
    {
      status: 204,
      headers: [
        line('Access-Control-Allow-Origin', '*'),
        line('Access-Control-Allow-Methods', method),
        line('Access-Control-Allow-Headers', names),
      ],
    },
  );
}

describe('is no alarm:', () => {
  it.each<[what: string, creator: string, entry: object]>([
    ['a tunnel', 'Charles Proxy', entry({ method: 'CONNECT', url: 'https://api.test/' })],
    [
      'a tunnel by host and port',
      'Charles Proxy',
      entry({ method: 'CONNECT', url: 'api.test:443' }),
    ],
    [
      'a tunnel of a page',
      'Fiddler',
      entry({ method: 'CONNECT', headers: [] }, {}, { pageref: 'p' }),
    ],
    ['TRACE, which no page can send', 'ZAP', entry({ method: 'TRACE' })],
    [
      'a request of no page',
      'Postman',
      entry({ headers: [line('User-Agent', 'PostmanRuntime/7')] }),
    ],
    ['a PUT of no page', 'k6', { ...entry({ method: 'PUT', headers: [] }), pageref: 'none' }],
    ['an empty Origin', 'Burp', entry({ headers: [line('Origin', '')] })],
    [
      'an Origin with a path',
      'Insomnia',
      entry({ url: 'http://app.test/x', headers: [line('Origin', 'http://app.test/')] }),
    ],
    [
      'a web socket that the tool names',
      'HTTP Toolkit',
      entry({ url: 'wss://api.test/' }, { status: 101 }, { _webSocketMessages: [] }),
    ],
    [
      'a web socket without a response',
      'Proxyman',
      entry({ headers: [origin, line('Upgrade', 'websocket')] }, { status: 0 }),
    ],
    [
      'what Playwright itself requested',
      'Playwright',
      entry({ method: 'PUT', headers: [host] }, {}, { _apiRequest: true }),
    ],
    [
      'the same of a later version',
      'Playwright',
      entry({ method: 'PUT' }, {}, { _apiRequestRef: 'request-context@1' }),
    ],
    [
      'a PUT that went out without Origin, as no page sends it',
      'Charles Proxy',
      entry({ method: 'PUT', headers: [host, referer] }),
    ],
    [
      'an event stream that went out without Origin',
      'Proxyman',
      entry({ headers: [host, referer, line('Accept', 'text/event-stream')] }),
    ],
    [
      'what is said to be a script and went out without Origin',
      'BrowserMob',
      entry({ headers: [host, referer] }, {}, { _resourceType: 'xhr' }),
    ],
    [
      'what Flash requested',
      'Fiddler',
      entry({ headers: [origin, line('X-Requested-With', 'ShockwaveFlash/23.0')] }),
    ],
    [
      'a text of HttpWatch that names no failure',
      'HttpWatch',
      entry({ headers: [referer] }, { status: 0, statusText: '(Cache)', headers: [] }),
    ],
  ])('%s (%s)', (_, creator, one) => {
    expect(outcomesOf(creator, [one])).toEqual([]);
  });

  it("a browser's own report, whose response nobody checks", () => {
    const asked = preflightOf('POST', 'content-type');
    const type = line('Content-Type', 'application/reports+json');
    const report = entry({ method: 'POST', headers: [type] });
    expect(outcomesOf('mitmproxy', [asked, report])).toEqual([]);
  });

  it.each([
    [401, 'WWW-Authenticate', 'Authorization', 'NTLM'],
    [407, 'Proxy-Authenticate', 'Proxy-Authorization', 'Negotiate'],
  ])('a %s that the browser itself followed', (status, asks, gives, scheme) => {
    const challenge = { status, headers: [...bare, line(asks, scheme)] };
    const allowed = { headers: [...bare, line('Access-Control-Allow-Origin', '*')] };
    const first = entry({}, challenge);
    const second = entry({ headers: [origin, line(gives, `${scheme} abc`)] }, challenge);
    const third = entry({ headers: [origin, line(gives, `${scheme} def`)] }, allowed);
    expect(outcomesOf('Fiddler', [first, second, third])).toEqual(['allowed']);
    // Alone it is what the page got.
    expect(outcomesOf('Fiddler', [first])).toEqual(['blocked']);
    const token = entry({ headers: [origin, line('Authorization', 'Bearer abc')] }, allowed);
    expect(outcomesOf('Fiddler', [first, token])).toEqual(['blocked', 'allowed']);
  });

  it('a slow preflight, which a proxy records before its request', () => {
    const begun = Date.parse('2026-01-01T00:00:00.000Z');
    const timed = (one: object, after: number, time: number) => ({
      ...one,
      startedDateTime: new Date(begun + after).toISOString(),
      time,
    });
    const put = entry(
      { method: 'PUT' },
      { headers: [...bare, line('Access-Control-Allow-Origin', '*')] },
    );
    const both = (after: number) => [
      timed(preflightOf('PUT', ''), after, 2500),
      timed(put, after + 2510, 40),
    ];
    expect(outcomesOf('Charles Proxy', [...both(0), ...both(9000)])).toEqual([
      'allowed',
      'allowed',
    ]);
  });

  it('what a service worker made in Safari', () => {
    const made = entry({}, {}, { _fetchType: 'Service Worker' });
    expect(outcomesOf('WebKit Web Inspector', [made])).toEqual(['allowed']);
  });

  it('what was typed in Insomnia, whose own name its export leaves out', () => {
    expect(outcomesOf('Insomnia REST Client', [entry()])).toEqual(['undetermined']);
  });

  it('a preflight that passed, alone in a file of DevTools, which has its request where there was one', () => {
    const asked = preflightOf('POST', 'content-type');
    const shown = { ...asked, response: { ...asked.response, _error: null, _transferSize: 3 } };
    expect(outcomesOf('WebInspector', [shown])).toEqual([]);
  });

  it.each<[what: string, creator: string, request: Fields, response: Fields]>([
    [
      'lists as values',
      'Burp',
      { headers: [line('Origin', ['http://app.test'])] },
      { headers: [line('Access-Control-Allow-Origin', ['*'])] },
    ],
    [
      'an object of lists',
      'Requestly',
      { headers: { origin: ['http://app.test'] } },
      { headers: { 'access-control-allow-origin': ['*'] } },
    ],
    [
      'an object of values',
      'HTTP Toolkit',
      { headers: { Origin: 'http://app.test' } },
      { headers: { 'Access-Control-Allow-Origin': '*' } },
    ],
    [
      'capitals',
      'Cypress',
      { headers: [line('ORIGIN', 'http://app.test')] },
      { headers: [line('ACCESS-CONTROL-ALLOW-ORIGIN', '*')] },
    ],
    [
      'HTTP/2, with its pseudo headers',
      'pcap2har',
      { headers: [line(':authority', 'api.test'), line('origin', 'http://app.test')] },
      { headers: [line(':status', '200'), line('access-control-allow-origin', '*')] },
    ],
    [
      'a status that is text',
      'Selenium',
      {},
      { status: '200', headers: [line('Access-Control-Allow-Origin', '*')] },
    ],
    [
      'a line with its end',
      'LoggerPlusPlus',
      {},
      { headers: [line('Access-Control-Allow-Origin', '*\r\n')] },
    ],
    [
      'every response header twice',
      'chrome-har',
      {},
      { headers: [...bare, ...bare, ...Array(2).fill(line('Access-Control-Allow-Origin', '*'))] },
    ],
  ])('what passed, written as %s (%s)', (_, creator, request, response) => {
    expect(outcomesOf(creator, [entry(request, response)])).toEqual(['allowed']);
  });

  it('what a service worker made, nor is anything wrong with it', () => {
    const response = { _fetchedViaServiceWorker: true, _transferSize: 0 };
    const one = entry({}, response, { _resourceType: 'fetch', pageref: 'p' });
    const { findings } = annotate({ log: { creator: { name: 'WebInspector' }, entries: [one] } });
    expect(findings.map(({ advice }) => advice)).toEqual([[]]);
  });
});

describe('cannot be told:', () => {
  it.each<[what: string, creator: string, response: Fields]>([
    ['a status of 0', 'Charles Proxy', { status: 0, headers: [] }],
    ['a status of -1', 'ZAP', { status: -1, headers: [] }],
    ["the tool's own 499", 'HTTP Toolkit', { status: 499, headers: [] }],
    ["the tool's own 999", 'Proxyman', { status: 999, headers: [] }],
    ['a response whose headers were taken out', 'SingleFile', { headers: [] }],
    ['a response without a list of headers', 'BrowserMob', { headers: undefined }],
    [
      "a response with the request's headers",
      'Optic',
      { headers: [host, line('User-Agent', 'Mozilla/5.0'), origin] },
    ],
    ['an error that has no text', 'Proxyman', { status: 0, headers: [], _error: '' }],
    ...['***REDACTED***', '[FILTERED]', '<removed>', '--MASKED--'].map(
      (value): [string, string, Fields] => [
        `a response whose value is ${value}`,
        'WebInspector',
        { headers: [...bare, line('Access-Control-Allow-Origin', value)] },
      ],
    ),
  ])('%s (%s)', (_, creator, response) => {
    const other = entry({ url: 'http://app.test/page', headers: [] });
    const mine = entry({}, response, { time: 9 });
    expect(outcomesOf(creator, [other, mine])).toEqual(['undetermined']);
  });

  it.each(['chrome', 'moz', 'safari-web'])('what a %s-extension was allowed', (kind) => {
    const request = { headers: [line('Origin', `${kind}-extension://abc`)] };
    expect(outcomesOf('Charles Proxy', [entry(request)])).toEqual(['undetermined']);
  });
});

it.each([
  ['PostmanRuntime/7.43.0', 'undetermined'],
  ['okhttp/4.9.3', 'undetermined'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'blocked'],
  ['[REDACTED]', 'blocked'],
])('what %s sent that does not pass is %s: only browsers check', (agent, outcome) => {
  const mine = entry({ headers: [origin, line('User-Agent', agent)] });
  expect(outcomesOf('Charles Proxy', [mine])).toEqual([outcome]);
  // Nobody else asks first, or says in which mode.
  const put = entry({ method: 'PUT', headers: [origin, line('User-Agent', agent)] });
  expect(outcomesOf('Charles Proxy', [preflightOf('PUT', ''), put])).toEqual(['blocked']);
  const fetched = entry({
    headers: [origin, line('User-Agent', agent), line('Sec-Fetch-Mode', 'cors')],
  });
  expect(outcomesOf('Charles Proxy', [fetched])).toEqual(['blocked']);
});

it('an app may read everything from its own files', () => {
  const mine = entry({ headers: [line('Origin', 'file://')] });
  expect(outcomesOf('Charles Proxy', [mine])).toEqual(['undetermined']);
});

it('a request whose Origin a sanitizer took out may be a script as before', () => {
  const headers = [host, referer, line('Origin', '[Origin redacted]')];
  const mine = entry({ headers }, {}, { _resourceType: 'xhr' });
  expect(outcomesOf('WebInspector', [mine])).toEqual(['blocked']);
});

it('cookies that a tool joined are told apart', () => {
  const mine = entry(
    { url: 'https://api.test/x', headers: [origin, line('Sec-Fetch-Site', 'cross-site')] },
    {
      headers: [
        line('Access-Control-Allow-Origin', '*'),
        line(
          'Set-Cookie',
          'a=x, y=z; SameSite=None; Secure, b=2; Expires=Wed, 21 Oct 2099 07:28:00 GMT',
        ),
      ],
    },
  );
  const { findings } = annotate({ log: { creator: { name: 'HTTP Toolkit' }, entries: [mine] } });
  const cookies = findings.flatMap(({ advice }) => advice.flatMap(({ evidence }) => evidence));
  expect(cookies.map(({ found }) => found)).toEqual(['b=2; Expires=Wed, 21 Oct 2099 07:28:00 GMT']);
});

it('BrowserUp Proxy names failures as BrowserMob does, and leaves the headers of other responses open', () => {
  const failed = entry(
    {},
    { status: 0, headers: [], _errorMessage: 'Unable to resolve host: api.test' },
  );
  const other = entry({ url: 'http://app.test/page', headers: [] });
  const bereft = entry({ url: 'http://api.test/y' }, { headers: [] });
  expect(outcomesOf('BrowserUp Proxy', [other, failed, bereft])).toEqual([
    'failed',
    'undetermined',
  ]);
});

it.each([
  ['cancelled', 'aborted'],
  ['A server with the specified hostname could not be found.', 'name-not-resolved'],
  ['Could not connect to the server.', 'connection-refused'],
  ['The network connection was lost.', 'connection-lost'],
  ['The request timed out.', 'timeout'],
  ['The Internet connection appears to be offline.', 'offline'],
])('Safari says of a failure: %s', (_error, rule) => {
  const mine = entry({}, { status: 0, headers: [], _error });
  const { findings } = annotate({
    log: { creator: { name: 'WebKit Web Inspector' }, entries: [mine] },
  });
  expect(findings.map(({ diagnosis }) => diagnosis?.rule)).toEqual([rule]);
});

it('a server that sends one header twice is told from a tool that doubles all', () => {
  const twice = Array(2).fill(line('Access-Control-Allow-Origin', '*'));
  expect(outcomesOf('Charles Proxy', [entry({}, { headers: [...bare, ...twice] })])).toEqual([
    'blocked',
  ]);
});
