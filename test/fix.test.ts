import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnosed } from '../src/cli/diagnosed.ts';
import { asTable } from '../src/cli/table.ts';
import type { Look } from '../src/cli/terminal.ts';
import type { HeaderList } from '../src/cors/headers.ts';
import { preflightCheck } from '../src/cors/preflight.ts';
import { type Config, fixFor } from '../src/fixes/fix.ts';
import { stacks } from '../src/fixes/index.ts';
import { readAhead } from '../src/fixes/legs.ts';
import { reportOf } from '../src/panel/copies.ts';
import { quote } from '../src/prose.ts';
import { annotate } from '../src/report/annotate.ts';
import type { Har } from '../src/report/har.ts';
import { html } from '../src/report/html.ts';
import { markdown } from '../src/report/markdown.ts';
import { rules } from '../src/rules/index.ts';
import { entriesOf as entriesOfExchange, type Finding, Session } from '../src/session.ts';
import { type Cases, entriesOf as caseEntries, findingOf } from './build.ts';

const page = 'https://admin.example.com';
const api = 'https://api.example.com';

/** One call of the session as DevTools records it. */
interface Call {
  readonly origin?: string;
  readonly method?: string;
  readonly path?: string;
  /** The headers the preflight asks for; null: none is sent. */
  readonly asks?: readonly string[] | null;
  readonly preflight?: { status?: number; headers?: HeaderList };
  readonly response?: { status?: number; headers?: HeaderList } | null;
}

let clock = Date.parse('2026-01-05T09:00:00Z');

function entriesOf(call: Call): unknown[] {
  const { origin = page, method = 'GET', path = '/v1/items', asks = null } = call;
  const url = api + path;
  clock += 1_000;
  const entry = (extra: HeaderList, name: string, reply: Call['response'], type: string) => ({
    startedDateTime: new Date(clock).toISOString(),
    time: 5,
    pageref: 'page_1',
    _resourceType: type,
    request: {
      method: name,
      url,
      headers: [
        ['Host', 'api.example.com'],
        ['Origin', origin],
        ['Sec-Fetch-Mode', 'cors'],
        ...extra,
      ].map(([key, value]) => ({ name: key, value })),
    },
    response: {
      status: reply?.status ?? (reply ? 200 : 0),
      headers: (reply?.headers ?? []).map(([key, value]) => ({ name: key, value })),
      ...(reply ? {} : { _error: 'net::ERR_FAILED' }),
    },
  });
  const failed = call.response === null || blocked(call);
  const request = entry(
    [],
    method,
    call.response === undefined ? { status: 200 } : call.response,
    'fetch',
  );
  if (failed) Object.assign(request.response, { _error: 'net::ERR_FAILED' });
  return [
    ...(asks === null
      ? []
      : [
          entry(
            [
              ['Access-Control-Request-Method', method],
              ...(asks.length > 0
                ? ([['Access-Control-Request-Headers', asks.join(',')]] as const)
                : []),
            ],
            'OPTIONS',
            { status: 204, ...call.preflight },
            'preflight',
          ),
        ]),
    request,
  ];
}

function blocked({ origin = page, response }: Call): boolean {
  const [, value] =
    response?.headers?.find(([name]) => name === 'Access-Control-Allow-Origin') ?? [];
  return response !== undefined && value !== origin && value !== '*';
}

function harOf(...calls: readonly Call[]) {
  const pages = [
    { id: 'page_1', title: `${page}/`, startedDateTime: new Date(clock).toISOString() },
  ];
  return {
    log: {
      version: '1.2',
      creator: { name: 'WebInspector', version: '537.36' },
      pages,
      entries: calls.flatMap(entriesOf),
    },
  };
}

function findingsOf(...calls: readonly Call[]): Finding[] {
  const { log } = harOf(...calls);
  const session = new Session({ source: 'chromium', complete: true });
  session.add(log.entries, 0, log.pages);
  session.flush();
  return session.findings();
}

