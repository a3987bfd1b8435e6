import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { address, serverOf } from '../src/prose.ts';
import { dialects, readErrorText } from '../src/recording/dialects/index.ts';
import { annotate } from '../src/report/annotate.ts';
import { validHar } from '../src/report/export.ts';
import { markdown } from '../src/report/markdown.ts';
import { Session } from '../src/session.ts';
import { api, entry, page, preflight } from './entries.ts';
import { fixture, fixtures } from './har/index.ts';

const blockedPut = (at: number, name = 'x-a') =>
  entry({
    at,
    took: 30,
    method: 'PUT',
    asks: { [name]: '1', Referer: page },
    error: 'net::ERR_FAILED',
  });

function findingsOf(entries: unknown[], complete = true) {
  const session = new Session({ source: 'chromium', complete });
  session.add(entries, 0);
  session.flush();
  return session.findings();
}

const allowPut = {
  'Access-Control-Allow-Origin': 'http://app.test',
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Methods': 'PUT',
};

describe('preflight and request', () => {
  const request = blockedPut(0);
  const response = preflight({ at: 2, headers: 'x-a', status: 204, says: allowPut });

  it.each([
    ['after its request', [request, response]],
    ['before its request', [response, request]],
  ])('are joined when the preflight comes %s', (_, entries) => {
    const [finding, ...others] = findingsOf(entries);
    expect(others).toEqual([]);
    expect(finding?.verdict).toMatchObject({
      outcome: 'blocked',
      error: 'HeaderDisallowedByPreflightResponse',
      parameter: 'x-a',
      certainty: 'certain',
    });
  });

  it('are joined when they arrive in separate batches, and the earlier finding is replaced', () => {
    const session = new Session({ source: 'chromium' });
    session.add([response], 0);
    expect(session.flush().findings).toEqual([]);
    session.add([request], 1);
    const { findings, removed } = session.flush();
    expect(findings).toHaveLength(1);
    expect(removed).toEqual([]);
    expect(findings[0]?.exchange.hops[0].preflight?.entry).toBe(0);
  });

  it('of a worker leave open which of the two was refused', () => {
    const onPage = (one: object) => ({ ...one, pageref: 'page_1' });
    const wildcard = { ...allowPut, 'Access-Control-Allow-Origin': '*' };
    const asked = preflight({ at: 2, status: 204, says: wildcard });
    const [inPage] = findingsOf([onPage(blockedPut(0, 'accept')), onPage(asked)]);
    expect(inPage?.verdict).toMatchObject({
      error: 'PreflightWildcardOriginNotAllowed',
      certainty: 'likely',
    });
    const [inWorker] = findingsOf([blockedPut(0, 'accept'), onPage(asked)]);
    expect(inWorker?.verdict).toMatchObject({
      outcome: 'undetermined',
      failed: true,
      step: { kind: 'preflight', hop: 0 },
    });
    const refused = onPage(preflight({ at: 2, status: 500, says: wildcard }));
    const [surely] = findingsOf([blockedPut(0, 'accept'), refused]);
    expect(surely?.verdict).toMatchObject({ error: 'PreflightInvalidStatus' });
  });

  it('of parallel calls to one URL are told apart by the headers asked for', () => {
    const findings = findingsOf([
      blockedPut(0, 'x-a'),
      blockedPut(1, 'x-b'),
      preflight({ at: 2, headers: 'x-b', status: 204, says: allowPut }),
      preflight({ at: 3, headers: 'x-a', status: 401 }),
    ]);
    expect(findings.map(({ verdict }) => verdict)).toMatchObject([
      { error: 'PreflightMissingAllowOriginHeader' },
      { error: 'HeaderDisallowedByPreflightResponse', parameter: 'x-b' },
    ]);
  });

  it('of parallel identical calls are each paired once', () => {
    const findings = findingsOf([
      blockedPut(0),
      blockedPut(1),
      blockedPut(2),
      preflight({ at: 3, headers: 'x-a', status: 401 }),
      preflight({ at: 4, headers: 'x-a', status: 401 }),
      preflight({ at: 5, headers: 'x-a', status: 401 }),
    ]);
    expect(new Set(findings.map(({ exchange }) => exchange.hops[0].preflight?.entry))).toEqual(
      new Set([3, 4, 5]),
    );
  });

  it('of another method are not joined', () => {
    const [finding] = findingsOf([
      blockedPut(0),
      preflight({ at: 2, method: 'DELETE', headers: 'x-a', status: 401 }),
    ]);
    expect(finding?.exchange.hops[0].preflight).toBeNull();
  });
});

