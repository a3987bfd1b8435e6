import type { Case } from '../case.ts';
import { chain, open, openWithCredentials, simple } from './build.ts';

const wildcard = [['Access-Control-Allow-Origin', '*']] as const;
const named = [['Access-Control-Allow-Origin', '{app}']] as const;
const preflight = {
  headers: [
    ...open,
    ['Access-Control-Allow-Methods', 'PUT'],
    ['Access-Control-Allow-Headers', 'x-test'],
  ],
} as const;
const put = { method: 'PUT', headers: [['X-Test', '1']] } as const;

/** Where a redirect may lead besides another server. */
const targets: readonly string[] = [
  'data:text/plain,x',
  'data:,',
  'blob:http://app.test/1234',
  'about:blank',
  'about:srcdoc',
  'mailto:a@b.test',
  'foo:bar',
  'foo://bar/x',
  'file:///etc/passwd',
  'javascript:1',
  'chrome://version',
  'chrome-extension://abcdefghijklmnopabcdefghijklmnop/x',
  'ftp://app.test/x',
  'ws://app.test/x',
  'wss://app.test/x',
  'intent://x#Intent;end',
  'view-source:http://app.test',
  'http://',
  'http://[',
  'http:// a/',
  '//',
  '',
  'http://app.test:1/',
  'http://app.test:99999/',
  '\x01',
  'http://app.test:22/',
  'http://user:pass@app.test:1/',
];

const userinfo = ['user:pass', 'user:', 'user', ':pass', ':', ''];