function configOf(findings: readonly Finding[], which = -1): Config {
  const finding = findings.at(which);
  if (!finding) throw new Error('no such finding');
  const { config } = fixFor(finding, findings);
  if (!config)
    throw new Error(`no config for ${finding.verdict.outcome} ${finding.diagnosis?.rule}`);
  return config;
}

const cors = (...more: HeaderList): HeaderList => [['Access-Control-Allow-Origin', page], ...more];
const allowed: Call = {
  method: 'PUT',
  asks: ['content-type', 'x-csrf-token'],
  preflight: {
    headers: cors(
      ['Access-Control-Allow-Methods', 'GET,POST,PUT,DELETE'],
      ['Access-Control-Allow-Headers', 'Content-Type, Authorization, X-CSRF-Token'],
      ['Access-Control-Max-Age', '86400'],
    ),
  },
  response: { headers: cors(['Access-Control-Expose-Headers', 'X-Total-Count'], ['ETag', '"1"']) },
};
const patch: Call = {
  ...allowed,
  method: 'PATCH',
  asks: ['content-type', 'x-request-id'],
  response: null,
};

describe('never less than today', () => {
  test('a PUT that is allowed stays allowed when a PATCH is fixed', () => {
    const { target, present } = configOf(findingsOf(allowed, patch));
    expect(target.methods).toEqual(['GET', 'POST', 'PUT', 'DELETE', 'PATCH']);
    expect(target.headers).toEqual([
      'authorization',
      'content-type',
      'x-csrf-token',
      'x-request-id',
    ]);
    expect(target.exposed).toEqual(['x-total-count']);
    expect(target.maxAge).toBe(86_400);
    expect(present?.methods).toEqual(['GET', 'POST', 'PUT', 'DELETE']);
  });

  test('an origin that is allowed stays on the list, and is said', () => {
    const { target, notes } = configOf(
      findingsOf({
        response: { headers: [['Access-Control-Allow-Origin', 'https://www.example.com']] },
      }).map((finding) => ({ ...finding })),
    );
    expect(target.origins).toEqual(['https://www.example.com', page]);
    expect(notes.join()).toContain('`https://www.example.com`');
  });

  test('a wildcard never enters, and the paths that have it are said', () => {
    const { target, notes } = configOf(
      findingsOf(
        { path: '/public/a', response: { headers: [['Access-Control-Allow-Origin', '*']] } },
        { path: '/v1/b', response: { headers: [] } },
      ),
    );
    expect(target.origins).toEqual([page]);
    expect(notes.join()).toMatch(/any origin may read responses under `\/public`/);
  });

  test.each(['null', 'https://evil.example"; return 200;', 'https://shop.example/', '$(id)'])(
    'today’s value %j never enters',
    (value) => {
      const { target, limits } = configOf(
        findingsOf({ response: { headers: [['Access-Control-Allow-Origin', value]] } }),
      );
      expect(target.origins).toEqual([page]);
      if (value !== 'null') expect(limits.join()).toContain('Omitted');
    },
  );

  test('what the browser adds by itself is not needed, and nothing is exposed that nobody exposes', () => {
    const [entry] = entriesOf({ response: { headers: [['ETag', '"1"']] } }) as {
      request: { headers: object[] };
      response: object;
    }[];
    entry?.request.headers.push(
      { name: 'If-None-Match', value: '"0"' },
      { name: 'Cache-Control', value: 'no-cache' },
      { name: 'Range', value: 'bytes=-5' },
    );
    const session = new Session({ source: 'chromium', complete: true });
    session.add([entry], 0);
    session.flush();
    const { target } = configOf(session.findings());
    expect(target.headers).toEqual([]);
    expect(target.exposed).toEqual([]);
  });

  test('a 502 of the proxy keeps what the application allows behind it', () => {
    const { target, stack } = configOf(
      findingsOf(allowed, {
        ...allowed,
        response: { status: 502, headers: [['Server', 'nginx/1.27.1']] },
      }),
    );
    expect(target.methods).toEqual(['GET', 'POST', 'PUT', 'DELETE']);
    expect(target.headers).toEqual(['authorization', 'content-type', 'x-csrf-token']);
    expect(stack?.id).toBe('nginx');
    expect(stack?.render(target)).toContain('PUT, DELETE');
  });

  test('one refused header leaves six methods on the list', () => {
    const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE';
    const { target } = configOf(
      findingsOf({
        method: 'POST',
        asks: ['x-request-id'],
        preflight: { headers: cors(['Access-Control-Allow-Methods', methods]) },
        response: null,
      }),
    );
    expect(target.methods.toSorted()).toEqual(methods.split(', ').toSorted());
  });

  test('one server, one policy, whichever request is selected', () => {
    const findings = findingsOf(
      allowed,
      patch,
      { ...patch, method: 'DELETE', asks: ['x-tenant'] },
      { path: '/other', response: { status: 500, headers: [] } },
    );
    const targets = findings
      .map((finding) => fixFor(finding, findings).config?.target)
      .filter((target) => target !== undefined);
    expect(targets.length).toBe(3);
    for (const target of targets) expect(target).toEqual(targets[0]);
  });
});