describe('redirects', () => {
  const asks = { Origin: 'http://app.test' };
  const hop = (at: number, url: string, to: string, origin = 'http://app.test') =>
    entry({
      at,
      url,
      asks: { Origin: origin },
      status: 307,
      says: { Location: to, 'Access-Control-Allow-Origin': '*' },
    });

  it('are chained over every hop, and the last response decides', () => {
    const findings = findingsOf([
      hop(0, api, 'http://two.test/'),
      hop(10, 'http://two.test/', 'http://three.test/', 'null'),
      entry({
        at: 20,
        url: 'http://three.test/',
        asks: { Origin: 'null' },
        status: 200,
        error: 'net::ERR_FAILED',
      }),
    ]);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.exchange.origin).toBe('http://app.test');
    expect(findings[0]?.exchange.hops.map(({ entry }) => entry)).toEqual([0, 1, 2]);
    expect(findings[0]?.verdict).toMatchObject({
      error: 'MissingAllowOriginHeader',
      step: { kind: 'response', hop: 2 },
    });
  });

  it('of a same-origin request to another origin belong to the exchange', () => {
    const [finding] = findingsOf([
      entry({
        at: 0,
        url: 'http://app.test/go',
        asks: { Referer: page },
        status: 302,
        says: { Location: api },
      }),
      entry({ at: 10, asks, status: 200, error: 'net::ERR_FAILED' }),
    ]);
    expect(finding?.exchange.hops).toHaveLength(2);
    expect(finding?.verdict).toMatchObject({ error: 'MissingAllowOriginHeader' });
  });

  it('with a second preflight pair each preflight with its own hop', () => {
    const put = { ...asks, 'x-a': '1' };
    const says = { ...allowPut, 'Access-Control-Allow-Headers': 'x-a' };
    const [finding] = findingsOf([
      entry({
        at: 0,
        took: 20,
        method: 'PUT',
        asks: put,
        status: 307,
        says: { ...says, Location: 'http://two.test/' },
      }),
      preflight({ at: 1, headers: 'x-a', status: 204, says }),
      entry({
        at: 20,
        took: 20,
        method: 'PUT',
        url: 'http://two.test/',
        asks: { 'x-a': '1' },
        error: 'net::ERR_FAILED',
      }),
      preflight({ at: 21, url: 'http://two.test/', headers: 'x-a', status: 500 }),
    ]);
    expect(finding?.exchange.hops.map((leg) => leg.preflight?.entry)).toEqual([1, 3]);
    expect(finding?.verdict).toMatchObject({
      error: 'PreflightMissingAllowOriginHeader',
      step: { kind: 'preflight', hop: 1 },
    });
  });

  it('that passes every check and ends in ERR_FAILED is not called a CORS failure', () => {
    const [finding] = findingsOf(
      [{ ...hop(0, api, 'http://two.test/') }].map((raw) => ({
        ...raw,
        response: { ...raw.response, _error: 'net::ERR_FAILED' },
      })),
    );
    expect(finding?.verdict.outcome).toBe('undetermined');
  });

  it('that run in a ring end', () => {
    expect(() =>
      findingsOf([
        hop(0, api, 'http://two.test/'),
        hop(10, 'http://two.test/', api, 'null'),
        hop(20, api, 'http://two.test/', 'null'),
      ]),
    ).not.toThrow();
  });
});

describe('a redirect that passes without credentials and fails with them', () => {
  const stopped = (type: string) =>
    findingsOf([
      entry({
        at: 0,
        type,
        asks: { Origin: 'http://app.test', Host: 'api.test' },
        status: 302,
        says: { 'Access-Control-Allow-Origin': '*', Location: '/next' },
        error: 'net::ERR_FAILED',
      }),
    ])[0]?.verdict;

  it('was refused by the page or by the check when fetch() made the request', () => {
    expect(stopped('fetch')).toMatchObject({ outcome: 'undetermined', failed: true });
  });

  it('had credentials when XMLHttpRequest made it, which follows every redirect', () => {
    expect(stopped('xhr')).toMatchObject({
      outcome: 'blocked',
      error: 'WildcardOriginNotAllowed',
      certainty: 'likely',
    });
  });
});

