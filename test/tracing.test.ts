import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutBodies } from '../src/devtools/entry.ts';
import { tracerScript } from '../src/devtools/tracer-script.ts';
import { readEntry } from '../src/recording/entry.ts';
import { liveRecording } from '../src/recording/file.ts';
import { readStack, readStackText, tracerName } from '../src/recording/stack.ts';
import { limits, Trace } from '../src/recording/trace.ts';
import { type Candidate, type Joined, joinTrace } from '../src/recording/trace-join.ts';
import { readTraced, writeTraced } from '../src/recording/traced.ts';
import type { Source } from '../src/recording/types.ts';
import { annotate } from '../src/report/annotate.ts';
import { createRedactor } from '../src/report/redact.ts';
import { Session } from '../src/session.ts';
import { api, entry, page } from './entries.ts';

/** When the page began. */
const began = 1_800_000_000_000;
const stack = (line: number) =>
  `Error\n    at noteCall (${tracerName}:1:2)\n    at load (${page}app.js:${line}:5)`;

interface CallDraft {
  id: number;
  at: number;
  url?: string;
  method?: string;
  api?: string;
  credentials?: string | null;
  mode?: string;
  line?: number;
  end?: {
    after?: number;
    outcome?: string;
    name?: string;
    message?: string;
    status?: number;
  } | null;
}

/** What the reader gives of these calls. */
function answer(calls: readonly CallDraft[], more: readonly object[] = []): string {
  const log = calls.flatMap(({ id, at, line = 1, end, ...call }) => [
    {
      kind: 'call',
      id,
      api: 'fetch',
      url: api,
      method: 'GET',
      credentials: 'same-origin',
      mode: 'cors',
      redirect: 'follow',
      cache: 'default',
      time: began + at,
      stack: stack(line),
      ...call,
    },
    ...(end === null
      ? []
      : [{ kind: 'end', id, time: began + at + (end?.after ?? 5), outcome: 'ok', ...end }]),
  ]);
  return JSON.stringify({
    from: 0,
    next: log.length + more.length,
    left: 0,
    calls: calls.length,
    dropped: 0,
    origin: began,
    log: [...log, ...more],
  });
}

interface RequestDraft {
  at: number;
  url?: string;
  method?: string;
  type?: string;
  status?: number;
  line?: number;
  /** False: another frame or a worker made it. */
  passed?: boolean;
  raw?: object;
}

function candidate(
  { line = 1, passed = true, raw, ...draft }: RequestDraft,
  index: number,
  source: Source,
): Candidate {
  const initiator = {
    type: 'script',
    stack: { callFrames: [{ url: `${page}app.js`, lineNumber: line - 1, columnNumber: 4 }] },
  };
  const read = readEntry(
    { ...entry({ status: 200, ...draft }), pageref: 'p', _initiator: initiator, ...raw },
    index,
    new Map(),
    liveRecording(source),
  );
  if (typeof read === 'string') throw new Error(read);
  return { entry: read, frames: source === 'chromium' ? readStack(initiator) : [], passed };
}

function join(
  calls: readonly CallDraft[],
  requests: readonly RequestDraft[],
  { source = 'chromium' as Source, more = [] as readonly object[], now = 60_000 } = {},
): Joined {
  const trace = new Trace();
  expect(trace.take(answer(calls, more))).not.toBeNull();
  return joinTrace(
    trace,
    requests.map((request, index) => candidate(request, index, source)),
    { chromium: source === 'chromium', page, now: began + now },
  );
}

/** "include certain", by the request's index. */
const said = ({ facts }: Joined) =>
  [...facts]
    .sort(([a], [b]) => a - b)
    .map(([index, { traced }]) => `${index} ${traced.credentials} ${traced.certainty}`);