describe('of any session', () => {
  const origins = [page, 'https://www.example.com', 'http://localhost:5173', 'http://[::1]:3000'];
  const hostile = [
    'https://evil.example"; return 200;',
    'https://shop.example/',
    'https://*.example.com',
    'https://a.example:99999',
    'https://a.example:443',
    'HTTPS://A.example',
    '$(id)',
    '`id`',
    'undefined',
  ];
  const some = (...values: string[]) =>
    fc.subarray(values, { minLength: 0 }).map((list) => list.join(', '));
  const policy = fc.record(
    {
      'Access-Control-Allow-Origin': fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...origins) },
        fc.constantFrom('*', 'null', ...hostile, `${origins[0]}, ${origins[1]}`),
      ),
      'Access-Control-Allow-Credentials': fc.constantFrom('true', 'false', 'True'),
      'Access-Control-Allow-Methods': some('GET', 'PUT', 'patch', 'PURGE', '*', "X';--", 'OPTIONS'),
      'Access-Control-Allow-Headers': some(
        'Content-Type',
        'x-tenant',
        '*',
        'x-`id`',
        'AUTHORIZATION',
      ),
      'Access-Control-Expose-Headers': some('ETag', 'X-Total-Count', '*', 'x-$(id)'),
      'Access-Control-Max-Age': fc.constantFrom('0', '-1', '600', '86400', '31536000', '9e9'),
      Vary: fc.constantFrom('Origin', 'Accept'),
    },
    { requiredKeys: [] },
  );
  const headers = policy.map((fields) => Object.entries(fields) as [string, string][]);
  const call: fc.Arbitrary<Call> = fc.record(
    {
      origin: fc.oneof(fc.constantFrom(...origins), fc.constant('null')),
      method: fc.constantFrom('GET', 'PUT', 'PATCH', 'patch', 'PURGE'),
      path: fc.constantFrom('/v1/items', '/v1/items/7', '/admin', '/', '/users/@me', '/a%20b/c'),
      asks: fc.oneof(
        fc.constant(null),
        fc.subarray(['content-type', 'x-tenant', 'x-`id`', 'range', 'authorization']),
      ),
      preflight: fc.record({ status: fc.constantFrom(200, 204, 401), headers }),
      response: fc.oneof(
        fc.constant(null),
        fc.record({ status: fc.constantFrom(200, 304, 401, 404, 500, 502), headers }),
      ),
    },
    { requiredKeys: ['origin', 'method', 'path', 'asks', 'response', 'preflight'] },
  );
  const isOrigin = (value: string) => !value.includes('*') && URL.parse(value)?.origin === value;

  /** Every item that any response of the session has under a name. */
  function itemsOf(calls: readonly Call[], name: string): string[] {
    return calls
      .flatMap(({ asks, preflight, response }) => [
        ...(asks === null ? [] : (preflight?.headers ?? [])),
        ...(response?.headers ?? []),
      ])
      .filter(([key]) => key === name)
      .flatMap(([, value]) => value.split(',').map((item) => item.trim()))
      .filter((item) => item !== '' && item !== '*');
  }

  test('the policy is never less than today, covers what was asked, and holds nothing hostile', () => {
    let configs = 0;
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 8 }), (calls) => {
        const findings = findingsOf(...calls);
        const all = findings
          .map((finding) => ({ finding, config: fixFor(finding, findings).config }))
          .filter(({ config }) => config !== null) as { finding: Finding; config: Config }[];
        const [{ config: first } = { config: null }] = all;
        if (first === null) return;
        configs += all.length;
        const { target, notes, limits } = first;
        for (const { finding, config } of all) {
          expect(config.target).toEqual(target);
          expect(config.present).toEqual(first.present);
          expect(config.stack).toBe(first.stack);
          const { exchange, verdict } = finding;
          expect(verdict.outcome).toBe('blocked');
          expect(target.origins).toContain(exchange.origin);
        }

        // What the panel reads ahead, in pieces, is what every other output reads at once.
        for (const { exchange } of findings) readAhead(exchange);
        for (const { finding, config } of all) {
          expect(fixFor(finding, [...findings]).config).toEqual(config);
        }

        const said = [...notes, ...limits].join('\n');
        for (const origin of itemsOf(calls, 'Access-Control-Allow-Origin')) {
          if (origin === 'null') expect(notes.join()).toContain('origin `null` is allowed');
          else if (isOrigin(origin)) expect(target.origins).toContain(origin);
          else expect(limits.join('\n')).toContain(quote(JSON.stringify(origin)));
        }
        for (const method of itemsOf(calls, 'Access-Control-Allow-Methods')) {
          if (/^[\w-]+$/.test(method)) {
            expect(target.methods.map((name) => name.toUpperCase())).toContain(
              method.toUpperCase(),
            );
          } else expect(said).toContain(quote(JSON.stringify(method)));
        }
        for (const [header, list] of [
          ['Access-Control-Allow-Headers', target.headers],
          ['Access-Control-Expose-Headers', target.exposed],
        ] as const) {
          for (const name of itemsOf(calls, header)) {
            if (/^[\w-]+$/.test(name)) expect(list).toContain(name.toLowerCase());
            else expect(said).toContain(quote(JSON.stringify(name)));
          }
        }
        if (itemsOf(calls, 'Access-Control-Allow-Credentials').includes('true')) {
          expect(target.credentials).toBe(true);
        }
        for (const age of itemsOf(calls, 'Access-Control-Max-Age')) {
          if (/^\d+$/.test(age)) expect(target.maxAge).toBeGreaterThanOrEqual(Number(age));
        }

        for (const { method, asks, origin } of calls) {
          if (origin === 'null') continue;
          const wrong = preflightCheck(
            {
              origin: origin ?? page,
              credentials: target.credentials ? 'include' : 'omit',
              method: method ?? 'GET',
              headers: (asks ?? []).filter((name) => !name.includes('`')),
            },
            { status: 204, headers: headersOf(target, origin ?? page) },
          );
          // The page's to correct: the server allows it, spelled as browsers send it.
          const spelled = method === 'patch' && target.methods.includes('PATCH');
          expect(spelled ? wrong.slice(1) : wrong).toEqual([]);
        }

        for (const origin of target.origins) expect(isOrigin(origin)).toBe(true);
        for (const name of [...target.methods, ...target.headers, ...target.exposed]) {
          expect(name).toMatch(/^[\w-]+$/);
        }
        if (target.path !== undefined) expect(target.path).toMatch(/^(\/[\w~.-]*)+$/);
        expect(stacks.map(({ render }) => render(target)).join('')).not.toMatch(
          /evil|\$\(id\)|`id`|X';--|a\.example/,
        );
      }),
      { numRuns: 300 },
    );
    expect(configs).toBeGreaterThan(300);
  });

  function headersOf(target: Config['target'], origin: string): HeaderList {
    return [
      ['access-control-allow-origin', origin],
      ...(target.credentials ? ([['access-control-allow-credentials', 'true']] as const) : []),
      ['access-control-allow-methods', target.methods.join(', ')],
      ['access-control-allow-headers', target.headers.join(', ')],
    ];
  }
});