describe('an address in a sentence', () => {
  it.each([
    ['https://user:secret@api.test/a?token=1#b', 'https://api.test/a'],
    ['myapp://open, https://user:secret@api.test/x', 'myapp://open, https://api.test/x'],
    ['//us@er:secret@api.test/x', '//api.test/x'],
    ['app:x//user:secret@api.test', 'app:x//api.test'],
  ])('%s names no user and no query', (url, shown) => {
    expect(address(url)).toBe(shown);
    expect(serverOf(url)).not.toMatch(/secret|token/);
  });
});

/** A file of a tool, with a page that all entries name unless told otherwise. */
function fileOf(creator: string, entries: readonly object[], browser?: string) {
  const log = {
    creator: { name: creator, version: '1' },
    ...(browser ? { browser: { name: browser, version: '1' } } : {}),
    pages: [{ id: 'page_1', title: page, startedDateTime: '2027-01-15T08:00:00.000Z' }],
    entries: entries.map((one) => ({ pageref: 'page_1', ...one })),
  };
  return annotate({ log });
}

/** An entry as tools write it that know no `_` fields. */
function plain(draft: Parameters<typeof entry>[0]) {
  const { _resourceType: _, ...rest } = entry(draft);
  return rest;
}

const outcomes = (of: ReturnType<typeof annotate>) =>
  of.findings.map(({ verdict, diagnosis }) => [verdict.outcome, diagnosis?.rule ?? null]);

const fromPage = { Origin: 'http://app.test', Host: 'api.test' };
const refused = plain({ at: 0, asks: fromPage, status: 500 });

describe('a request without `Host`', () => {
  const withOrigin = plain({
    at: 0,
    asks: { Origin: 'http://app.test' },
    status: 200,
    says: any(),
  });
  it.each([
    ['an image, by what came', { Referer: page }, { 'Content-Type': 'image/png' }],
    ['a script, by what came', { Referer: page }, { 'Content-Type': 'text/javascript' }],
    ['a style sheet, by what it accepts', { Referer: page, Accept: 'text/css,*/*;q=0.1' }, {}],
    [
      'whatever bears no Origin where others do',
      { Referer: page },
      { 'Content-Type': 'text/html' },
    ],
  ])('%s, is no CORS request', (_, asks, says) => {
    const one = plain({ at: 9, url: 'http://cdn.test/x', asks, status: 200, says });
    expect(outcomes(fileOf('WebPagetest', [withOrigin, one], 'Firefox'))).toHaveLength(1);
  });

  it.each(['GET', 'POST'])('%s is never called blocked where no Origin is written', (method) => {
    const one = plain({ at: 0, method, asks: { Referer: page }, status: 200 });
    expect(outcomes(fileOf('PhantomJS', [one]))).toEqual([]);
  });

  it('is blocked where it bears an Origin that the response does not allow', () => {
    const one = plain({ at: 0, asks: { Origin: 'http://app.test' }, status: 200 });
    expect(outcomes(fileOf('WebPagetest', [one]))).toEqual([['blocked', 'allow-origin-missing']]);
  });
});

function any() {
  return { 'Access-Control-Allow-Origin': '*' };
}

describe('header lines', () => {
  it('that tools write twice are one', () => {
    const one = plain({
      at: 0,
      asks: { Origin: 'http://app.test', origin: 'http://app.test' },
      status: 200,
      says: any(),
    });
    const [finding] = fileOf(
      'chrome-har',
      [{ ...one, response: { ...one.response, _transferSize: 9 } }],
      'Chrome',
    ).findings;
    expect(finding?.exchange.origin).toBe('http://app.test');
    expect(finding?.verdict.outcome).toBe('allowed');
  });

  it('of a response stay two, which is a fault', () => {
    const one = plain({ at: 0, asks: fromPage, status: 200 });
    const line = { name: 'Access-Control-Allow-Origin', value: 'http://app.test' };
    const doubled = { ...one, response: { ...one.response, headers: [line, line] } };
    expect(outcomes(fileOf('Charles Proxy', [doubled]))).toEqual([
      ['blocked', 'allow-origin-duplicated'],
    ]);
  });

  it('may be an object of names', () => {
    const one = { ...refused, request: { ...refused.request, headers: fromPage } };
    expect(outcomes(fileOf('tool', [one]))).toEqual([['blocked', 'server-error']]);
  });
});