describe('joining calls and requests', () => {
  const include = 'include';

  it('takes the only call of a URL and a method', () => {
    const calls = [
      { id: 1, at: 10, credentials: include },
      { id: 2, at: 11, method: 'post' },
    ];
    const requests = [
      { at: 13, method: 'POST' },
      { at: 12, method: 'GET' },
    ];
    for (const source of ['chromium', 'firefox'] as const) {
      expect(said(join(calls, requests, { source }))).toEqual([
        '0 omit certain',
        '1 include certain',
      ]);
    }
  });

  it('is certain of equal calls, whatever their order', () => {
    const calls = [1, 2, 3].map((id) => ({ id, at: 10, credentials: include, line: id }));
    const requests = [3, 1, 2].map((line) => ({ at: 12, line }));
    for (const source of ['chromium', 'firefox'] as const) {
      expect(said(join(calls, requests, { source }))).toEqual(
        [0, 1, 2].map((index) => `${index} include certain`),
      );
    }
  });

  it('goes by the call frame and by order in Chromium, by order and not certain in Firefox', () => {
    const calls = [
      { id: 1, at: 10, credentials: include, line: 3 },
      { id: 2, at: 11, line: 4 },
      { id: 3, at: 20, line: 3 },
    ];
    const requests = [
      { at: 12, line: 4 },
      { at: 13, line: 3 },
      { at: 22, line: 3 },
    ];
    expect(said(join(calls, requests))).toEqual([
      '0 omit certain',
      '1 include certain',
      '2 omit certain',
    ]);
    expect(said(join(calls, requests, { source: 'firefox' }))).toEqual([
      '0 include likely',
      '1 omit likely',
      '2 omit likely',
    ]);
  });

  it('is not certain of calls from one place in one millisecond that differ', () => {
    const calls = [
      { id: 1, at: 10.1, credentials: include },
      { id: 2, at: 10.3 },
    ];
    const requests = [{ at: 11 }, { at: 11 }];
    expect(said(join(calls, requests))).toEqual(['0 include likely', '1 omit likely']);
  });

  it('leaves uneven groups alone', () => {
    const calls = [
      { id: 1, at: 10, credentials: include },
      { id: 2, at: 11 },
    ];
    expect(said(join(calls, [{ at: 12 }]))).toEqual([]);
    expect(said(join(calls.slice(1), [{ at: 12 }, { at: 13 }]))).toEqual([]);
  });

  it('takes no request for the page’s that a frame or a worker made, and none of the load before', () => {
    const calls = [{ id: 1, at: 10, credentials: include }];
    expect(said(join(calls, [{ at: 11, passed: false }, { at: 12 }]))).toEqual([
      '1 include certain',
    ]);
    expect(said(join(calls, [{ at: -5_000 }, { at: 12 }]))).toEqual(['1 include certain']);
    const worker = { at: 11, raw: { _resourceTiming: null } };
    expect(said(join(calls, [worker, { at: 12 }], { source: 'firefox' }))).toEqual([
      '1 include certain',
    ]);
  });

  it('waits in Firefox until the call has ended: the request may be a worker’s', () => {
    const calls = [{ id: 1, at: 10, credentials: include, end: null }];
    expect(said(join(calls, [{ at: 12 }], { source: 'firefox' }))).toEqual([]);
    expect(said(join(calls, [{ at: 12 }]))).toEqual(['0 include certain']);
  });

  it('gives the preflight what its request, which Firefox does not deliver, was called with', () => {
    const requests = [
      {
        at: 12,
        method: 'OPTIONS',
        type: 'preflight',
        raw: {
          request: {
            method: 'OPTIONS',
            url: api,
            headers: [{ name: 'Access-Control-Request-Method', value: 'PUT' }],
          },
        },
      },
    ];
    const calls = [{ id: 1, at: 10, method: 'PUT', credentials: include }];
    expect(said(join(calls, requests, { source: 'firefox' }))).toEqual(['0 include certain']);
  });

  it('leaves redirects that were followed out of the count', () => {
    const target = 'http://other.test/b';
    const redirect = {
      at: 12,
      status: 302,
      raw: {
        response: { status: 302, headers: [{ name: 'location', value: target }] },
        time: 5,
      },
    };
    const calls = [
      { id: 1, at: 10, credentials: include },
      { id: 2, at: 500, url: target },
    ];
    const requests = [redirect, { at: 18, url: target }, { at: 502, url: target }];
    expect(said(join(calls, requests))).toEqual(['0 include certain', '2 omit certain']);
  });

  it('joins elements of a URL where all agree, and says what a policy blocked', () => {
    const element = (url: string, crossorigin: string | null) => ({
      kind: 'element',
      url,
      crossorigin,
      time: began + 5,
    });
    const more = [
      element('http://api.test/a.png', 'USE-credentials'),
      element('http://api.test/a.png', 'use-credentials'),
      element('http://api.test/b.js', null),
      element('http://api.test/c.png', ''),
      element('http://api.test/c.png', 'use-credentials'),
      {
        kind: 'csp',
        url: 'http://api.test/d.png',
        directive: 'img-src',
        enforced: true,
        time: began + 9,
      },
      {
        kind: 'csp',
        url: 'http://api.test/a.png',
        directive: 'img-src',
        enforced: false,
        time: began + 9,
      },
    ];
    const requests = [
      { at: 12, url: 'http://api.test/a.png', type: 'image' },
      { at: 12, url: 'http://api.test/b.js', type: 'script' },
      { at: 12, url: 'http://api.test/c.png', type: 'image' },
      {
        at: 12,
        url: 'http://api.test/d.png',
        type: 'image',
        raw: { response: { status: 0, _error: '' } },
      },
    ].map((request) => ({ ...request, passed: false }));
    const joined = join([], requests, { more });
    expect(said(joined)).toEqual(['0 include certain', '1 omit certain', '3 unknown certain']);
    expect(joined.facts.get(3)?.traced.directive).toBe('img-src');
  });

  it('takes calls that made no request out, and says why', () => {
    const failed = { outcome: 'error', name: 'TypeError', message: 'Failed to fetch' };
    const rejected = {
      ...failed,
      message: "Failed to execute 'fetch' on 'Window': Invalid name",
    };
    const calls: CallDraft[] = [
      { id: 1, at: 10, mode: 'same-origin', end: failed },
      { id: 2, at: 11, end: rejected },
      { id: 3, at: 12, credentials: include, end: failed },
      { id: 4, at: 13, url: 'foo://bar/', end: failed },
      { id: 5, at: 14, url: 'http://api.test/csp', end: failed },
      // No calls to another origin, or none that a reason is known of.
      { id: 6, at: 15, url: `${page}own`, end: rejected },
      { id: 7, at: 16, url: 'http://api.test/lost', end: failed },
      { id: 8, at: 17, url: 'http://api.test/x', end: { outcome: 'error', name: 'AbortError' } },
    ];
    const more = [
      {
        kind: 'csp',
        url: 'http://api.test/csp',
        directive: 'connect-src',
        enforced: true,
        time: began + 16,
      },
    ];
    for (const source of ['chromium', 'firefox'] as const) {
      const joined = join(calls, [{ at: 14 }], { more, source });
      expect(said(joined)).toEqual(['0 include certain']);
      expect(joined.unsent.map(({ call, traced }) => [call.id, traced.unsent])).toEqual([
        [1, 'mode'],
        [2, 'rejected'],
        [4, 'scheme'],
        [5, 'csp'],
      ]);
    }
    // What is no exception may yet get its entry.
    expect(join(calls, [{ at: 14 }], { more, now: 500 }).unsent.map(({ call }) => call.id)).toEqual(
      [2],
    );
  });

  it('takes n log n', () => {
    const time = (count: number) => {
      const calls = Array.from({ length: count }, (_, id) => ({
        id: id + 1,
        at: id,
        url: `${api}/${id % 50}`,
        credentials: id % 2 ? include : 'omit',
      }));
      const requests = calls.map(({ at, url }) => ({ at: at + 1, url }));
      const trace = new Trace();
      for (let from = 0; from < count; from += 500) {
        const part = JSON.parse(answer(calls.slice(from, from + 500)));
        trace.take(JSON.stringify({ ...part, next: from + 1 }));
      }
      const candidates = requests.map((request, index) => candidate(request, index, 'chromium'));
      const start = performance.now();
      const joined = joinTrace(trace, candidates, { chromium: true, page, now: began + 1e6 });
      expect(joined.facts.size).toBe(count);
      return performance.now() - start;
    };
    time(500);
    const [small, large] = [time(500), time(4_000)];
    expect(large).toBeLessThan(Math.max(small, 20) * 24);
  });
});

