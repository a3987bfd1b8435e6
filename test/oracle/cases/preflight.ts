import type { Case, Lines } from '../case.ts';
import { open, openWithCredentials, preflighted, shown, simple } from './build.ts';

const acam = 'Access-Control-Allow-Methods';
const acah = 'Access-Control-Allow-Headers';
const passing: Lines = [...open, [acam, 'PUT'], [acah, 'x-test']];

const statuses = [
  200, 201, 202, 203, 204, 205, 206, 226, 299, 300, 301, 302, 303, 304, 305, 306, 307, 308, 400,
  401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421,
  422, 429, 431, 451, 499, 500, 501, 502, 503, 504, 505, 511, 520, 599, 600, 680, 790, 999,
];

/** Values of allow-methods for a PUT. */
const methods: readonly string[] = [
  'PUT',
  'put',
  'Put',
  ' PUT ',
  'GET, PUT',
  'GET,PUT',
  'GET , PUT',
  'GET,\tPUT',
  'GET,,PUT',
  ',PUT',
  'PUT,',
  ', ,PUT,',
  ',',
  '',
  '*',
  '*, GET',
  'GET, *',
  '**',
  'GET PUT',
  'GET;PUT',
  '"PUT"',
  "'PUT'",
  'GET/PUT',
  'PUT(x)',
  'Bad method name',
  'PUT\0',
  'P\x01UT',
  'PU\xe9',
  '[PUT]',
  'ALL',
  'any',
  'GET|PUT',
  'GET, POST, OPTIONS',
  'PUT:',
  '@',
  'A'.repeat(70000),
];

/** Values of allow-headers for `x-test`. */
const names: readonly string[] = [
  'x-test',
  'X-Test',
  'X-TEST',
  ' x-test ',
  'a, x-test',
  'a,x-test',
  'a,,x-test',
  ',x-test,',
  '\tx-test\t',
  'a,\tx-test',
  '',
  ',',
  '*',
  'a, *',
  '**',
  'x-test*',
  'x-*',
  'a x-test',
  'a;x-test',
  '"x-test"',
  "'x-test'",
  'x-test:',
  'x-test: 1',
  'header name with space',
  'x-test\0',
  'x-t\x7fest',
  'x-t\xe9st',
  '[x-test]',
  'x_test',
  'x-test2',
  'x-tes',
  'Origin, Content-Type, Accept',
  'x-test\x0b',
  '\x0cx-test',
  'b'.repeat(70000),
];