describe('an odd entry', () => {
  it.each<[string, object]>([
    [
      'a web socket without a method',
      { ...refused, request: { ...refused.request, method: '', url: 'wss://api.test/' } },
    ],
    ['no response', { request: refused.request }],
    ['a response of null', { ...refused, response: null }],
    ['a method of null', { ...refused, request: { ...refused.request, method: null } }],
    ['no headers', { request: { method: 'GET', url: api }, response: { status: 200 } }],
    ['a relative URL', { ...refused, request: { ...refused.request, url: '/x' } }],
  ])('with %s can be read', (_, odd) => {
    expect(fileOf('tool', [odd, refused]).malformed).toEqual([]);
  });

  it('that cannot be read is counted and passed through', () => {
    const { malformed, har } = fileOf('tool', [{ request: { url: '' } }, refused]);
    expect(malformed).toEqual([{ entry: 0, problem: 'The request has no URL.' }]);
    expect(har.log.entries[0]).toEqual({ pageref: 'page_1', request: { url: '' } });
  });
});

describe('what the absence of an error means', () => {
  const blocked = entry({ at: 0, asks: fromPage, status: 500, error: 'net::ERR_FAILED' });
  const bare = plain({ at: 9, asks: fromPage, status: 200 });
  it.each(['WebInspector', 'chrome-har', 'Chrome HAR Capturer', 'Charles Proxy'])(
    'is decided by the file, not by the name %s',
    (creator) => {
      expect(outcomes(fileOf(creator, [refused, bare], 'Chrome'))).toEqual([
        ['blocked', 'server-error'],
        ['blocked', 'allow-origin-missing'],
      ]);
    },
  );

  it('is success where another entry has one', () => {
    const { findings } = fileOf('WebInspector', [blocked, bare]);
    expect(findings.map(({ verdict }) => verdict.outcome)).toEqual(['blocked', 'allowed']);
  });
});

describe('what is no cross-origin request', () => {
  const socket = { Origin: 'http://app.test', Upgrade: 'websocket', 'Sec-WebSocket-Key': 'x' };
  it.each([
    ['a web socket written as http', plain({ at: 0, asks: socket, status: 101 })],
    ['one that was refused', plain({ at: 0, asks: socket, status: 403 })],
    ['one named by its type', entry({ at: 0, type: 'websocket', asks: fromPage, status: 200 })],
    ['ws:', plain({ at: 0, url: 'ws://api.test/', asks: fromPage })],
    ['about:', plain({ at: 0, url: 'about:blank', asks: fromPage })],
    ['data:', plain({ at: 0, url: 'data:,x', asks: fromPage })],
    ['blob:', plain({ at: 0, url: 'blob:http://app.test/x', asks: fromPage })],
  ])('%s', (_, one) => {
    expect(outcomes(fileOf('mitmproxy', [one]))).toEqual([]);
  });
});

describe('an error code', () => {
  it.each([
    ["Multiple exceptions: [Errno 111] Connect call failed ('::1', 80, 0, 0)", 'refused'],
    ['server closed connection', 'reset'],
    ['Client disconnected.', 'aborted'],
    ['[Errno -2] Name or service not known', 'dns'],
    ['net::ERR_INSECURE_RESPONSE', 'tls'],
    ['Unable to resolve host: api.test', 'dns'],
    ['Fiddler - DNS Lookup Failed', 'dns'],
    ['NS_ERROR_CONNECTION_REFUSED', 'refused'],
    ['MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT', 'tls'],
    ['Origin http://app.test is not allowed by Access-Control-Allow-Origin.', 'cors'],
    ['something new', 'other'],
  ])('%s', (text, kind) => {
    expect(readErrorText(text)).toMatchObject({ kind, text });
  });
});

describe('a tool that leaves things out', () => {
  it('chrome-har: requests that failed', () => {
    const one = plain({ at: 0, asks: fromPage, status: 200, says: any() });
    const { lacks, har } = fileOf('chrome-har', [one], 'Chrome');
    expect(lacks[0]).toMatch(/^chrome-har leaves out requests that failed/);
    expect(lacks.join(' ')).toContain('Export HAR');
    expect(har.log._cors).toMatchObject({ lacks });
  });

  it('Playwright: the response and the preflight; CORS is named first', () => {
    const one = plain({ at: 0, method: 'PUT', asks: { Referer: page } });
    const failed = {
      ...one,
      response: { status: -1, headers: [], _failureText: 'net::ERR_FAILED' },
    };
    const { findings, lacks } = fileOf('Playwright', [failed], 'chromium');
    expect(findings[0]?.verdict).toMatchObject({
      outcome: 'undetermined',
      failed: true,
      reason: expect.stringContaining('Most likely a CORS check failed'),
    });
    expect(lacks.join(' ')).toMatch(/Playwright records neither.*It has no preflights.*Export HAR/);
  });

  it('none is named of a file that shows everything', () => {
    const allowed = {
      ...entry({ at: 0, asks: { ...fromPage, Cookie: 'a=b' }, status: 200, says: any() }),
    };
    expect(
      fileOf('WebInspector', [{ ...allowed, response: { ...allowed.response, _transferSize: 9 } }])
        .lacks,
    ).toEqual([]);
  });
});