describe('what a page answers', () => {
  it('is taken only as the tracer writes it', () => {
    const trace = new Trace();
    for (const value of [
      null,
      undefined,
      7,
      '',
      'forged',
      '[]',
      '{}',
      '{"next":"1"}',
      JSON.stringify({ next: 1, left: 0, origin: began, dropped: 0, log: 'x' }),
      `{"log":"${'x'.repeat(300_000)}"}`,
    ]) {
      expect(trace.take(value)).toBeNull();
    }
    const good = JSON.parse(answer([{ id: 1, at: 1 }]));
    const forged = [
      null,
      7,
      {},
      { kind: 'call' },
      { ...good.log[0], id: -1 },
      { ...good.log[0], id: 1.5 },
      { ...good.log[0], id: 2, api: 'evil' },
      { ...good.log[0], id: 2, time: 'now' },
      { ...good.log[0], id: 2, time: 1e300 },
      { kind: 'end', id: 9, time: began, outcome: 'ok' },
      { kind: 'end', id: 1, time: began, outcome: 'evil' },
      { kind: 'csp', url: api, directive: 'img-src <script>', enforced: true, time: began },
      { kind: 'element', url: 7, crossorigin: null },
    ];
    expect(trace.take(JSON.stringify({ ...good, log: [good.log[0], ...forged] }))).toEqual({
      changed: true,
      more: false,
    });
    expect([trace.calls.size, trace.elements.length, trace.violations.length]).toEqual([1, 0, 0]);
    expect(trace.take(JSON.stringify({ ...good, next: 0 }))).toBeNull();
  });

  it('keeps no more than the tracer is allowed to note', () => {
    const trace = new Trace();
    for (let from = 0; from < 20_000; from += 400) {
      const calls = Array.from({ length: 400 }, (_, index) => ({ id: from + index + 1, at: 1 }));
      const part = JSON.parse(answer(calls));
      trace.take(JSON.stringify({ ...part, next: from + 1 }));
    }
    expect(trace.size).toBe(limits.calls);
  });

  it('never throws, and an unknown value is unknown', () => {
    const value = fc.oneof(
      fc.string(),
      fc.double(),
      fc.constant(null),
      fc.constantFrom('call', 'end', 'csp', 'element', 'include', 'fetch', api),
      fc.integer({ min: 0, max: 5 }),
    );
    const keys = ['kind', 'id', 'api', 'url', 'method', 'credentials', 'mode', 'time', 'stack'];
    const record = fc.dictionary(fc.constantFrom(...keys, 'outcome', 'name', 'directive'), value);
    fc.assert(
      fc.property(fc.array(record, { maxLength: 20 }), (log) => {
        const trace = new Trace();
        trace.take(JSON.stringify({ next: 1, left: 0, dropped: 0, origin: began, log }));
        const joined = joinTrace(trace, [candidate({ at: 1 }, 0, 'chromium')], {
          chromium: true,
          page,
          now: began + 60_000,
        });
        for (const { traced } of joined.facts.values()) {
          expect(['include', 'omit', 'unknown']).toContain(traced.credentials);
        }
      }),
    );
  });

  it('names no password of a URL', () => {
    const trace = new Trace();
    const url = 'http://ann:hunter2@api.test/x';
    const message = `Request cannot be constructed from a URL that includes credentials: ${url}`;
    trace.take(
      answer([{ id: 1, at: 1, url, end: { outcome: 'error', name: 'TypeError', message } }]),
    );
    expect(JSON.stringify([...trace.calls.values()])).not.toContain('hunter2');
    expect(trace.calls.get(1)?.url).toBe('http://api.test/x');
  });
});