describe('what a session cannot show is said', () => {
  const say = (...calls: Call[]) => configOf(findingsOf(...calls)).notes.join('\n');

  test('two paths with policies of their own', () => {
    const notes = say(
      {
        path: '/admin/users',
        response: { headers: cors(['Access-Control-Allow-Credentials', 'true']) },
      },
      {
        path: '/public/items',
        response: { headers: [['Access-Control-Allow-Origin', 'https://www.example.com']] },
      },
    );
    expect(notes).toContain(
      'The allowed origins differ by path today (`/admin/users`: `https://admin.example.com (with credentials)`; `/public/items`: `https://www.example.com`).',
    );
  });

  test('but not one path that answers each page by its name', () => {
    const notes = say(
      { response: { headers: cors() } },
      {
        origin: 'https://www.example.com',
        response: { headers: [['Access-Control-Allow-Origin', 'https://www.example.com']] },
      },
      { path: '/other', response: { headers: [] } },
    );
    expect(notes).not.toContain('differ');
  });

  test('a config that names nobody to this page', () => {
    expect(say({ response: { headers: [['Vary', 'Accept, Origin']] } })).toMatch(
      /^`Vary: Origin` suggests that the server has a CORS config for other origins\./,
    );
    expect(say({ response: { headers: [['Vary', 'Accept']] } })).toBe('');
  });

  test('values that a sanitizer took out', () => {
    const notes = say(
      { response: { headers: [['Access-Control-Allow-Origin', '[Origin redacted]']] } },
      { response: { headers: [] } },
    );
    expect(notes).toContain('were redacted in this recording');
  });

  test('lists that are a wildcard', () => {
    const notes = say({
      ...patch,
      asks: ['authorization'],
      preflight: {
        headers: cors(['Access-Control-Allow-Headers', '*'], ['Access-Control-Allow-Methods', '*']),
      },
    });
    expect(notes).toContain(
      'Today `Access-Control-Allow-Methods` and `Access-Control-Allow-Headers` are `*`.',
    );
  });

  test('a flood of values is told in a few lines', () => {
    const many = Array.from({ length: 500 }, (_, at) => `https://a${at}.example`);
    const bad = Array.from({ length: 500 }, (_, at) => `bad${at}`);
    const { target, notes, limits } = configOf(
      findingsOf({
        response: { headers: [['Access-Control-Allow-Origin', [...many, ...bad].join(', ')]] },
      }),
    );
    expect(target.origins.length).toBe(501);
    expect([...notes, ...limits].join('').length).toBeLessThan(4_000);
    expect(limits.join()).toContain('488 more');
  });
});