/** Redirects: each hop's check, taint, credentials in URLs, schemes, preflights on the way. */
export const redirectCases: readonly Case[] = [
  ...[301, 302, 303, 307, 308].flatMap((status) => [
    chain(`redirect ${status} to the same server`, ['api/a', 'api/b'], undefined, { status }),
    chain(
      `redirect ${status} to the same server, then no allow-origin`,
      ['api/a', 'api/b'],
      {},
      { status },
    ),
    chain(`redirect ${status} without allow-origin`, ['api/a', 'api/b'], undefined, {
      status,
      headers: [],
    }),
    chain(
      `redirect ${status} to a third server that allows all`,
      ['api/a', 'third/b'],
      { headers: wildcard },
      { status },
    ),
    chain(
      `redirect ${status} to a third server that names the page`,
      ['api/a', 'third/b'],
      { headers: named },
      { status },
    ),
    chain(
      `redirect ${status} to a third server that names null`,
      ['api/a', 'third/b'],
      { headers: open },
      { status },
    ),
    chain(
      `redirect ${status} to a third server that has no CORS`,
      ['api/a', 'third/b'],
      {},
      { status },
    ),
    chain(`redirect ${status} same origin to cross origin`, ['app/a', 'api/b'], undefined, {
      status,
      headers: [],
    }),
    chain(
      `redirect ${status} same origin to cross origin without CORS`,
      ['app/a', 'api/b'],
      {},
      { status, headers: [] },
    ),
    chain(
      `redirect ${status} cross origin and back, without CORS`,
      ['api/a', 'app/b'],
      {},
      { status },
    ),
    chain(
      `redirect ${status} cross origin and back, named`,
      ['api/a', 'app/b'],
      { headers: named },
      { status },
    ),
    chain(
      `redirect ${status} cross origin and back, echoed`,
      ['api/a', 'app/b'],
      { headers: open },
      { status },
    ),
    chain(`redirect ${status} of a PUT`, ['api/a', 'api/b'], undefined, {
      status,
      preflight,
      call: put,
    }),
    chain(`redirect ${status} of a PUT to a third server`, ['api/a', 'third/b'], undefined, {
      status,
      preflight,
      call: put,
    }),
    chain(
      `redirect ${status} of a PUT to a third server without preflight support`,
      ['api/a', 'third/b'],
      undefined,
      {
        status,
        call: put,
        preflight: {
          headers: [
            ['Access-Control-Allow-Origin', '{app}'],
            ['Access-Control-Allow-Methods', 'PUT'],
            ['Access-Control-Allow-Headers', 'x-test'],
          ],
        },
      },
    ),
    chain(`redirect ${status} of a POST with authorization`, ['api/a', 'third/b'], undefined, {
      status,
      call: { method: 'POST', body: 'a=1', headers: [['Authorization', 'x']] },
      preflight: { headers: [...open, ['Access-Control-Allow-Headers', 'authorization']] },
    }),
    chain(`redirect ${status} of a POST, same origin first`, ['app/a', 'api/b'], undefined, {
      status,
      headers: [],
      call: { method: 'POST', body: '{}', headers: [['Content-Type', 'application/json']] },
      preflight: { status: 404 },
    }),
    chain(`redirect ${status} refused by the page`, ['api/a', 'api/b'], undefined, {
      status,
      call: { redirect: 'error' },
    }),
    chain(`redirect ${status} refused by the page, without CORS`, ['api/a', 'api/b'], undefined, {
      status,
      headers: [],
      call: { redirect: 'error' },
    }),
    chain(`redirect ${status} taken by the page`, ['api/a', 'api/b'], undefined, {
      status,
      call: { redirect: 'manual' },
    }),
    chain(`redirect ${status} taken by the page, without CORS`, ['api/a', 'api/b'], undefined, {
      status,
      headers: [],
      call: { redirect: 'manual' },
    }),
    chain(`redirect ${status} with credentials and a wildcard`, ['api/a', 'api/b'], undefined, {
      status,
      headers: wildcard,
      call: { credentials: 'include' },
      hidden: true,
    }),
    chain(
      `redirect ${status} with credentials and a wildcard, https`,
      ['sapi/a', 'sapi/b'],
      undefined,
      { status, headers: wildcard, page: 'sapp', call: { credentials: 'include' } },
    ),
    chain(
      `redirect ${status} with credentials, wildcard at the end`,
      ['api/a', 'api/b'],
      { headers: wildcard },
      { status, headers: openWithCredentials, call: { credentials: 'include' } },
    ),
    chain(
      `redirect ${status} refused by the page, with credentials, https`,
      ['sapi/a', 'sapi/b'],
      undefined,
      {
        status,
        headers: openWithCredentials,
        page: 'sapp',
        call: { credentials: 'include', redirect: 'error' },
      },
    ),
  ]),
  chain(
    'three servers, all named',
    ['api/a', 'third/b', 'fourth/c'],
    { headers: named },
    { headers: named },
  ),
  chain(
    'three servers, all wildcard',
    ['api/a', 'third/b', 'fourth/c'],
    { headers: wildcard },
    { headers: wildcard },
  ),
  chain('three servers, all echo', ['api/a', 'third/b', 'fourth/c']),
  chain(
    'there, away and there again',
    ['api/a', 'third/b', 'api/c'],
    { headers: named },
    { headers: wildcard },
  ),
  chain('same, cross, same', ['app/a', 'api/b', 'app/c'], {}, { headers: open }),
  chain(
    'same, cross, same, wildcard',
    ['app/a', 'api/b', 'app/c'],
    { headers: wildcard },
    { headers: open },
  ),
  chain('same site: app, sub, port', ['sub/a', 'port/b'], { headers: open }),
  chain('http to https', ['api/a', 'sapi/b'], { headers: named }),
  chain('http to https, echoed', ['api/a', 'sapi/b']),
  chain('https to http from an https page', ['sapi/a', 'api/b'], {}, { page: 'sapp' }),
  chain('https to http from an http page', ['sapi/a', 'api/b'], {}),
  chain('to a server that refuses connections', ['api/a', 'refused/b']),
  chain('to a name that does not resolve', ['api/a', 'nowhere/b']),
  chain('to an untrusted certificate', ['api/a', 'untrusted/b']),
  chain('to an h2 server without CORS', ['api/a', 'h2/b'], {}),
  chain(
    'twenty-one redirects',
    Array.from({ length: 22 }, (_, i) => `api/${i}`),
  ),
  chain(
    'nineteen redirects',
    Array.from({ length: 20 }, (_, i) => `api/${i}`),
  ),
  {
    ...chain('a ring', ['api/a', 'api/a']),
    routes: { 'api/a': { '*': { status: 302, headers: [...open, ['Location', '{api/a}']] } } },
  },
  {
    ...chain('a ring of two', ['api/a', 'third/b']),
    routes: {
      'api/a': { '*': { status: 302, headers: [...wildcard, ['Location', '{third/b}']] } },
      'third/b': { '*': { status: 302, headers: [...wildcard, ['Location', '{api/a}']] } },
    },
  },
  ...targets.flatMap((location) =>
    (['fetch', 'xhr'] as const).flatMap((client) => [
      simple(
        `redirect to ${JSON.stringify(location)} by ${client}`,
        { status: 302, headers: [...open, ['Location', location]] },
        { call: { client } },
      ),
      simple(
        `redirect to ${JSON.stringify(location)} by ${client}, from the page's own server`,
        { status: 302, headers: [['Location', location]] },
        { to: 'app', call: { client } },
      ),
    ]),
  ),
  ...targets
    .filter((_, i) => i % 3 === 0)
    .flatMap((location) => [
      simple(`redirect to ${JSON.stringify(location)} without CORS`, {
        status: 302,
        headers: [['Location', location]],
      }),
      simple(
        `image redirected to ${JSON.stringify(location)}`,
        { status: 302, headers: [...open, ['Location', location]] },
        { call: { client: 'image', crossorigin: 'anonymous' } },
      ),
      simple(
        `no-cors redirected to ${JSON.stringify(location)}`,
        { status: 302, headers: [...open, ['Location', location]] },
        { call: { mode: 'no-cors' } },
      ),
    ]),
  ...userinfo.flatMap((user) =>
    ['api', 'app', 'third'].flatMap((to) =>
      ['api', 'app'].map((from) => ({
        name: `redirect ${from} → ${to} with userinfo "${user}@"`,
        calls: [{ client: 'fetch' as const, url: `{${from}/a}` }],
        routes: {
          [`${from}/a`]: {
            '*': { status: 302, headers: [...open, ['Location', `{${user}@${to}/b}`] as const] },
          },
          [`${to}/b`]: { '*': { headers: wildcard } },
        },
      })),
    ),
  ),
  ...[
    '',
    'b',
    './b',
    '/c/none',
    '?q',
    '#f',
    '//third.test/none',
    'http:b',
    ' {api/b} ',
    '{api/b}#frag',
    '{api/b}?q=ä',
    '{api/b}\xe4',
    '{api/b} {api/c}',
    '{api/b}, {api/c}',
  ].map(
    (location) =>
      ({
        ...simple(`relative Location ${JSON.stringify(location)}`, {
          status: 302,
          headers: [...open, ['Location', location]],
        }),
        routes: {
          'api/x': {
            '*': [{ status: 302, headers: [...open, ['Location', location]] }, { headers: open }],
          },
          'api/b': { '*': {} },
        },
      }) as Case,
  ),
  simple('two Location lines alike', {
    status: 302,
    headers: [...open, ['Location', '{api/b}'], ['Location', '{api/b}']],
  }),
  simple('two Location lines that differ', {
    status: 302,
    headers: [...open, ['Location', '{api/b}'], ['Location', '{api/c}']],
  }),
  simple('a redirect status without Location', { status: 302, headers: open }),
  simple('a redirect status without Location or CORS', { status: 307 }),
  simple('300 with Location', { status: 300, headers: [...open, ['Location', '{api/b}']] }),
  ...(
    ['xhr', 'image', 'font', 'module', 'script', 'style', 'eventsource', 'import', 'media'] as const
  ).flatMap((client) => [
    chain(
      `${client} redirected to a third server that names the page`,
      ['api/a', 'third/b'],
      { headers: named },
      { call: { client, crossorigin: 'anonymous' } },
    ),
    chain(
      `${client} redirected without CORS`,
      ['api/a', 'third/b'],
      { headers: named },
      { headers: [], call: { client, crossorigin: 'anonymous' } },
    ),
    chain(
      `${client} redirected from the page's own server, no CORS`,
      ['app/a', 'api/b'],
      {},
      { headers: [], call: { client, crossorigin: 'anonymous' } },
    ),
  ]),
  chain(
    'sandboxed frame, redirect',
    ['api/a', 'third/b'],
    { headers: [['Access-Control-Allow-Origin', 'null']] },
    { context: 'sandbox' },
  ),
  chain('sandboxed frame, redirect without CORS', ['api/a', 'third/b'], {}, { context: 'sandbox' }),
  chain(
    'frame of another origin, redirect',
    ['api/a', 'fourth/b'],
    { headers: named },
    { context: 'cross-frame' },
  ),
];