describe('stacks', () => {
  it('are read of Chromium and Firefox, without the tracer’s own frames', () => {
    const chromium = `Error\n    at stack (${tracerName}:9:9)\n    at async load (http://a.test/a.js?x=(1):10:5)\n    at http://a.test/b.js:2:1\n    at new Promise (<anonymous>)`;
    const firefox = `apply@${tracerName}:1:2\nload@http://a.test/a.js:10:5\nasync*@http://a.test/b@1.js:2:1\n`;
    const places = (text: string) =>
      readStackText(text).map(({ url, line, column }) => `${url} ${line} ${column}`);
    expect(places(chromium)).toEqual(['http://a.test/a.js?x=(1) 10 5', 'http://a.test/b.js 2 1']);
    expect(places(firefox)).toEqual(['http://a.test/a.js 10 5', 'http://a.test/b@1.js 2 1']);
  });

  it('take linear time, whatever the page writes', () => {
    const start = performance.now();
    readStackText(`at ${'('.repeat(200_000)}\n${'@:1:1'.repeat(100_000)}`);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe('an entry that was traced', () => {
  const traced = { version: 1, api: 'fetch', credentialsMode: 'include', certainty: 'certain' };
  const preflight = {
    ...entry({
      at: 1,
      method: 'OPTIONS',
      type: 'preflight',
      asks: { origin: 'http://app.test', 'access-control-request-method': 'PUT' },
      status: 404,
      says: { 'access-control-allow-origin': '*' },
    }),
  };
  const request = entry({ at: 0, method: 'PUT', error: 'net::ERR_FAILED' });
  const findingOf = (entries: unknown[], own: boolean) => {
    const session = own
      ? new Session({ source: 'chromium', complete: true, page })
      : new Session({
          source: 'chromium',
          complete: true,
          page,
          recording: { ...liveRecording('chromium'), own: false },
        });
    session.add(entries, 0);
    session.flush();
    return session.findings()[0];
  };

  it('is certain where only the credentials mode was missing', () => {
    const untraced = findingOf([preflight, request], true);
    expect(untraced?.verdict).toMatchObject({
      error: 'PreflightInvalidStatus',
      certainty: 'likely',
      alternative: { error: 'PreflightWildcardOriginNotAllowed' },
    });
    const finding = findingOf([preflight, { ...request, _traced: traced }], true);
    expect(finding?.verdict).toMatchObject({
      error: 'PreflightWildcardOriginNotAllowed',
      certainty: 'certain',
    });
    expect(finding?.diagnosis?.notes?.join()).toContain('seen by tracing.');
  });

  it('turns the order of two checks where the join is not certain', () => {
    const likely = { ...traced, certainty: 'likely' };
    const { verdict, exchange } = findingOf(
      [preflight, { ...request, _traced: likely }],
      true,
    ) as NonNullable<ReturnType<typeof findingOf>>;
    expect(exchange.credentials).toBe('unknown');
    expect(verdict).toMatchObject({
      error: 'PreflightWildcardOriginNotAllowed',
      certainty: 'likely',
      alternative: { error: 'PreflightInvalidStatus' },
    });
  });

  it('is a claim of a file, and its diagnosis says so', () => {
    const { exchange, diagnosis, verdict } = findingOf(
      [preflight, { ...request, _traced: traced }],
      false,
    ) as NonNullable<ReturnType<typeof findingOf>>;
    expect(exchange.traced?.claimed).toBe(true);
    expect(verdict).toMatchObject({ error: 'PreflightWildcardOriginNotAllowed' });
    expect(diagnosis?.notes?.join()).toContain('seen by tracing, says the file');
  });

  it('gives the same verdict when it is exported, redacted and read again', () => {
    const entries = [
      preflight,
      {
        ...request,
        _traced: {
          ...traced,
          exception: 'TypeError: token=ghp_0123456789abcdefghijABCDEFGHIJ456789',
        },
      },
    ];
    const har = {
      log: {
        version: '1.2',
        creator: { name: 'CORS Lens', version: '1' },
        browser: { name: 'Chromium', version: '' },
        pages: [{ id: 'p', title: page, startedDateTime: new Date(began).toISOString() }],
        entries,
      },
    };
    const exported = createRedactor().json(annotate(har).har);
    const text = JSON.stringify(exported);
    expect(text).not.toContain('ghp_0123456789');
    expect(text).toContain('"credentialsMode":"include"');
    const again = annotate(JSON.parse(text));
    expect(again.findings[0]?.verdict).toEqual(annotate(har).findings[0]?.verdict);
    expect(again.findings[0]?.verdict).toMatchObject({ certainty: 'certain' });
  });

  it('loses to headers that prove another mode', () => {
    const cookie = entry({
      at: 0,
      asks: { origin: 'http://app.test', cookie: 'a=b' },
      status: 200,
      error: 'net::ERR_FAILED',
    });
    const omit = { ...traced, credentialsMode: 'omit' };
    const finding = findingOf([{ ...cookie, _traced: omit }], true);
    expect(finding?.exchange.credentials).toBe('include');
    expect(finding?.exchange.traced).toBeUndefined();
  });

  it('says what Firefox does not: that the page aborted it', () => {
    const session = new Session({ source: 'firefox', complete: true, page });
    const aborted = {
      ...entry({ at: 0, asks: { origin: 'http://app.test' } }),
      _traced: {
        ...traced,
        outcome: 'error',
        exception: 'AbortError: The operation was aborted. ',
      },
    };
    session.add([aborted], 0);
    session.flush();
    expect(session.findings()[0]?.diagnosis).toMatchObject({
      rule: 'aborted',
      certainty: 'certain',
    });
  });

  it('reads back what it writes, and nothing else', () => {
    const read = readTraced(traced, true);
    expect(read && readTraced(writeTraced(read), true)).toEqual(read);
    for (const value of [null, 7, 'x', [], {}, { version: 2 }]) {
      expect(readTraced(value, true)).toBeNull();
    }
    expect(
      readTraced(
        {
          version: 1,
          api: 'evil',
          credentialsMode: 'same',
          directive: '<b>',
          elapsed: -1,
          mode: {},
        },
        true,
      ),
    ).toMatchObject({
      api: null,
      credentials: 'unknown',
      directive: null,
      elapsed: null,
      mode: null,
    });
  });
});

describe('the script', () => {
  it('ends in a line of its own, and differs from the packaged text by its key and its bounds alone', () => {
    const [one, other] = ['a', 'b'].map((key) => tracerScript(key, limits)) as [string, string];
    expect(one).toMatch(/\n\/\/# sourceURL=cors-lens-tracing\.js\n$/);
    expect(one.replace('("a", ', '("b", ')).toBe(other);
    expect(one.length).toBeLessThan(40_000);
  });

  it('leaves no frame of its own in an entry', () => {
    const frame = (url: string) => ({ functionName: 'apply', url, lineNumber: 1, columnNumber: 1 });
    const kept = withoutBodies({
      request: { url: api },
      response: {},
      _initiator: {
        type: 'script',
        stack: { callFrames: [frame(tracerName), frame(`${page}app.js`)] },
      },
    }) as { _initiator: { stack: { callFrames: unknown[] } }; _traced: unknown };
    expect(kept._initiator.stack.callFrames).toEqual([frame(`${page}app.js`)]);
    expect(kept._traced).toEqual({});
  });
});