/** Request headers that the safelist lets pass or not; after cors-safelisted-request-header.any.js. */
const headers: readonly (readonly [string, string])[] = [
  ['content-type', 'text /plain'],
  ['content-type', 'text/plain'],
  ['content-type', 'TEXT/PLAIN'],
  ['content-type', 'text/plain;'],
  ['content-type', 'text/plain;garbage'],
  ['content-type', 'text/plain; charset=utf-8'],
  ['content-type', 'text/plain;garbage\x01\x02'],
  ['content-type', 'text/plain,'],
  ['content-type', ',text/plain'],
  ['content-type', 'text/plain,text/plain'],
  ['content-type', 'text/plain,x/x'],
  ['content-type', 'text/plain\x0b'],
  ['content-type', 'text/plain\x0c'],
  ['content-type', 'application/www-form-urlencoded'],
  ['content-type', 'application/x-www-form-urlencoded'],
  ['content-type', 'application/x-www-form-urlencoded;\x7f'],
  ['content-type', 'multipart/form-data'],
  ['content-type', 'multipart/form-data;"'],
  ['content-type', 'application/json'],
  ['content-type', 'text/html'],
  ['content-type', 'text/xml'],
  ['content-type', ''],
  ['content-type', `text/plain; long=${'0'.repeat(112)}`],
  ['content-type', `text/plain; l=${'0'.repeat(113)}`],
  ['content-type', `text/plain; l=${'0'.repeat(114)}`],
  ['range', '100-200'],
  ['range', 'MB=100-200'],
  ['range', 'bytes=100-200'],
  ['range', 'bytes =100-200'],
  ['range', 'bytes=  100-200'],
  ['range', 'bytes=100 -200'],
  ['range', 'bytes=100-200hello'],
  ['range', 'bytes=100-200,300-400'],
  ['range', 'bytes=-200'],
  ['range', 'bytes=200-'],
  ['range', 'bytes=200-100'],
  ['range', 'bytes=0-0'],
  ['range', `bytes=1${'0'.repeat(60)}-2${'0'.repeat(60)}`],
  ['range', 'bytes=18446744073709551616-'],
  ['range', 'Bytes=0-10'],
  ['range', 'bytes=-'],
  ['range', 'bytes=0-10,'],
  ['last-event-id', 'abc123'],
  ['last-event-id', '"'],
  ['last-event-id', '0'.repeat(129)],
  ['accept', '*/*'],
  ['accept', '"'],
  ['accept', '0'.repeat(128)],
  ['accept', '0'.repeat(129)],
  ['accept', 'a\tb'],
  ['accept', '\xe4'],
  ['accept', '(a)'],
  ['accept-language', 'en, de;q=0.5'],
  ['accept-language', '\x01'],
  ['accept-language', '@'],
  ['accept-language', 'en_US'],
  ['accept-language', '\xe4'],
  ['content-language', 'de-AT'],
  ['content-language', '@'],
  ['authorization', 'basics'],
  ['dpr', '1'],
  ['downlink', '1'],
  ['save-data', 'on'],
  ['device-memory', '1'],
  ['viewport-width', '1'],
  ['width', '1'],
  ['rtt', '1'],
  ['ect', '2g'],
  ['x-test', ''],
  ['access-control-allow-origin', '*'],
  ['if-none-match', '"a"'],
  ['if-modified-since', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ['cache-control', 'no-cache'],
  ['pragma', 'no-cache'],
  ['user-agent', 'mine'],
  ['x-http-method-override', 'PUT'],
  ['x-http-method-override', 'TRACE'],
  ['baggage', 'a=b'],
  ['traceparent', '00-0-0-0'],
  ['upgrade-insecure-requests', '1'],
];

/** Methods as a script writes them. */
const asked = [
  'GET',
  'get',
  'HEAD',
  'POST',
  'post',
  'PUT',
  'put',
  'PATCH',
  'patch',
  'Patch',
  'DELETE',
  'delete',
  'OPTIONS',
  'options',
  'PURGE',
  'QUERY',
  'PROPFIND',
  '*',
  "a!#$%&'+-.^_`|~",
];

/** The CORS-preflight fetch. */
export const preflightCases: readonly Case[] = [
  ...statuses.flatMap((status) => [
    preflighted(`preflight ${status}`, { status, headers: passing, body: '' }),
    preflighted(`preflight ${status} without allow-origin`, { status, body: '' }),
    preflighted(`preflight ${status} with Location`, {
      status,
      headers: [...passing, ['Location', '{api/y}']],
      body: '',
    }),
    simple(`answer ${status}`, { status, headers: open, body: '' }),
    simple(`answer ${status} without allow-origin`, { status, body: '' }),
  ]),
  ...methods.flatMap((value) => [
    preflighted(`allow-methods ${shown(value)}`, {
      headers: [...open, [acam, value], [acah, 'x-test']],
    }),
    preflighted(
      `allow-methods ${shown(value)} with credentials`,
      { headers: [...openWithCredentials, [acam, value], [acah, 'x-test']] },
      { call: { credentials: 'include' } },
    ),
  ]),
  ...names.flatMap((value) => [
    preflighted(`allow-headers ${shown(value)}`, {
      headers: [...open, [acam, 'PUT'], [acah, value]],
    }),
    preflighted(
      `allow-headers ${shown(value)} with credentials`,
      { headers: [...openWithCredentials, [acam, 'PUT'], [acah, value]] },
      { call: { credentials: 'include' }, to: 'sapi' },
    ),
  ]),
  preflighted('no allow-methods', { headers: [...open, [acah, 'x-test']] }),
  preflighted('no allow-headers', { headers: [...open, [acam, 'PUT']] }),
  preflighted('allow-methods on two lines', {
    headers: [...open, [acam, 'GET'], [acam, 'PUT'], [acah, 'x-test']],
  }),
  preflighted('allow-headers on two lines', {
    headers: [...open, [acam, 'PUT'], [acah, 'a'], [acah, 'x-test']],
  }),
  preflighted('allow-headers on two lines, one empty', {
    headers: [...open, [acam, 'PUT'], [acah, ''], [acah, 'x-test']],
  }),
  preflighted('both lists malformed', { headers: [...open, [acam, 'a b'], [acah, 'a b']] }),
  preflighted('methods and headers refused', { headers: [...open, [acam, 'GET'], [acah, 'a']] }),
  preflighted('methods refused, headers malformed', {
    headers: [...open, [acam, 'GET'], [acah, 'a b']],
  }),
  preflighted('methods malformed, headers refused', {
    headers: [...open, [acam, 'a b'], [acah, 'a']],
  }),
  preflighted(
    'several headers refused',
    { headers: [...open, [acam, 'PUT']] },
    {
      call: {
        headers: [
          ['X-Test', '1'],
          ['Authorization', 'a'],
          ['Content-Type', 'application/json'],
          ['X-B', '1'],
        ],
      },
    },
  ),
  preflighted(
    'several headers, the last refused',
    { headers: [...open, [acam, 'PUT'], [acah, 'authorization, content-type, x-b']] },
    {
      call: {
        headers: [
          ['X-Test', '1'],
          ['Authorization', 'a'],
          ['Content-Type', 'application/json'],
          ['X-B', '1'],
        ],
      },
    },
  ),
  preflighted(
    'authorization behind a wildcard',
    { headers: [...open, [acam, 'PUT'], [acah, '*']] },
    { call: { headers: [['Authorization', 'Bearer x']] } },
  ),
  preflighted(
    'authorization behind a wildcard with credentials',
    { headers: [...openWithCredentials, [acam, 'PUT'], [acah, '*']] },
    { call: { headers: [['Authorization', 'Bearer x']], credentials: 'include' }, to: 'sapi' },
  ),
  preflighted(
    'a header named * with credentials',
    { headers: [...openWithCredentials, [acam, '*'], [acah, '*']] },
    { call: { method: '*', headers: [['*', '1']], credentials: 'include' } },
  ),
  ...headers.flatMap(([name, value]) => [
    preflighted(
      `request header ${name}: ${shown(value)}`,
      { headers: open },
      { call: { method: 'POST', headers: [[name, value]], body: 'data' } },
      { headers: open },
    ),
    preflighted(
      `request header ${name}: ${shown(value)} on XHR, allowed`,
      { headers: [...open, [acah, name]] },
      { call: { client: 'xhr', method: 'POST', headers: [[name, value]], body: 'data' } },
      { headers: open },
    ),
  ]),
  preflighted(
    'content-type of a body without one set',
    { headers: open },
    { call: { method: 'POST', headers: [], body: 'data' } },
  ),
  ...asked.flatMap((method) => [
    preflighted(
      `method ${method} not listed`,
      { headers: open },
      { call: { method, headers: [] } },
    ),
    preflighted(
      `method ${method} listed`,
      { headers: [...open, [acam, method]] },
      { call: { method, headers: [] } },
    ),
    preflighted(
      `method ${method} listed in upper case, XHR`,
      { headers: [...open, [acam, method.toUpperCase()]] },
      { call: { client: 'xhr', method, headers: [] } },
    ),
  ]),
  preflighted(
    'upload listener',
    { headers: [] },
    { call: { client: 'xhr', method: 'POST', headers: [], upload: true } },
  ),
  preflighted(
    'upload listener allowed',
    { headers: open },
    { call: { client: 'xhr', method: 'POST', headers: [], upload: true } },
  ),
  ...['include', 'same-origin'].flatMap((credentials) =>
    ['api', 'sapi', 'h2', 'sub'].flatMap((to) => [
      preflighted(
        `preflight wildcard, ${credentials}, ${to}`,
        {
          headers: [
            ['Access-Control-Allow-Origin', '*'],
            [acam, 'PUT'],
            [acah, 'x-test'],
          ],
        },
        { to: to as 'api', call: { credentials: credentials as 'include' } },
      ),
      preflighted(
        `preflight without allow-credentials, ${credentials}, ${to}`,
        { headers: passing },
        { to: to as 'api', call: { credentials: credentials as 'include' } },
        { headers: open },
      ),
      preflighted(
        `preflight passes, answer does not, ${credentials}, ${to}`,
        { headers: [...openWithCredentials, [acam, 'PUT'], [acah, 'x-test']] },
        { to: to as 'api', call: { credentials: credentials as 'include' } },
        {},
      ),
      preflighted(
        `preflight passes, answer is a wildcard, ${credentials}, ${to}`,
        { headers: [...openWithCredentials, [acam, 'PUT'], [acah, 'x-test']] },
        { to: to as 'api', call: { credentials: credentials as 'include' } },
        { headers: [['Access-Control-Allow-Origin', '*']] },
      ),
      preflighted(
        `preflight passes, answer lacks allow-credentials, ${credentials}, ${to}`,
        { headers: [...openWithCredentials, [acam, 'PUT'], [acah, 'x-test']] },
        { to: to as 'api', call: { credentials: credentials as 'include' } },
        { headers: open },
      ),
    ]),
  ),
  // The credentials mode decides which of two faults is named, and nothing shows it.
  ...(['include', 'same-origin'] as const).flatMap((credentials) => [
    preflighted(
      `preflight 404 with a wildcard, ${credentials}`,
      { status: 404, headers: [['Access-Control-Allow-Origin', '*']] },
      { hidden: true, call: { credentials } },
    ),
    preflighted(
      `preflight 404 without allow-credentials, ${credentials}`,
      { status: 404, headers: open },
      { hidden: true, call: { credentials } },
    ),
    preflighted(
      `preflight with a wildcard and a method missing, ${credentials}`,
      {
        headers: [
          ['Access-Control-Allow-Origin', '*'],
          [acah, 'x-test'],
        ],
      },
      { hidden: true, call: { credentials } },
    ),
    preflighted(
      `preflight 404 with a wildcard, ${credentials}, https`,
      { status: 404, headers: [['Access-Control-Allow-Origin', '*']] },
      { hidden: true, page: 'sapp', to: 'sapi', call: { credentials } },
    ),
  ]),
  ...(['reset', 'empty', 'not-http', 'truncated', 'chunk-truncated', 'bad-gzip'] as const).flatMap(
    (fault) => [
      preflighted(`preflight ${fault}`, { headers: passing, fault }),
      preflighted(
        `preflight passes, answer ${fault}`,
        { headers: passing },
        {},
        { headers: open, fault },
      ),
      preflighted(
        `preflight passes, answer ${fault} without allow-origin`,
        { headers: passing },
        {},
        { fault },
      ),
    ],
  ),
  {
    name: 'preflight cached, second call blocked by its response',
    calls: [
      { client: 'fetch', url: '{api/x}', method: 'PUT' },
      { client: 'fetch', url: '{api/x}', method: 'PUT' },
    ],
    routes: {
      'api/x': {
        OPTIONS: { headers: [...passing, ['Access-Control-Max-Age', '600']] },
        '*': [{ headers: open }, { status: 500 }],
      },
    },
  },
  {
    name: 'preflight cached, other header refused by a new one',
    calls: [
      { client: 'fetch', url: '{api/x}', method: 'PUT' },
      { client: 'fetch', url: '{api/x}', method: 'PUT', headers: [['x-other', '1']] },
    ],
    routes: {
      'api/x': {
        OPTIONS: { headers: [...passing, ['Access-Control-Max-Age', '600']] },
        '*': { headers: open },
      },
    },
  },
  {
    name: 'same URL, preflight refused, then simple',
    calls: [
      { client: 'fetch', url: '{api/x}', headers: [['x-a', '1']] },
      { client: 'fetch', url: '{api/x}' },
    ],
    routes: { 'api/x': { OPTIONS: { status: 405 }, '*': { headers: open } } },
  },
  {
    name: 'parallel calls of one URL with different outcomes',
    together: true,
    calls: [
      { client: 'fetch', url: '{api/x}', method: 'PUT' },
      { client: 'fetch', url: '{api/x}', method: 'DELETE' },
      { client: 'fetch', url: '{api/x}', headers: [['x-a', '1']] },
      { client: 'fetch', url: '{api/x}' },
      { client: 'xhr', url: '{api/x}', headers: [['x-b', '1']] },
    ],
    routes: {
      'api/x': {
        OPTIONS: { headers: [...open, [acam, 'PUT'], [acah, 'x-a']], delay: 20 },
        '*': { headers: open },
      },
    },
  },
  {
    name: 'parallel identical calls, every other refused',
    together: true,
    calls: [1, 2, 3, 4].map(
      () => ({ client: 'fetch', url: '{api/x}', method: 'PUT', cache: 'no-store' }) as const,
    ),
    routes: {
      'api/x': {
        OPTIONS: [{ headers: passing }, { status: 500 }, { headers: passing }, {}],
        '*': { headers: open },
      },
    },
  },
  {
    name: 'one URL with and without credentials at once',
    page: 'sapp',
    together: true,
    calls: [
      { client: 'fetch', url: '{sapi/x}', credentials: 'include' },
      { client: 'fetch', url: '{sapi/x}', credentials: 'omit' },
    ],
    routes: {
      'sapi/x': {
        '*': {
          headers: [
            ['Access-Control-Allow-Origin', '*'],
            ['Cache-Control', 'no-store'],
          ],
        },
      },
    },
  },
  {
    name: 'one URL with and without credentials at once, http',
    together: true,
    calls: [
      { client: 'fetch', url: '{api/x}', credentials: 'include' },
      { client: 'fetch', url: '{api/x}', credentials: 'omit' },
    ],
    routes: {
      'api/x': {
        '*': {
          headers: [
            ['Access-Control-Allow-Origin', '*'],
            ['Cache-Control', 'no-store'],
          ],
        },
      },
    },
  },
  {
    name: 'one URL preflighted with and without credentials at once',
    page: 'sapp',
    together: true,
    calls: [
      { client: 'fetch', url: '{sapi/x}', method: 'PUT', credentials: 'include' },
      { client: 'fetch', url: '{sapi/x}', method: 'PUT', credentials: 'omit' },
    ],
    routes: {
      'sapi/x': {
        OPTIONS: {
          headers: [
            ['Access-Control-Allow-Origin', '*'],
            [acam, 'PUT'],
          ],
        },
        '*': { headers: [['Access-Control-Allow-Origin', '*']] },
      },
    },
  },
];