describe('a sanitizer that takes out all header values', () => {
  const hidden = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, `[${name} redacted]`]));

  it('leaves a refused connection what it is', () => {
    const one = entry({ at: 0, asks: hidden(['Referer']), error: 'net::ERR_CONNECTION_REFUSED' });
    expect(outcomes(fileOf('WebInspector', [one]))).toEqual([['failed', 'connection-refused']]);
  });

  it('leaves no check to be made, and that is said', () => {
    const asks = hidden(['Origin', 'Referer']);
    const says = hidden(['Access-Control-Allow-Origin']);
    const one = entry({ at: 0, type: 'xhr', asks, status: 200, says, error: 'net::ERR_FAILED' });
    const { findings, lacks } = fileOf('WebInspector', [one]);
    expect(findings[0]?.exchange.origin).toBe('http://app.test');
    expect(findings[0]?.verdict).toMatchObject({ outcome: 'undetermined', failed: true });
    expect(lacks.join(' ')).toContain('`Access-Control-*` headers are redacted');
  });
});

describe('a method in lower case', () => {
  it('pairs with its preflight', () => {
    const put = plain({
      at: 0,
      took: 30,
      method: 'put',
      asks: { ...fromPage, 'x-a': '1' },
      status: 200,
    });
    const { _resourceType: _, ...asked } = preflight({
      at: 1,
      headers: 'x-a',
      status: 204,
      says: allowPut,
    });
    const options = { ...asked, request: { ...asked.request, method: 'options' } };
    const { findings } = fileOf('tool', [put, options]);
    expect(findings.map(({ exchange }) => exchange.hops[0].preflight?.entry)).toEqual([1]);
  });
});

describe('a request that still runs', () => {
  it('is pending', () => {
    const { findings, har } = fileOf('WebInspector', [
      entry({ at: 0, asks: fromPage, status: 500, error: 'net::ERR_FAILED' }),
      entry({ at: 9, took: 0, type: 'xhr', asks: { Referer: page } }),
    ]);
    expect(findings[1]?.verdict).toEqual({ outcome: 'pending' });
    expect(har.log.entries[1]).toMatchObject({
      _cors: { outcome: 'pending', certainty: 'likely' },
    });
  });
});