describe('the change', () => {
  test('is one header where one is missing a value, and keeps today’s spelling', () => {
    const { change } = configOf(
      findingsOf({ ...allowed, asks: ['content-type', 'x-request-id'], response: null }),
    );
    expect(change).toEqual([
      {
        header: 'access-control-allow-headers',
        from: 'Content-Type, Authorization, X-CSRF-Token',
        to: 'Content-Type, Authorization, X-CSRF-Token, x-request-id',
      },
    ]);
  });

  test('adds the origin where there is none', () => {
    const { change } = configOf(findingsOf({ response: { headers: [] } }));
    expect(change).toEqual([{ header: 'access-control-allow-origin', from: null, to: page }]);
  });
});

describe('config only where config helps', () => {
  test('a misleading status has the real error first', () => {
    const findings = findingsOf(allowed, {
      response: { status: 500, headers: [['X-Powered-By', 'Express']] },
    });
    const config = configOf(findings);
    expect(config.second).toBe(true);
    expect(config.stack?.id).toBe('express');
    expect(config.notes.join()).toContain(
      'Successful responses of this server carry the CORS headers',
    );
  });

  test('an opaque origin gets none', () => {
    const findings = findingsOf({ origin: 'null', response: { headers: [] } });
    expect(fixFor(findings[0] as Finding, findings).config).toBeNull();
  });

  test('without a sign of the server nothing is chosen', () => {
    const config = configOf(findingsOf({ response: { headers: [] } }));
    expect(config).toMatchObject({ stack: null, snippet: null, place: null, detected: [] });
  });
});

