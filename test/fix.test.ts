import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../src/cors/headers.ts';
import { type Config, fixFor } from '../src/fixes/fix.ts';
import { stacks } from '../src/fixes/index.ts';
import { reportOf } from '../src/panel/copies.ts';
import { annotate } from '../src/report/annotate.ts';
import { markdown } from '../src/report/markdown.ts';
import { rules } from '../src/rules/index.ts';
import { type Finding, Session } from '../src/session.ts';
import { type Cases, findingOf } from './build.ts';

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

  test('a service of others is reached through the proxy of the dev server that serves the page', () => {
    const slack = { response: { headers: [['X-Slack-Req-Id', 'abcdef']] } } as const;
    expect(configOf(findingsOf({ ...slack, origin: 'http://localhost:5173' })).stack?.id).toBe(
      'vite-proxy',
    );
    expect(configOf(findingsOf(slack)).stack?.id).toBe('express-proxy');
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