describe('joining', () => {
  it('follows a redirect to http that was upgraded to https', () => {
    const [finding, ...others] = findingsOf([
      entry({
        at: 0,
        asks: fromPage,
        status: 302,
        says: { ...any(), Location: 'http://two.test/' },
      }),
      entry({
        at: 10,
        url: 'https://two.test/',
        asks: { Origin: 'null' },
        status: 200,
        error: 'net::ERR_FAILED',
      }),
    ]);
    expect(others).toEqual([]);
    expect(finding?.exchange.hops).toHaveLength(2);
    expect(finding?.verdict).toMatchObject({ error: 'MissingAllowOriginHeader' });
  });

  it('never gives an answered simple request the preflight that refuses another', () => {
    const findings = findingsOf([
      entry({ at: 0, took: 30, method: 'POST', asks: fromPage, status: 200, says: any() }),
      entry({ at: 1, took: 30, method: 'POST', asks: { Referer: page }, error: 'net::ERR_FAILED' }),
      preflight({ at: 2, method: 'POST', headers: 'x-a', status: 403 }),
    ]);
    expect(findings.map(({ exchange }) => exchange.hops[0].preflight?.entry ?? null)).toEqual([
      null,
      2,
    ]);
  });

  it('finds the preflight of a URL with a user', () => {
    const [finding] = findingsOf([
      entry({
        at: 0,
        took: 30,
        method: 'PUT',
        url: 'http://ada:secret@api.test/data',
        asks: { Referer: page },
        error: 'net::ERR_FAILED',
      }),
      preflight({ at: 2, status: 403 }),
    ]);
    expect(finding?.exchange.hops[0]).toMatchObject({ url: api, preflight: { entry: 1 } });
  });

  it('takes what a cache stored without CORS for the reason', () => {
    const findings = findingsOf([
      entry({
        at: 0,
        type: 'image',
        asks: { Referer: page },
        status: 200,
        says: { 'Cache-Control': 'max-age=60' },
      }),
      entry({ at: 50, asks: { Referer: page }, error: 'net::ERR_FAILED', type: 'xhr' }),
    ]);
    expect(findings.at(-1)).toMatchObject({
      verdict: { outcome: 'blocked', error: 'MissingAllowOriginHeader', certainty: 'likely' },
      diagnosis: { rule: 'allow-origin-cached' },
    });
  });

  it('guesses nothing of workers where no entry names a page', () => {
    const wildcard = { ...allowPut, 'Access-Control-Allow-Origin': '*' };
    const pair = [blockedPut(0, 'accept'), preflight({ at: 2, status: 204, says: wildcard })];
    expect(findingsOf(pair)[0]?.verdict).toMatchObject({ outcome: 'undetermined', failed: true });
  });

  it('names the header that Chromium names: long safe ones come last', () => {
    const [finding] = findingsOf([
      entry({
        at: 0,
        took: 30,
        method: 'PUT',
        asks: { Accept: 'a', 'x-a': '1' },
        error: 'net::ERR_FAILED',
      }),
      preflight({ at: 2, headers: 'accept,x-a', status: 204, says: allowPut }),
    ]);
    expect(finding?.verdict).toMatchObject({ parameter: 'x-a' });
  });
});

describe('doubt', () => {
  it('is shown where the credentials mode is hidden', () => {
    const { findings, har } = fileOf('Charles Proxy', [
      plain({ at: 0, asks: fromPage, status: 200, says: any() }),
    ]);
    expect(findings[0]?.verdict).toMatchObject({
      outcome: 'allowed',
      doubt: { error: 'WildcardOriginNotAllowed' },
    });
    expect(har.log.entries[0]).toMatchObject({
      _cors: {
        outcome: 'allowed',
        certainty: 'likely',
        alternative: { error: 'WildcardOriginNotAllowed', parameter: null },
        summary: expect.stringContaining('credentials'),
      },
    });
  });
});

describe('the other check that may have failed', () => {
  const { findings, har } = fileOf('WebInspector', [
    blockedPut(0),
    preflight({
      at: 2,
      headers: 'x-a',
      status: 404,
      says: { 'Access-Control-Allow-Origin': '*' },
    }),
  ]);
  const named = expect.stringContaining('PreflightWildcardOriginNotAllowed');

  it('is named in the diagnosis, which the panel and the command line show', () => {
    const [finding] = findings;
    expect(finding?.verdict).toMatchObject({
      error: 'PreflightInvalidStatus',
      certainty: 'likely',
      alternative: { error: 'PreflightWildcardOriginNotAllowed' },
    });
    expect(finding?.diagnosis?.notes).toContainEqual(named);
  });

  it('stands in the report and in the HAR', () => {
    expect(markdown(findings)).toEqual(named);
    expect(har.log.entries[0]).toMatchObject({
      _cors: {
        certainty: 'likely',
        alternative: { error: 'PreflightWildcardOriginNotAllowed', parameter: null },
      },
    });
  });
});

describe('what a browser took from its cache', () => {
  const moved = entry({
    at: 0,
    took: 20,
    asks: fromPage,
    status: 301,
    says: { Location: 'http://two.test/' },
    error: 'net::ERR_FAILED',
  });
  const again = entry({ at: 100, asks: { Referer: page }, error: 'net::ERR_FAILED' });

  it('fails the check that the stored response fails', () => {
    const { findings } = fileOf('WebInspector', [moved, again]);
    expect(findings.map(({ verdict }) => verdict)).toMatchObject([
      { outcome: 'blocked', error: 'MissingAllowOriginHeader', certainty: 'certain' },
      { outcome: 'blocked', error: 'MissingAllowOriginHeader', certainty: 'likely' },
    ]);
    expect(findings[1]?.diagnosis).toMatchObject({
      rule: 'allow-origin-cached',
      summary: expect.stringContaining('301'),
    });
  });

  it.each([
    ['no-store', 100],
    ['max-age=0', 100],
    ['max-age=1', 5_000],
  ])('is not guessed where %s forbids it after %i ms', (control, at) => {
    const stale = structuredClone(moved);
    stale.response.headers.push({ name: 'Cache-Control', value: control });
    // `fetch` may take it all the same (`force-cache`).
    const type = control === 'no-store' ? 'fetch' : 'xhr';
    const later = entry({ at, type, asks: { Referer: page }, error: 'net::ERR_FAILED' });
    const { findings } = fileOf('WebInspector', [stale, later]);
    expect(findings[1]?.verdict).toMatchObject({ outcome: 'undetermined', failed: true });
  });
});