test.each(stacks.map(({ id }) => id))('every output has the same fix: %s', (id) => {
  const har = harOf(allowed, patch, { response: { status: 500, headers: [] } });
  const stack = stacks.find((each) => each.id === id);
  const { findings, annotations } = annotate(har, { stackFor: () => stack });
  for (const finding of findings.filter(({ verdict }) => verdict.outcome === 'blocked')) {
    const config = fixFor(finding, findings, id).config;
    const entry = finding.exchange.hops[0].entry;
    expect(annotations.get(entry)?.fix).toEqual({
      stack: id,
      policy: config?.target,
      change: config?.change,
      snippet: config?.snippet,
    });
    const copied = reportOf(finding, findings, { 'api.example.com': id });
    const whole = markdown(findings, { stackFor: () => stack });
    expect(copied).toContain(config?.snippet?.trimEnd() ?? '?');
    expect(whole).toContain(config?.snippet?.trimEnd() ?? '?');
  }
});

describe('the dev server that serves the page', () => {
  const dev = 'http://localhost:3000';
  const failing: Call = { origin: dev, response: { headers: [] } };
  const slack: Call = { origin: dev, response: { headers: [['X-Slack-Req-Id', 'abcdef']] } };

  /** The session of a page that loaded this besides. */
  function sessionOf(load: string, headers: HeaderList, ...calls: Call[]): Finding[] {
    const { log } = harOf(...calls);
    const [first] = entriesOf({ origin: dev }) as { request: { url: string }; response: object }[];
    const loaded = {
      ...first,
      request: { ...first?.request, url: load },
      response: {
        status: 200,
        headers: headers.map(([name, value]) => ({ name, value })),
      },
    };
    const session = new Session({ source: 'chromium', complete: true });
    session.add([...log.entries, loaded], 0, log.pages);
    session.flush();
    return session.findings();
  }

  function blockedOf(findings: readonly Finding[]): Config {
    return configOf(
      findings,
      findings.findIndex(({ verdict }) => verdict.outcome === 'blocked'),
    );
  }

  test.each([
    [`${dev}/@vite/client`, 'vite-proxy'],
    [`${dev}/node_modules/.vite/deps/react.js?v=1`, 'vite-proxy'],
    ['ws://localhost:3000/_next/webpack-hmr?id=1', 'next-rewrites'],
    [`${dev}/_next/static/chunks/main.js`, 'next-rewrites'],
    [`${dev}/main.1a2b3c.hot-update.json`, 'webpack-proxy'],
    [`${dev}/static/js/bundle.js`, 'webpack-proxy'],
    ['ws://localhost:3000/sockjs-node/1/x/websocket', 'webpack-proxy'],
    [`${dev}/src/main.tsx`, 'express-proxy'],
    [`${dev}/ws`, 'express-proxy'],
    ['https://app.example.com/_next/static/chunks/main.js', 'express-proxy'],
    ['http://localhost:5173/@vite/client', 'express-proxy'],
  ])('%s: a service of others is called through %s', (load, id) => {
    const config = blockedOf(sessionOf(load, [], slack));
    expect(config.stack?.id).toBe(id);
    expect(config.evidence).toContain('`x-slack-req-id: abcd`');
  });

  test('is known by its header, too, and by the script that made the call', () => {
    const config = blockedOf(sessionOf(`${dev}/`, [['X-Powered-By', 'Next.js']], slack));
    expect(config.stack?.id).toBe('next-rewrites');
    const { log } = harOf(slack);
    for (const entry of log.entries as { _initiator?: object }[]) {
      const url = `${dev}/@vite/client`;
      entry._initiator = { type: 'script', url, lineNumber: 1 };
    }
    const session = new Session({ source: 'chromium', complete: true });
    session.add(log.entries, 0, log.pages);
    session.flush();
    expect(configOf(session.findings()).stack?.id).toBe('vite-proxy');
  });

  test('is proposed and not chosen for a server that may be anybody’s', () => {
    const config = blockedOf(sessionOf(`${dev}/@vite/client`, [], failing));
    expect(config.stack).toBeNull();
    expect(config.notes).toEqual([
      'The page comes from the Vite dev server (`/@vite/client`). If you cannot change `https://api.example.com`, choose "Vite dev proxy": calls under the page\'s own origin need no CORS.',
    ]);
    const seen = blockedOf(
      sessionOf(`${dev}/@vite/client`, [], {
        ...failing,
        response: { headers: [['X-Powered-By', 'Express']] },
      }),
    );
    expect(seen.detected.map(({ stack }) => stack.id)).toEqual(['express', 'vite-proxy']);
  });

  test('is not proposed for a server that lets the page in elsewhere, nor for one of this machine', () => {
    const lets: Call = {
      origin: dev,
      path: '/v2',
      response: { headers: [['Access-Control-Allow-Origin', dev]] },
    };
    const said = (findings: Finding[]) => blockedOf(findings).notes.join();
    expect(said(sessionOf(`${dev}/@vite/client`, [], failing, lets))).not.toContain('Vite');
    const { log } = harOf(failing);
    for (const entry of log.entries as { request: { url: string } }[]) {
      entry.request.url = 'http://localhost:8080/v1/items';
    }
    const [vite] = entriesOf({ origin: dev }) as { request: { url: string } }[];
    (vite as { request: { url: string } }).request.url = `${dev}/@vite/client`;
    const session = new Session({ source: 'chromium', complete: true });
    session.add([...log.entries, vite], 0, log.pages);
    session.flush();
    const own = session.findings().filter(({ verdict }) => verdict.outcome === 'blocked');
    expect(own.length).toBe(1);
    expect(said(own)).not.toContain('Vite');
  });

  test.each(['https://api.openai.com/v1/models', 'https://acme.atlassian.net/rest/api/3/issue'])(
    '%s is a service of others by its host',
    (url) => {
      const { log } = harOf({ origin: page, response: { headers: [] } });
      for (const entry of log.entries as { request: { url: string } }[]) entry.request.url = url;
      const session = new Session({ source: 'chromium', complete: true });
      session.add(log.entries, 0, log.pages);
      session.flush();
      expect(configOf(session.findings()).stack?.id).toBe('express-proxy');
    },
  );
});

