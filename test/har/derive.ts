/**
 * Writes the fixtures of tools that do not run here, from what Chromium and mitmproxy recorded, in the
 * shape each tool gives its files. README.md says where the shapes come from.
 *
 *     npx tsx test/har/derive.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Entry, Har, Header } from 'har-format';

const folder = fileURLToPath(new URL('.', import.meta.url));
const load = (name: string): Har => JSON.parse(readFileSync(`${folder}${name}.har`, 'utf8'));
const bom = '\uFEFF';

function save(name: string, har: unknown, indent: number | string = 2, before = ''): void {
  writeFileSync(`${folder}${name}.har`, `${before}${JSON.stringify(har, null, indent)}`);
}

const chrome = load('chrome');
const proxied = load('mitmproxy').log.entries;
const page = (chrome.log.pages ?? [])[0];

// Edge exports with the same front-end; what tells it apart are the headers it sends.
save(
  'edge',
  JSON.parse(
    JSON.stringify(chrome)
      .replaceAll(
        'HeadlessChrome/156.0.0.0 Safari/537.36',
        'Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0',
      )
      .replaceAll(
        '\\\\\\"Chromium\\\\\\";v=\\\\\\"156\\\\\\"',
        '\\\\\\"Chromium\\\\\\";v=\\\\\\"156\\\\\\", \\\\\\"Microsoft Edge\\\\\\";v=\\\\\\"156\\\\\\"',
      ),
  ),
);

/** WebKit keeps headers in an object: one value a name, in the wire's case. */
function merged(headers: Header[]): Header[] {
  const values = new Map<string, string>();
  for (const { name, value } of headers) {
    const known = values.get(name);
    values.set(name, known === undefined ? value : `${known}, ${value}`);
  }
  return [...values].map(([name, value]) => ({ name, value }));
}

const safariAgent =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15';
const origin = new URL(page?.title ?? '').origin;

function safari(entry: Entry): Entry {
  const { request, response } = entry;
  const headers = merged(request.headers)
    .filter(({ name }) => !/^sec-ch-/i.test(name))
    .map(({ name, value }) => ({ name, value: /^user-agent$/i.test(name) ? safariAgent : value }));
  const failed = (response as { _error?: string | null })._error != null;
  const path = new URL(request.url).pathname;
  // The sentences of WebKit's CrossOriginAccessControl.cpp.
  const error =
    path === '/items/7'
      ? 'Preflight response is not successful. Status code: 401'
      : path === '/cart'
        ? 'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.'
        : `Origin ${origin} is not allowed by Access-Control-Allow-Origin. Status code: ${response.status}`;
  return {
    pageref: 'page_0',
    startedDateTime: new Date(entry.startedDateTime).toISOString(),
    time: entry.time,
    request: { ...request, httpVersion: 'HTTP/1.1', headers },
    response: {
      ...response,
      headers: merged(response.headers),
      httpVersion: 'HTTP/1.1',
      _transferSize: 420,
      _error: failed ? error : undefined,
    } as Entry['response'],
    cache: {},
    timings: { blocked: 1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 5, receive: 1 },
    serverIPAddress: '127.0.0.1',
    connection: '1',
    ...({ _fetchType: 'Network Load' } as object),
  };
}

save('safari', {
  log: {
    version: '1.2',
    creator: { name: 'WebKit Web Inspector', version: '20622.1.22' },
    pages: [
      {
        startedDateTime: page?.startedDateTime,
        id: 'page_0',
        title: page?.title,
        pageTimings: { onContentLoad: 60.1, onLoad: 61.5 },
      },
    ],
    // Preflights are no resources of the page in Web Inspector.
    entries: chrome.log.entries.filter(({ request }) => request.method !== 'OPTIONS').map(safari),
  },
});

save(
  'charles',
  {
    log: {
      version: '1.2',
      creator: { name: 'Charles Proxy', version: '5.0.1' },
      entries: proxied.map(({ startedDateTime, time, request, response, timings }) => ({
        startedDateTime: startedDateTime.replace(/(\.\d{3})\d*/, '$1'),
        time,
        request: {
          ...request,
          headersSize: 420,
          bodySize: request.bodySize > 0 ? request.bodySize : 0,
        },
        response: {
          _charlesStatus: 'COMPLETE',
          ...response,
          redirectURL: response.redirectURL || null,
        },
        serverIPAddress: '127.0.0.1',
        cache: {},
        timings: {
          dns: 0,
          connect: 1,
          ssl: -1,
          send: 0,
          wait: timings.wait,
          receive: timings.receive,
        },
      })),
    },
  },
  0,
);

save(
  'fiddler',
  {
    log: {
      pages: [],
      comment: 'exported @ 11/21/2026 8:02:00 AM',
      entries: proxied.map(({ startedDateTime, request, response }, index) => ({
        time: 21,
        serverIPAddress: '127.0.0.1',
        startedDateTime: startedDateTime.replace(/\.(\d{6})\+00:00/, '.$10000+00:00'),
        connection: `ClientPort:${51000 + index};EgressPort:${52000 + index}`,
        timings: { blocked: -1, dns: 0, connect: 0, ssl: -1, send: 0, wait: 20, receive: 1 },
        cache: {},
        comment: `[#${index + 1}]`,
        request: { ...request, headersSize: 420 },
        response: {
          ...response,
          headersSize: 210,
          content: { compression: 0, ...response.content },
        },
      })),
      creator: {
        version: '5.0.20253.3311',
        comment: 'https://www.telerik.com/fiddler',
        name: 'Fiddler',
      },
      version: '1.2',
    },
  },
  0,
  bom,
);

// Insomnia is no browser: a person typed the Origin in, to see what the server says to it.
save(
  'insomnia',
  {
    log: {
      version: '1.2',
      creator: { name: 'Insomnia REST Client', version: 'insomnia.desktop.app:v11.6.0' },
      entries: proxied
        .filter(
          ({ request }) => request.method !== 'OPTIONS' && /\/(ok|broken|wrong)$/.test(request.url),
        )
        .map(({ request, response }) => ({
          startedDateTime: '2026-11-21T08:02:00.000Z',
          time: 12.5,
          request: {
            method: request.method,
            url: request.url,
            httpVersion: 'HTTP/1.1',
            cookies: [],
            headers: [
              { name: 'Origin', value: origin },
              { name: 'User-Agent', value: 'insomnia/11.6.0' },
            ],
            queryString: [],
            postData: { mimeType: '', text: '' },
            headersSize: -1,
            bodySize: -1,
          },
          response: {
            status: response.status,
            statusText: response.statusText,
            httpVersion: 'HTTP/1.1',
            cookies: [],
            headers: response.headers,
            content: { size: 2, mimeType: 'application/json', text: '{}' },
            redirectURL: '',
            headersSize: -1,
            bodySize: -1,
          },
          cache: {},
          timings: { blocked: -1, dns: -1, connect: -1, send: 0, wait: 12.5, receive: 0, ssl: -1 },
          comment: new URL(request.url).pathname.slice(1),
        })),
    },
  },
  '\t',
);