describe('recordings of the lab by real tools', () => {
  const redirect = (asks: { name: string; value: string }[]) => {
    const one = entry({
      at: 0,
      status: 307,
      says: { Location: 'http://two.test/', 'Access-Control-Allow-Origin': 'http://app.test' },
    });
    return { ...one, request: { ...one.request, headers: asks } };
  };
  const line = (name: string, value: string) => ({ name, value });

  it('chrome-har: a redirect bears the headers of the next request, too', () => {
    const { findings } = fileOf(
      'chrome-har',
      [
        redirect([
          line('Host', 'api.test'),
          line('Origin', 'http://app.test'),
          line('Host', 'two.test'),
          line('Origin', 'null'),
        ]),
      ],
      'Chrome',
    );
    expect(findings[0]?.exchange.origin).toBe('http://app.test');
    expect(findings[0]?.verdict).toMatchObject({
      outcome: 'undetermined',
      reason: expect.stringContaining('no request that followed'),
    });
  });

  it.each([
    ['mitmproxy', [['blocked', 'allow-origin-wildcard-credentials']]],
    // The request may have failed after its preflight.
    ['chrome-har', []],
  ])('%s: a preflight that passes, and no request', (creator, expected) => {
    const { _resourceType: _, ...asked } = preflight({
      at: 0,
      status: 204,
      says: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'PUT' },
    });
    expect(outcomes(fileOf(creator, [asked], 'Chrome'))).toEqual(expected);
  });

  it('Playwright: the reason of a request that was never sent', () => {
    const unsent = entry({ at: 0, asks: { Referer: page } });
    const file = fileOf(
      'Playwright',
      [{ ...unsent, response: { ...unsent.response, status: -1, _failureText: 'csp' } }],
      'chromium',
    );
    expect(outcomes(file)).toEqual([['failed', 'content-security-policy']]);
  });

  it('a sanitizer that takes Location out: the redirect stays one', () => {
    const signIn = (says: Record<string, string>, redirectURL: string) => {
      const one = entry({ at: 0, asks: fromPage, status: 302, says, error: 'net::ERR_FAILED' });
      return outcomes(
        fileOf('WebInspector', [{ ...one, response: { ...one.response, redirectURL } }]),
      );
    };
    expect(signIn({}, 'http://sso.test/login')).toEqual([['blocked', 'login-redirect']]);
    expect(signIn({ Location: '[Location redacted]' }, '')).toEqual([
      ['blocked', 'redirect-without-cors'],
    ]);
  });
});