describe('of a server behind another', () => {
  const via = (name: string): HeaderList => [['Server', name]];
  const byExpress: HeaderList = [
    ['Server', 'nginx'],
    ['X-Powered-By', 'Express'],
  ];

  test('one stack is to be changed, whichever of its failures is selected', () => {
    const findings = findingsOf(
      { path: '/v1/a', response: { status: 500, headers: byExpress } },
      { path: '/v1/b', response: { status: 502, headers: via('nginx') } },
    );
    for (const which of [0, 1]) {
      const { stack, evidence } = configOf(findings, which);
      expect(stack?.id).toBe('nginx');
      expect(evidence).toContain('A failing response of this server came from nginx itself.');
    }
    const [only] = findingsOf({ response: { status: 500, headers: byExpress } });
    expect(fixFor(only as Finding, [only as Finding]).config?.stack?.id).toBe('express');
  });

  test('the server a redirect leads to is the one that is looked at', () => {
    const target = 'https://files.example.com/v1/items';
    const [first] = entriesOf({
      response: { status: 302, headers: cors(['Location', target], ['Server', 'nginx']) },
    }) as [{ response: { _error?: string } }];
    delete first.response._error;
    const [second] = entriesOf({
      response: { headers: [['X-Powered-By', 'Express']] },
    }) as [{ request: { url: string } }];
    second.request.url = target;
    const session = new Session({ source: 'chromium', complete: true });
    session.add([first, second], 0);
    session.flush();
    const findings = session.findings();
    expect(findings.length).toBe(1);
    const config = configOf(findings);
    expect(config.server).toBe('https://files.example.com');
    expect(config.stack?.id).toBe('express');
    expect(config.present).toBeNull();
  });

  test('what is asked about findings of another list is not remembered for this one', () => {
    const none: Finding[] = [];
    const [a] = findingsOf({ response: { headers: [] } });
    const [b] = findingsOf({ origin: 'http://localhost:5173', response: { headers: [] } });
    expect(fixFor(a as Finding, none).config?.target.origins).toEqual([page]);
    expect(fixFor(b as Finding, none).config?.target.origins).toEqual(['http://localhost:5173']);
  });
});

