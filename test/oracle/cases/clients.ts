import type { Call, Case, Context, Response } from '../case.ts';
import { open, openWithCredentials, simple } from './build.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
const wildcard = [['Access-Control-Allow-Origin', '*']] as const;

/** Everything that loads, with a body it accepts. */
const clients: readonly (readonly [string, Partial<Call>, string, string])[] = [
  ['fetch', { client: 'fetch' }, 'application/json', '{}'],
  ['fetch with keepalive', { client: 'fetch', keepalive: true }, 'application/json', '{}'],
  ['fetch, body unread', { client: 'fetch', unread: true }, 'application/json', '{}'],
  ['fetch with credentials', { client: 'fetch', credentials: 'include' }, 'application/json', '{}'],
  ['fetch without credentials', { client: 'fetch', credentials: 'omit' }, 'application/json', '{}'],
  ['fetch, no-cors', { client: 'fetch', mode: 'no-cors' }, 'application/json', '{}'],
  [
    'POST, no-cors',
    { client: 'fetch', mode: 'no-cors', method: 'POST', body: 'x' },
    'application/json',
    '{}',
  ],
  ['fetch, no-store', { client: 'fetch', cache: 'no-store' }, 'application/json', '{}'],
  ['XHR', { client: 'xhr' }, 'application/json', '{}'],
  ['XHR with credentials', { client: 'xhr', credentials: 'include' }, 'application/json', '{}'],
  ['image', { client: 'image' }, 'image/svg+xml', svg],
  ['image crossorigin', { client: 'image', crossorigin: 'anonymous' }, 'image/svg+xml', svg],
  [
    'image use-credentials',
    { client: 'image', crossorigin: 'use-credentials' },
    'image/svg+xml',
    svg,
  ],
  ['image that is none', { client: 'image', crossorigin: 'anonymous' }, 'text/html', '<p>'],
  ['font', { client: 'font' }, 'font/woff2', 'not a font'],
  ['module', { client: 'module' }, 'text/javascript', '1'],
  [
    'module use-credentials',
    { client: 'module', crossorigin: 'use-credentials' },
    'text/javascript',
    '1',
  ],
  ['module of a wrong type', { client: 'module' }, 'text/html', '1'],
  ['import()', { client: 'import' }, 'text/javascript', '1'],
  ['script', { client: 'script' }, 'text/javascript', '1'],
  ['script crossorigin', { client: 'script', crossorigin: 'anonymous' }, 'text/javascript', '1'],
  [
    'script use-credentials',
    { client: 'script', crossorigin: 'use-credentials' },
    'text/javascript',
    '1',
  ],
  [
    'script with a wrong hash',
    {
      client: 'script',
      crossorigin: 'anonymous',
      integrity: 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
    },
    'text/javascript',
    '1',
  ],
  [
    'script with a hash, no crossorigin',
    { client: 'script', integrity: 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' },
    'text/javascript',
    '1',
  ],
  ['style', { client: 'style' }, 'text/css', 'a{}'],
  ['style crossorigin', { client: 'style', crossorigin: 'anonymous' }, 'text/css', 'a{}'],
  ['style of a wrong type', { client: 'style', crossorigin: 'anonymous' }, 'text/html', 'a{}'],
  ['video', { client: 'media' }, 'video/mp4', 'no video'],
  ['video crossorigin', { client: 'media', crossorigin: 'anonymous' }, 'video/mp4', 'no video'],
  ['track', { client: 'track', crossorigin: 'anonymous' }, 'text/vtt', 'WEBVTT\n'],
  [
    'preload fetch',
    { client: 'preload', as: 'fetch', crossorigin: 'anonymous' },
    'application/json',
    '{}',
  ],
  [
    'preload fetch without crossorigin',
    { client: 'preload', as: 'fetch' },
    'application/json',
    '{}',
  ],
  ['preload font', { client: 'preload', as: 'font', crossorigin: 'anonymous' }, 'font/woff2', 'x'],
  ['preload font without crossorigin', { client: 'preload', as: 'font' }, 'font/woff2', 'x'],
  ['preload script', { client: 'preload', as: 'script' }, 'text/javascript', '1'],
  ['preload image', { client: 'preload', as: 'image' }, 'image/svg+xml', svg],
  ['modulepreload', { client: 'modulepreload' }, 'text/javascript', '1'],
  ['manifest', { client: 'manifest' }, 'application/json', '{}'],
  ['EventSource', { client: 'eventsource' }, 'text/event-stream', 'data: 1\n\n'],
  [
    'EventSource with credentials',
    { client: 'eventsource', credentials: 'include' },
    'text/event-stream',
    'data: 1\n\n',
  ],
  ['EventSource of a wrong type', { client: 'eventsource' }, 'application/json', '{}'],
  ['beacon', { client: 'beacon', body: 'x' }, 'text/plain', ''],
  [
    'beacon with JSON',
    { client: 'beacon', body: '{}', headers: [['Content-Type', 'application/json']] },
    'text/plain',
    '',
  ],
  ['mask', { client: 'mask' }, 'image/svg+xml', svg],
  ['svg use', { client: 'svg-use' }, 'image/svg+xml', svg],
  ['frame', { client: 'frame' }, 'text/html', '<p>'],
];

const responses: readonly (readonly [string, Response])[] = [
  ['no CORS', {}],
  ['allowed', { headers: open }],
  ['allowed with credentials', { headers: openWithCredentials }],
  ['wildcard', { headers: wildcard }],
  ['500 without CORS', { status: 500 }],
  ['404 allowed', { status: 404, headers: open }],
  ['another origin', { headers: [['Access-Control-Allow-Origin', 'https://elsewhere.test']] }],
  [
    'CORP same-origin, allowed',
    { headers: [...open, ['Cross-Origin-Resource-Policy', 'same-origin']] },
  ],
];

/** No request of theirs reaches the servers, in one of their contexts. */
const quiet = new Set(['manifest', 'svg-use', 'mask', 'frame']);

const contexts: readonly Context[] = [
  'frame',
  'blob-frame',
  'sandbox',
  'data-frame',
  'cross-frame',
];

/** Every client of CORS against every kind of answer; frames, workers. */
export const clientCases: readonly Case[] = [
  ...clients.flatMap(([name, call, type, body]) =>
    responses.flatMap(([kind, response]) => {
      const full = {
        ...response,
        body,
        headers: [...(response.headers ?? []), ['Content-Type', type] as const],
      };
      const silent = quiet.has(call.client ?? '') ? ({ silent: true } as const) : {};
      return [
        { ...simple(`${name}: ${kind}`, full, { call }), ...silent },
        {
          ...simple(`${name}: ${kind}, https`, full, { page: 'sapp', to: 'sapi', call }),
          ...silent,
        },
        ...(kind === 'no CORS' || kind === 'wildcard'
          ? [{ ...simple(`${name}: ${kind}, same site`, full, { to: 'sub', call }), ...silent }]
          : []),
      ];
    }),
  ),
  ...contexts.flatMap((context) =>
    responses.flatMap(([kind, response]) => [
      simple(`fetch in a ${context}: ${kind}`, response, { context }),
      simple(`PUT in a ${context}: ${kind}`, response, { context, call: { method: 'PUT' } }),
      simple(`XHR with credentials in a ${context}: ${kind}`, response, {
        context,
        call: { client: 'xhr', credentials: 'include' },
      }),
    ]),
  ),
  ...contexts.map((context) =>
    simple(
      `fetch in a ${context}: null is named`,
      { headers: [['Access-Control-Allow-Origin', 'null']] },
      { context },
    ),
  ),
  ...contexts.map((context) =>
    simple(
      `fetch in a ${context}: the page's origin is named`,
      { headers: [['Access-Control-Allow-Origin', '{app}']] },
      { context },
    ),
  ),
  ...contexts.map((context) =>
    simple(`fetch to the page's own server in a ${context}`, {}, { context, to: 'app' }),
  ),
  ...(['worker', 'blob-worker'] as const).flatMap((context) =>
    responses.flatMap(([kind, response]) => [
      simple(`fetch in a ${context}: ${kind}`, response, { context, blind: true }),
      simple(`PUT in a ${context}: ${kind}`, response, {
        context,
        blind: true,
        call: { method: 'PUT' },
      }),
      simple(
        `import() in a ${context}: ${kind}`,
        {
          ...response,
          body: '1',
          headers: [...(response.headers ?? []), ['Content-Type', 'text/javascript']],
        },
        { context, blind: true, call: { client: 'import' } },
      ),
      simple(
        `importScripts in a ${context}: ${kind}`,
        {
          ...response,
          body: '1',
          headers: [...(response.headers ?? []), ['Content-Type', 'text/javascript']],
        },
        { context, blind: true, call: { client: 'import-scripts' } },
      ),
    ]),
  ),
  ...(['include', 'same-origin', 'omit'] as const).flatMap((credentials) =>
    (['api', 'sub', 'sapi', 'ssub', 'h2'] as const).flatMap((to) =>
      [undefined, 'sid=1; SameSite=None; Secure', 'sid=1'].flatMap((cookie) =>
        (['app', 'sapp'] as const)
          .filter((page) => page === 'app' || !['api', 'sub'].includes(to))
          .map((page) =>
            simple(
              `credentials ${credentials} to ${to} from ${page}, cookie ${cookie}, wildcard`,
              { headers: wildcard },
              {
                page,
                to,
                call: { credentials },
                ...(cookie ? { cookies: [[to, cookie] as const] } : {}),
              },
            ),
          ),
      ),
    ),
  ),
];