describe('every dialect', () => {
  it('has a file of its name, and every file is in the list', () => {
    const files = readdirSync('src/recording/dialects')
      .map((file) => file.replace('.ts', ''))
      .filter((name) => !['index', 'types', 'redacted'].includes(name));
    expect(dialects.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  const creators = [
    ['WebInspector', ''],
    ['Firefox', 'Firefox'],
    ['WebKit Web Inspector', ''],
    ['Playwright', 'chromium'],
    ['Playwright', 'firefox'],
    ['Playwright', 'webkit'],
    ['chrome-har', 'Chrome'],
    ['Chrome HAR Capturer', ''],
    ['WebPagetest', 'Google Chrome'],
    ['PhantomJS', ''],
    ['mitmproxy', ''],
    ['Charles Proxy', ''],
    ['Fiddler', ''],
    ['Insomnia REST Client', ''],
    ['ZAP', ''],
    ['BrowserMob Proxy', ''],
    ['HttpWatch', ''],
    ['pcap2har', ''],
    ['', ''],
  ] as const;
  const hostile = fc.constantFrom<unknown>(
    null,
    undefined,
    '',
    0,
    -1,
    NaN,
    'x',
    [],
    {},
    { toString: 1, valueOf: 1 },
    [null],
    [{ name: null }],
    [{ name: 'Origin', value: { toString: 1 } }],
    true,
    '200',
    'http://[',
    '\u0000',
  );
  const fields = [
    'startedDateTime',
    'time',
    'pageref',
    'request',
    'response',
    '_error',
    '_resourceType',
    '_initiator',
    'timings',
    'request.method',
    'request.url',
    'request.headers',
    'request.headersSize',
    'response.status',
    'response.statusText',
    'response.headers',
    'response.httpVersion',
    'response.content',
    'response._error',
    'response._failureText',
    'response._errorMessage',
    'response._transferSize',
    '_method',
    '_securityState',
  ];
  it.each(creators)('%s %s reads whatever stands in a field', (creator, browser) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...fields), hostile), { maxLength: 4 }),
        (changes) => {
          const one = structuredClone(refused) as Record<string, unknown>;
          for (const [path, value] of changes) {
            const [outer = '', inner] = path.split('.');
            const target = inner === undefined ? one : one[outer];
            if (typeof target !== 'object' || target === null) continue;
            (target as Record<string, unknown>)[inner ?? outer] = value;
          }
          const { findings, malformed, har } = fileOf(creator, [one, { ...one, time: 0 }], browser);
          expect(findings.length + malformed.length).toBeLessThanOrEqual(2);
          expect(har.log.entries).toHaveLength(2);
        },
      ),
      { numRuns: 60 },
    );
  });
});

/**
 * Any field of a real file missing, null, doubled, mis-typed or hostile: no exception, and no request called blocked
 * without reserve that was not before, unless the entry changed is the request's own or its preflight's.
 */
describe('a recording that somebody damaged', () => {
  type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
  const values: readonly Json[] = [
    null,
    '',
    0,
    -1,
    1e308,
    true,
    [],
    {},
    [null],
    { toString: 1, valueOf: 1 },
    'x'.repeat(70_000),
    '\u0000\ud800',
    'http://[',
    [{ name: { toString: 1 }, value: {} }],
  ];

  /** The paths of everything in a value, those of lists by three members at most. */
  function paths(value: Json, at: readonly string[] = []): string[][] {
    if (typeof value !== 'object' || value === null) return [[...at]];
    const names = Array.isArray(value)
      ? [...value.keys()].slice(0, 3).map(String)
      : Object.keys(value);
    const inner = names.flatMap((name) =>
      paths((value as Record<string, Json>)[name] as Json, [...at, name]),
    );
    return at.length > 0 ? [[...at], ...inner] : inner;
  }

  function damage(entry: Json, path: readonly string[], how: number): Json {
    const copy = structuredClone(entry);
    let owner = copy as Record<string, Json>;
    for (const name of path.slice(0, -1)) owner = owner[name] as Record<string, Json>;
    const last = path.at(-1) as string;
    if (how === 0) delete owner[last];
    else if (how === 1) owner[last] = [owner[last] as Json, owner[last] as Json];
    else owner[last] = values[how - 2] as Json;
    return copy;
  }

  const sure = ({ findings }: ReturnType<typeof annotate>) =>
    findings
      .filter(({ verdict }) => verdict.outcome === 'blocked' && verdict.certainty === 'certain')
      .map(({ exchange }) =>
        exchange.hops.flatMap(({ entry, preflight }) => [entry, preflight?.entry ?? -1]),
      );

  it.each(Object.keys(fixtures))('%s.har', (name) => {
    const text = fixture(name)
      .toString('utf8')
      .replace(/^\ufeff/, '');
    const { log } = JSON.parse(text) as Parameters<typeof annotate>[0];
    const entries = log.entries as Json[];
    const before = sure(annotate({ log }));
    const known = new Set(before.flat());
    fc.assert(
      fc.property(
        fc.nat(entries.length - 1),
        fc.nat(10_000),
        fc.nat(values.length + 1),
        (index, place, how) => {
          const all = paths(entries[index] as Json);
          const path = all[place % all.length] as string[];
          const changed = entries.with(index, damage(entries[index] as Json, path, how));
          const annotated = annotate({ log: { ...log, entries: changed } });
          expect(validHar(annotated.har).log.entries).toHaveLength(entries.length);
          const after = sure(annotated);
          const alarms = after.filter((places) => places.every((entry) => !known.has(entry)));
          expect(alarms.filter((places) => !places.includes(index))).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });
});