const modules = import.meta.glob<Cases>('./cases/*.ts', { eager: true, import: 'default' });

test.each(rules.filter(({ fix }) => !fix.startsWith('server-')).map(({ id }) => id))(
  'no header fixes %s, so no config is shown',
  (id) => {
    for (const case_ of modules[`./cases/${id}.ts`]?.reports ?? []) {
      const finding = findingOf(case_);
      if (!finding) throw new Error(`${id}: no finding`);
      expect(fixFor(finding, [finding]).config, case_.name).toBeNull();
    }
  },
);

describe('no output offers config where none helps', () => {
  const offered =
    /CORS config for|Required headers|today and needed|can read such errors|^\s*[-+] access-control-/im;
  const cases = rules
    .filter(({ fix }) => !fix.startsWith('server-'))
    .flatMap(({ id }) =>
      (modules[`./cases/${id}.ts`]?.reports ?? []).map((one) => [id, one] as const),
    );

  test.each(cases.map(([id, one]) => [`${id}: ${one.name}`, id, one] as const))(
    '%s',
    (_, id, one) => {
      const entries = caseEntries(one);
      const annotated = annotate({
        log: {
          creator: { name: 'WebInspector', version: '537.36' },
          pages: [{ id: 'page_1', title: one.page ?? `${page}/`, startedDateTime: '2026-01-05' }],
          entries,
        },
      } as unknown as Har);
      const { annotations } = annotated;
      // Earlier and parallel loads of the same case may have causes of their own.
      const findings = annotated.findings.filter(({ diagnosis }) => diagnosis?.rule === id);
      expect(findings.length).toBeGreaterThan(0);
      for (const finding of findings) {
        for (const entry of entriesOfExchange(finding.exchange)) {
          expect(annotations.get(entry)?.fix).toBeUndefined();
        }
        expect(reportOf(finding, findings, { 'api.example.com': 'express' })).not.toMatch(offered);
      }
      const stackFor = () => stacks[0];
      expect(markdown(findings, { stackFor })).not.toMatch(offered);
      expect(html(findings, { stackFor })).not.toMatch(offered);
      const file = diagnosed('a.har', { ...annotated, findings }, []);
      const look: Look = { width: 100, color: false };
      for (const stack of [undefined, 'express']) {
        const shown = [...asTable([file], false, { look, fix: true, stack, quiet: false })].join(
          '',
        );
        expect(shown).not.toMatch(offered);
      }
    },
  );
});
