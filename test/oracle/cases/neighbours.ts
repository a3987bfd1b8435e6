import type { Case, Lines } from '../case.ts';
import { open, openWithCredentials, preflighted, simple } from './build.ts';

const wildcard = [['Access-Control-Allow-Origin', '*']] as const;
const faults = ['reset', 'empty', 'truncated', 'chunk-truncated', 'not-http', 'bad-gzip'] as const;

/** A plain image stores a response, and a fetch has it confirmed by a 304. */
function revalidated(
  name: string,
  stored: Lines,
  confirmed: Lines,
  credentials: 'include' | 'same-origin' = 'same-origin',
): Case {
  const tag = ['ETag', '"a"'] as const;
  const keep = ['Cache-Control', 'max-age=60'] as const;
  return {
    name,
    calls: [
      { client: 'image', url: '{api/x}' },
      { client: 'fetch', url: '{api/x}', cache: 'no-cache', credentials },
    ],
    routes: {
      'api/x': {
        '*': [
          {
            headers: [...stored, tag, keep, ['Content-Type', 'image/svg+xml']],
            body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
          },
          { status: 304, headers: [...confirmed, tag] },
        ],
      },
    },
  };
}

/** Failures that only look like CORS, and requests that end early. */
export const neighbourCases: readonly Case[] = [
  ...faults.flatMap((fault) => [
    simple(`${fault}, allowed`, { headers: open, fault }),
    simple(`${fault}, no CORS`, { fault }),
    simple(
      `${fault}, allowed, XHR with credentials`,
      { headers: openWithCredentials, fault },
      { call: { client: 'xhr', credentials: 'include' } },
    ),
    simple(`${fault} over TLS`, { headers: open, fault }, { to: 'sapi' }),
    simple(`${fault} over h2`, { headers: open, fault }, { to: 'h2' }),
    simple(`${fault}, body unread`, { headers: open, fault }, { call: { unread: true } }),
  ]),
  ...(['refused', 'nowhere', 'untrusted'] as const).flatMap((to) => [
    simple(`${to}`, {}, { to }),
    simple(`${to}, PUT`, {}, { to, call: { method: 'PUT' } }),
    simple(
      `${to}, XHR with credentials`,
      {},
      { to, call: { client: 'xhr', credentials: 'include' } },
    ),
    simple(`${to}, image`, {}, { to, call: { client: 'image', crossorigin: 'anonymous' } }),
    simple(`${to}, no-cors`, {}, { to, call: { mode: 'no-cors' } }),
  ]),
  ...[
    'http://app.test:1/',
    'http://app.test:22/',
    'http://app.test:6000/',
    'https://app.test:10080/',
  ].map((url) => ({
    name: `unsafe port ${url}`,
    calls: [{ client: 'fetch' as const, url }],
    routes: {},
    silent: true as const,
  })),
  ...[
    'mailto:a@b',
    'foo:bar',
    'ftp://a.test/',
    'about:blank',
    'file:///etc/passwd',
    'chrome://version',
    'javascript:1',
    'blob:http://a.test/x',
    'data:,x',
    'ws://app.test/',
  ].flatMap((url) =>
    (['fetch', 'xhr', 'image'] as const).map((client) => ({
      name: `${client} of ${url}`,
      calls: [
        { client, url, ...(client === 'image' ? { crossorigin: 'anonymous' as const } : {}) },
      ],
      routes: {},
      silent: true as const,
    })),
  ),
  {
    ...simple('mode same-origin', { headers: open }, { call: { mode: 'same-origin' } }),
    silent: true,
  },
  {
    ...simple(
      'mode same-origin, redirected away',
      { status: 302, headers: [['Location', '{api/y}']] },
      { to: 'app', call: { mode: 'same-origin' } },
    ),
    silent: true,
  },
  {
    ...simple(
      'no-cors with redirect error',
      { headers: open },
      { call: { mode: 'no-cors', redirect: 'error' } },
    ),
    silent: true,
  },
  {
    name: 'URL with user and password',
    calls: [{ client: 'fetch', url: '{user:pass@api/x}' }],
    routes: { 'api/x': { '*': { headers: open } } },
    silent: true,
  },
  {
    name: 'XHR to a URL with user and password',
    calls: [{ client: 'xhr', url: '{user:pass@api/x}' }],
    routes: { 'api/x': { '*': { headers: open } } },
  },
  simple('aborted while waiting', { headers: open, delay: 400 }, { call: { abort: 100 } }),
  simple('aborted while waiting, no CORS', { delay: 400 }, { call: { abort: 100 } }),
  simple('aborted while reading', { headers: open, fault: 'truncated' }, { call: { abort: 100 } }),
  simple('XHR aborted', { headers: open, delay: 400 }, { call: { client: 'xhr', abort: 100 } }),
  preflighted(
    'aborted during the preflight',
    { headers: open, delay: 400 },
    { call: { abort: 100 } },
  ),
  preflighted(
    'aborted after the preflight',
    {
      headers: [
        ...open,
        ['Access-Control-Allow-Methods', 'PUT'],
        ['Access-Control-Allow-Headers', 'x-test'],
      ],
    },
    { call: { abort: 100 } },
    { headers: open, delay: 400 },
  ),
  ...(['same-origin', 'same-site', 'cross-origin', 'nonsense'] as const).flatMap((policy) =>
    (['api', 'sub', 'sapi'] as const).flatMap((to) => [
      simple(
        `CORP ${policy} from ${to}, no-cors fetch`,
        { headers: [['Cross-Origin-Resource-Policy', policy]] },
        { to, call: { mode: 'no-cors' } },
      ),
      simple(
        `CORP ${policy} from ${to}, image`,
        {
          headers: [
            ['Cross-Origin-Resource-Policy', policy],
            ['Content-Type', 'image/png'],
          ],
        },
        { to, call: { client: 'image' } },
      ),
      simple(
        `CORP ${policy} from ${to}, cors fetch`,
        { headers: [...wildcard, ['Cross-Origin-Resource-Policy', policy]] },
        { to },
      ),
      simple(
        `CORP ${policy} from ${to}, cors fetch without CORS`,
        { headers: [['Cross-Origin-Resource-Policy', policy]] },
        { to },
      ),
    ]),
  ),
  simple(
    'ORB: JSON as an image',
    {
      headers: [
        ['Content-Type', 'application/json'],
        ['X-Content-Type-Options', 'nosniff'],
      ],
      body: '{"a":1}',
    },
    { call: { client: 'image' } },
  ),
  simple(
    'ORB: JSON as an image with crossorigin',
    {
      headers: [
        ['Content-Type', 'application/json'],
        ['X-Content-Type-Options', 'nosniff'],
      ],
      body: '{"a":1}',
    },
    { call: { client: 'image', crossorigin: 'anonymous' } },
  ),
  simple(
    'ORB: HTML error page as a script',
    { status: 404, headers: [['Content-Type', 'text/html']], body: '<!doctype html><p>' },
    { call: { client: 'script' } },
  ),
  simple(
    'a module of a wrong type, allowed',
    { headers: [...open, ['Content-Type', 'application/json']], body: '{}' },
    { call: { client: 'module' } },
  ),
  simple(
    'a module that returns 404, allowed',
    { status: 404, headers: open },
    { call: { client: 'module' } },
  ),
  simple(
    'integrity fails',
    { headers: open },
    { call: { integrity: 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' } },
  ),
  simple(
    'integrity, no CORS',
    {},
    { call: { integrity: 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' } },
  ),
  simple('mixed content', { headers: open }, { page: 'sapp', to: 'api' }),
  {
    ...simple(
      'mixed content, image',
      { headers: open },
      { page: 'sapp', to: 'api', call: { client: 'image' } },
    ),
    silent: true,
  },
  simple(
    'mixed content, XHR',
    { headers: open },
    { page: 'sapp', to: 'api', call: { client: 'xhr' } },
  ),
  simple(
    'mixed content, POST',
    { headers: open },
    { page: 'sapp', to: 'api', call: { method: 'POST', body: 'x' } },
  ),
  simple('304 to no condition', { status: 304, headers: open }),
  simple('304 to no condition, no CORS', { status: 304 }),
  {
    name: 'revalidated by 304, stored response has CORS',
    calls: [
      { client: 'fetch', url: '{api/x}' },
      { client: 'fetch', url: '{api/x}', cache: 'no-cache' },
    ],
    routes: {
      'api/x': {
        '*': [
          { headers: [...wildcard, ['ETag', '"a"'], ['Cache-Control', 'max-age=60']] },
          { status: 304, headers: [['ETag', '"a"']] },
        ],
      },
    },
  },
  revalidated('revalidated by 304, stored response lacks CORS', [], wildcard),
  {
    name: 'revalidated by 304 that names another origin',
    calls: [
      { client: 'fetch', url: '{api/x}' },
      { client: 'fetch', url: '{api/x}', cache: 'no-cache' },
    ],
    routes: {
      'api/x': {
        '*': [
          { headers: [...wildcard, ['ETag', '"a"'], ['Cache-Control', 'max-age=60']] },
          {
            status: 304,
            headers: [
              ['ETag', '"a"'],
              ['Access-Control-Allow-Origin', 'https://b.test'],
            ],
          },
        ],
      },
    },
  },
  revalidated(
    'revalidated by a bare 304, stored response names another origin',
    [['Access-Control-Allow-Origin', 'https://b.test']],
    [],
  ),
  revalidated('revalidated by a bare 304, stored response lacks CORS', [], []),
  revalidated(
    'revalidated by a bare 304, stored response is for all, with credentials',
    wildcard,
    [],
    'include',
  ),
  revalidated(
    'revalidated by 304 without Allow-Credentials, stored response lacks it',
    [['Access-Control-Allow-Origin', '{origin}']],
    [['Access-Control-Allow-Origin', '{origin}']],
    'include',
  ),
  {
    name: 'poisoned cache',
    blind: true,
    calls: [
      { client: 'image', url: '{api/x}' },
      { client: 'fetch', url: '{api/x}' },
    ],
    routes: {
      'api/x': {
        '*': [
          {
            headers: [
              ['Cache-Control', 'max-age=600'],
              ['Content-Type', 'image/svg+xml'],
            ],
            body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
          },
          { headers: open },
        ],
      },
    },
  },
  {
    name: 'poisoned cache, crossorigin image',
    blind: true,
    calls: [
      { client: 'image', url: '{api/x}' },
      { client: 'image', url: '{api/x}', crossorigin: 'anonymous' },
    ],
    routes: {
      'api/x': {
        '*': [
          {
            headers: [
              ['Cache-Control', 'max-age=600'],
              ['Content-Type', 'image/svg+xml'],
            ],
            body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
          },
          { headers: open },
        ],
      },
    },
  },
  {
    name: 'cached for all, then asked again',
    calls: [
      { client: 'fetch', url: '{api/x}' },
      { client: 'fetch', url: '{api/x}' },
    ],
    routes: { 'api/x': { '*': { headers: [...wildcard, ['Cache-Control', 'max-age=600']] } } },
  },
  {
    name: 'cached with Vary, then asked again',
    calls: [
      { client: 'image', url: '{api/x}' },
      { client: 'fetch', url: '{api/x}' },
    ],
    routes: {
      'api/x': {
        '*': [
          {
            headers: [
              ['Cache-Control', 'max-age=600'],
              ['Vary', 'Origin'],
              ['Content-Type', 'image/svg+xml'],
            ],
            body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
          },
          { headers: [...open, ['Vary', 'Origin']] },
        ],
      },
    },
  },
  ...[401, 407].flatMap((status) => [
    simple(`${status} with a challenge, no CORS`, {
      status,
      headers: [['WWW-Authenticate', 'Basic realm="x"']],
    }),
    simple(`${status} with a challenge, allowed`, {
      status,
      headers: [...open, ['WWW-Authenticate', 'Bearer']],
    }),
  ]),
  simple('no content, no CORS', { status: 204 }),
  simple('HEAD without CORS', {}, { call: { method: 'HEAD' } }),
  simple('OPTIONS by the page', {}, { call: { method: 'OPTIONS' } }),
  {
    name: 'OPTIONS by the page, allowed',
    calls: [{ client: 'fetch', url: '{api/x}', method: 'OPTIONS' }],
    routes: {
      'api/x': {
        OPTIONS: [
          { headers: [...open, ['Access-Control-Allow-Methods', 'OPTIONS']] },
          { headers: open },
        ],
      },
    },
  },
  {
    name: 'OPTIONS by the page, its response lacks CORS',
    calls: [{ client: 'fetch', url: '{api/x}', method: 'OPTIONS' }],
    routes: {
      'api/x': {
        OPTIONS: [{ headers: [...open, ['Access-Control-Allow-Methods', 'OPTIONS']] }, {}],
      },
    },
  },
  {
    name: 'same-origin OPTIONS',
    calls: [{ client: 'fetch', url: '{app/x}', method: 'OPTIONS', headers: [['x-a', '1']] }],
    routes: { 'app/x': { '*': { status: 500 } } },
  },
  simple('same-origin without CORS', {}, { to: 'app', call: { method: 'PUT' } }),
  simple('same-origin 500', { status: 500 }, { to: 'app' }),
  simple(
    'same-origin, another origin named',
    { headers: [['Access-Control-Allow-Origin', 'https://b.test']] },
    { to: 'app', call: { method: 'POST', body: 'x' } },
  ),
  ...(['fetch', 'xhr'] as const).flatMap((client) => [
    simple(
      `${client} from the internet to this machine`,
      { headers: open },
      { page: 'public', blind: true, call: { client } },
    ),
    simple(
      `${client} from the internet to this machine, https`,
      { headers: open },
      { page: 'spublic', to: 'sapi', blind: true, call: { client } },
    ),
    simple(
      `PUT by ${client} from the internet to this machine, https`,
      { headers: open },
      { page: 'spublic', to: 'sapi', call: { client, method: 'PUT' } },
    ),
    simple(
      `PUT by ${client} from the internet to this machine`,
      { headers: open },
      { page: 'public', call: { client, method: 'PUT' } },
    ),
    simple(
      `${client} from the internet to the internet`,
      {},
      { page: 'public', to: 'spublic', call: { client } },
    ),
  ]),
  simple(
    'a declared address space that is wrong',
    { headers: open },
    { page: 'spublic', to: 'sapi', blind: true, call: { targetAddressSpace: 'local' } },
  ),
  simple(
    'a declared address space that is right',
    { headers: open },
    { page: 'spublic', to: 'sapi', blind: true, call: { targetAddressSpace: 'loopback' } },
  ),
  simple(
    'no-cors from the internet to this machine',
    {},
    { page: 'spublic', to: 'sapi', blind: true, call: { mode: 'no-cors' } },
  ),
  ...(['pass', 'error', 'opaque', 'own'] as const).flatMap((how) =>
    (
      [
        ['no CORS', {}],
        ['allowed', { headers: open }],
      ] as const
    ).map(([kind, response]) => ({
      ...simple(`service worker answers with ${how}: ${kind}`, response, {
        page: 'local',
        context: 'controlled',
        blind: true,
      }),
      calls: [{ client: 'fetch' as const, url: `{api/x}?sw=${how}` }],
    })),
  ),
  simple(
    'fetch by a service worker, no CORS',
    {},
    { page: 'local', context: 'service-worker', blind: true },
  ),
  simple(
    'fetch by a service worker, allowed',
    { headers: open },
    { page: 'local', context: 'service-worker', blind: true },
  ),
  simple(
    'PUT by a service worker, no CORS',
    {},
    { page: 'local', context: 'service-worker', blind: true, call: { method: 'PUT' } },
  ),
  simple('localhost page to app.test', {}, { page: 'local', to: 'app' }),
  simple('localhost page to https', { headers: open }, { page: 'local', to: 'sapi' }),
  { ...simple('websocket', { status: 400 }, { call: { client: 'websocket' } }), silent: true },
  ...(
    [
      '',
      '%20',
      'ä',
      '{{}}',
      '?a=b#c',
      '%00',
      '"<>`',
      "'",
      '|',
      '\\',
      '//',
      '/../',
      '%2e%2e/',
      '?',
      '#',
    ] as const
  ).map(
    (suffix) =>
      ({
        name: `URL ending in ${JSON.stringify(suffix)}, no CORS`,
        calls: [{ client: 'fetch', url: `{api/x}${suffix}` }],
        routes: { 'api/x': { '*': {} } },
      }) as Case,
  ),
];
