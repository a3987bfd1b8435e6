import { describe, expect, it } from 'vitest';
import { stacks } from '../src/fixes/index.ts';
import type { Policy } from '../src/fixes/types.ts';
import { bodyLines } from '../src/panel/body.ts';
import { compare } from '../src/panel/compare.ts';
import { bodyOf, logSearchOf, promptOf } from '../src/panel/copies.ts';
import { diffOf } from '../src/panel/diff.ts';
import { partsOf } from '../src/panel/highlight.tsx';
import { chips, groupOf, type Row, rowsOf, type View } from '../src/panel/list.ts';
import { defaults, readPreferences, withStack } from '../src/panel/preferences.ts';
import { type Before, beforeReload, fixedOf } from '../src/panel/since.ts';
import { shownLines, snippetLines } from '../src/panel/snippet.ts';
import { excerpt } from '../src/panel/source.ts';
import { stationsOf } from '../src/panel/stations.ts';
import { Store } from '../src/panel/store.ts';
import { headlineOf, isProblem, kindOf, responseOf } from '../src/report/summary.ts';
import type { Finding } from '../src/session.ts';
import { type Case, cors, entriesOf, jsonPost, preflightOk } from './build.ts';
import { allCases, findingsOf, shownWith, snapshotOf, states } from './states.ts';

const crashed: Case = {
  name: 'crashed',
  response: { status: 500, headers: { Server: 'nginx' } },
  error: 'MissingAllowOriginHeader',
};
const refused: Case = {
  name: 'the preflight wants a login',
  ...jsonPost,
  preflight: { status: 401 },
  error: 'PreflightMissingAllowOriginHeader',
};
const fine: Case = { name: 'fine', response: { status: 200, headers: cors }, error: null };

const view: View = { chip: 'all', text: '', order: 'cause', folds: new Map() };
const one = (test: Case): Finding => findingsOf(test, 'case')[0] as Finding;
const many = (test: Case, count: number): Finding[] =>
  Array.from({ length: count }, (_, index) => findingsOf(test, `case ${index}`)).flat();
/** The same failure of so many endpoints. */
const endpoints = (test: Case, count: number): Finding[] =>
  Array.from({ length: count }, (_, index) =>
    findingsOf({ ...test, url: `https://api.example.com/part${index}x` }, `endpoint ${index}`),
  ).flat();
/** So many requests of one endpoint. */
const numbered = (test: Case, count: number): Finding[] =>
  Array.from({ length: count }, (_, index) =>
    findingsOf(
      { ...test, url: `https://api.example.com/orders/${index}?page=${index}` },
      `n ${index}`,
    ),
  ).flat();
const policy: Policy = {
  origins: ['https://app.example.com'],
  credentials: true,
  methods: ['GET', 'PUT'],
  headers: ['content-type', 'x-api-key'],
  exposed: ['etag'],
  server: 'https://api.example.com',
  maxAge: 600,
  leftOut: [],
};
const groups = (rows: readonly Row[]) => rows.filter((row) => row.kind === 'group');

describe('the headline', () => {
  it('is the cause, with a kind that says whether CORS is the problem', () => {
    for (const finding of allCases()) {
      const { heading } = headlineOf(finding);
      expect(heading.length).toBeGreaterThan(3);
      if (finding.diagnosis?.misleading) {
        expect(['notcors', 'noresponse'], heading).toContain(kindOf(finding));
      }
    }
    expect(kindOf(one(crashed))).toBe('notcors');
    expect(kindOf(one(refused))).toBe('blocked');
  });
});

describe('the list', () => {
  it('groups by cause and server', () => {
    const rows = rowsOf([...many(refused, 10), ...many(crashed, 3), one(fine)], view);
    expect(
      groups(rows).map(({ cause, where, status, members }) => [
        cause,
        where,
        status,
        members.length,
      ]),
    ).toEqual([
      [one(refused).diagnosis?.title, 'POST /v1/items · api.example.com', 'preflight 401', 10],
      [one(crashed).diagnosis?.title, 'GET /v1/items · api.example.com', '500', 3],
    ]);
    // One endpoint says no more than its group, until it is opened.
    expect(rows).toHaveLength(2 + 1);
  });

  it('puts an outage into one group, whatever the method or stage', () => {
    const down = (method: string, more: Partial<Case>): Case => ({
      name: method,
      method,
      response: { status: 502 },
      error: 'MissingAllowOriginHeader',
      ...more,
    });
    const outage = [
      one(down('GET', {})),
      one(down('POST', {})),
      one(
        down('PUT', {
          headers: { 'X-Api-Key': '1' },
          preflight: { status: 502 },
          error: 'PreflightMissingAllowOriginHeader',
        }),
      ),
    ].map((finding, index) => ({
      ...finding,
      exchange: { ...finding.exchange, id: `outage ${index}` },
    }));
    const [group] = groups(rowsOf(outage, view));
    expect(group?.members).toHaveLength(3);
  });

  it('counts places within a group, and groups as one', () => {
    const two = endpoints(crashed, 2);
    const rows = rowsOf([...two, one(refused), one(fine)], view);
    expect(
      rows.map((row) => (row.kind === 'heading' ? '' : `${row.position} of ${row.siblings}`)),
    ).toEqual(['1 of 3', '2 of 3', '1 of 2', '2 of 2', '3 of 3']);
  });

  it('folds groups of many endpoints until they are opened, and never one that was open', () => {
    const few = rowsOf(endpoints(crashed, 3), view);
    expect(few).toHaveLength(4);
    const key = few[0]?.key as string;
    const large = endpoints(crashed, 200);
    expect(rowsOf(large, view)).toHaveLength(1);
    expect(rowsOf(large, { ...view, folds: new Map([[key, true]]) })).toHaveLength(201);
    expect(rowsOf(endpoints(crashed, 3), { ...view, folds: new Map([[key, false]]) })).toHaveLength(
      1,
    );
  });

  it('puts requests of one endpoint into one row', () => {
    const rows = rowsOf([...endpoints(crashed, 2), ...numbered(crashed, 40)], view);
    const members = rows.flatMap((row) => (row.kind === 'finding' ? [row.members.length] : []));
    expect(members).toEqual([1, 1, 40]);
  });

  it('leaves out hidden hosts, or every other one', () => {
    const findings = [one(crashed), one({ ...crashed, url: 'https://other.example/items' })];
    const hosts = (change: Partial<View>) =>
      rowsOf(findings, { ...view, ...change, order: 'time' }).length;
    expect(hosts({ hidden: ['other.example'] })).toBe(1);
    expect(hosts({ only: 'other.example' })).toBe(1);
    expect(hosts({ only: 'third.example' })).toBe(0);
  });

  it('keeps the order of the requests when it does not group', () => {
    const findings = allCases();
    const rows = rowsOf(findings, { ...view, order: 'time' });
    expect(rows.map(({ key }) => key)).toEqual(findings.map(({ exchange }) => exchange.id));
  });

  it('finds words anywhere, all of them, and leaves out what is excluded', () => {
    const findings = [one(crashed), one(refused), one(fine)];
    const count = (text: string) => rowsOf(findings, { ...view, text, order: 'time' }).length;
    expect(count('')).toBe(3);
    expect(count('500')).toBe(1);
    expect(count('API.example 401')).toBe(1);
    expect(count('server-error')).toBe(1);
    expect(count('PreflightMissing')).toBe(1);
    expect(count('-post')).toBe(2);
    expect(count('500 401')).toBe(0);
    expect(count('[')).toBe(0);
  });

  it('has chips that do not overlap: the problems are parted by three of them', () => {
    for (const finding of allCases()) {
      const held = chips.filter(({ holds }) => holds(finding)).map(({ id }) => id);
      const problem = isProblem(finding);
      expect(held.at(-1)).toBe('all');
      expect(held.includes('problems')).toBe(problem);
      expect(held.filter((id) => ['cors', 'notcors', 'noresponse'].includes(id))).toHaveLength(
        problem ? 1 : 0,
      );
      if (problem) expect(held).not.toContain('warnings');
    }
  });
});

describe('after a reload', () => {
  const since = (findings: readonly Finding[]) => beforeReload(null, findings, 0) as Before;

  it('is fixed what was requested again and passed', () => {
    const failures = numbered(crashed, 3);
    expect(fixedOf(since(failures), [])).toEqual([]);
    expect(fixedOf(since(failures), [...numbered(crashed, 1), ...numbered(fine, 1)])).toEqual([]);
    expect(fixedOf(since(failures), numbered(fine, 2))).toMatchObject([
      { title: failures[0]?.diagnosis?.title, count: 3, status: 'now 200' },
    ]);
  });

  it('is new or still failing what fails', () => {
    const keys = new Set(since(many(crashed, 1)).failures.map(groupOf));
    const rows = rowsOf([one(crashed), one(refused)], { ...view, before: keys });
    expect(rows.map((row) => (row.kind === 'finding' ? row.state : row.key))).toEqual([
      'heading new',
      'new',
      'heading still',
      'still',
    ]);
  });

  it('the store compares a page with itself, and Clear can be undone', () => {
    const store = new Store();
    const failed = shownWith(many(crashed, 2));
    store.receive(snapshotOf(failed));
    expect(store.get().before).toBeNull();
    store.receive(snapshotOf(shownWith([])));
    expect(store.get().before?.failures).toHaveLength(2);
    // Another page is no reload.
    store.receive(snapshotOf(shownWith(many(refused, 1))));
    store.receive(snapshotOf(shownWith([], { page: 'https://elsewhere.example/' })));
    expect(store.get().before).toBeNull();

    store.receive(snapshotOf(failed));
    store.clear();
    store.receive(snapshotOf(shownWith([])));
    expect(store.get()).toMatchObject({ findings: [], before: null, cleared: 2 });
    store.restore();
    expect(store.get().findings).toHaveLength(2);
    expect(store.get()).toMatchObject({ cleared: 0, restored: 2 });
  });
});

describe('the change', () => {
  it('marks what differs', () => {
    const lines = diffOf([
      { header: 'access-control-allow-headers', from: 'content-type', to: 'content-type, x-id' },
      { header: 'access-control-allow-methods', from: 'GET,PATCH,PUT', to: 'GET, PUT' },
      {
        header: 'access-control-allow-origin',
        from: 'https://a.example/',
        to: 'https://a.example',
      },
      { header: 'access-control-allow-origin', from: null, to: 'https://a.example' },
      { header: 'vary', from: null, to: 'Origin' },
    ]);
    expect(
      lines.map(
        ({ sign, text, marked }) => `${sign} ${text}${marked ? ` [${text.slice(...marked)}]` : ''}`,
      ),
    ).toEqual([
      '- Access-Control-Allow-Headers: content-type',
      '+ Access-Control-Allow-Headers: content-type, x-id [x-id]',
      '- Access-Control-Allow-Methods: GET,PATCH,PUT [PATCH]',
      '+ Access-Control-Allow-Methods: GET, PUT',
      '- Access-Control-Allow-Origin: https://a.example/ [/]',
      '+ Access-Control-Allow-Origin: https://a.example',
      '- (no Access-Control-Allow-Origin)',
      '+ Access-Control-Allow-Origin: https://a.example',
      '+ Vary: Origin',
    ]);
  });

  it('shows a config from the lines that matter', () => {
    for (const stack of stacks) {
      const text = stack.render(policy);
      const { lines, start } = snippetLines(text, [
        { header: 'access-control-allow-origin', from: null, to: 'https://app.example.com' },
      ]);
      const shown = lines.slice(start, start + shownLines);
      // A proxy under the page's own origin names no origin.
      if (lines.some(({ key }) => key))
        expect(
          shown.some(({ key }) => key),
          stack.id,
        ).toBe(true);
      expect(lines.map(({ text, indent }) => ' '.repeat(indent) + text).join('\n')).toBe(
        text.replaceAll('\t', '    ').trimEnd(),
      );
    }
  });
});

describe('an error response', () => {
  it('is laid out, and the line that says what went wrong is marked', () => {
    const lines = bodyLines('{"status":500,"message":"no such column","path":"/x"}');
    expect(lines.find(({ mark }) => mark === 'error')?.text).toBe('  "message": "no such column",');
    expect(bodyLines('<h1>Bad</h1>').map(({ text }) => text)).toEqual(['<h1>Bad</h1>']);
  });

  it('shows a stack line by line, the first of the application marked', () => {
    const stack = [
      'QueryFailedError: no such column',
      '    at Query.run (/app/node_modules/pg/lib/query.js:12:3)',
      '    at OrderService.find (/app/src/orders.service.ts:41:12)',
      '    at C:\\new\\tools.js:1:1',
    ].join('\n');
    const lines = bodyLines(JSON.stringify({ message: 'no such column', stack }));
    expect(lines.filter(({ mark }) => mark === 'frame').map(({ text }) => text.trim())).toEqual([
      'at OrderService.find (/app/src/orders.service.ts:41:12)',
    ]);
    expect(lines.at(-2)?.text).toContain('C:\\\\new\\\\tools.js');
  });

  it.each([
    'Traceback (most recent call last):\n  File "/srv/app/views.py", line 8, in list',
    'java.lang.NullPointerException: x\n\tat java.base/a.b(C.java:1)\n\tat com.shop.Api.list(Api.java:8)',
    'PHP Fatal error: x\n#0 /srv/vendor/a.php(1): a()\n#1 /srv/app/Api.php(8): list()',
  ])('marks a line of %j', (body) => {
    expect(bodyLines(body).filter(({ mark }) => mark === 'frame')).toHaveLength(1);
  });

  it('is found in the logs by its status, server and ids, without the secrets of its URL', () => {
    const { exchange } = one({
      ...crashed,
      url: 'https://api.example.com/orders?access_token=planted-secret-token',
      response: { status: 500, headers: { Server: 'nginx', 'X-Request-Id': '7f3a-91' } },
    });
    const text = logSearchOf(exchange.hops[0]);
    expect(text).toContain('500 Internal Server Error at 2026-');
    expect(text).toMatch(/\nserver: nginx\nx-request-id: 7f3a-91$/);
    expect(text).not.toContain('planted');
  });

  it('leaves without its secrets', () => {
    const body = JSON.stringify({ message: 'bad token', password: 'planted-password' });
    expect(bodyOf(body)).toContain('"message": "bad token"');
    expect(bodyOf(body)).not.toContain('planted');
    expect(bodyOf('Authorization: Bearer planted.token.value12345')).not.toContain('planted');
  });
});

describe('the prompt for a coding assistant', () => {
  it('has cause, call, change and what to search for, and no secrets', () => {
    const finding = one({
      ...refused,
      url: 'https://api.example.com/a?access_token=planted-token-1',
    });
    const prompt = promptOf(finding, [finding], { 'api.example.com': 'express' });
    for (const part of [
      'https://app.example.com/main.js, line 12',
      '+ Access-Control-Allow-Origin: https://app.example.com',
      'The server looks like Express',
      'Search the project for:',
      'curl',
    ]) {
      expect(prompt).toContain(part);
    }
    expect(prompt).not.toContain('planted');
  });
});

describe('the lines around a call', () => {
  const source = ['one', '  two', '    three(', '      4', '    );', '  }', '', ''].join('\r\n');

  it('are those of the call without the indent they share', () => {
    expect(excerpt(source, 4, 7)).toEqual([
      { number: 2, text: 'two', call: false },
      { number: 3, text: '  three(', call: false },
      { number: 4, text: '    4', call: true },
      { number: 5, text: '  );', call: false },
      { number: 6, text: '}', call: false },
    ]);
  });

  it('are none where the file has no such line', () => {
    expect(excerpt(source, 80, 1)).toEqual([]);
    expect(excerpt('', 2, 1)).toEqual([]);
    expect(excerpt('fetch(url)', 1, 1)).toEqual([{ number: 1, text: 'fetch(url)', call: true }]);
  });

  it('are those around the column in a file of one line', () => {
    const minified = `${'a();'.repeat(50_000)}fetch("here");${'b();'.repeat(50_000)}`;
    const [line, ...more] = excerpt(minified, 1, 200_001);
    expect(more).toEqual([]);
    expect(line?.text).toContain('fetch("here")');
    expect(line?.text.length).toBeLessThan(200);
  });
});

describe('the request path', () => {
  const path = (finding: Finding) =>
    stationsOf(finding.exchange, finding.verdict).map(({ label, status, said, state }) =>
      [label, status, said, state].filter(Boolean).join(' '),
    );

  it('stops where the browser stopped, and marks what was never sent', () => {
    expect(path(one(refused))).toEqual([
      'Page ok',
      'Preflight 401 Unauthorized bad',
      'Response not sent off',
    ]);
    expect(path(one(crashed))).toEqual([
      'Page ok',
      'Preflight not needed off',
      'Response 500 server error bad',
    ]);
  });

  it('goes as far as the error code proves the connection', () => {
    const failing = (error: string, url = 'https://api.example.com/items') =>
      path(one({ name: error, url, response: { error }, error: null }));
    expect(failing('net::ERR_CERT_DATE_INVALID')).toEqual([
      'Page ok',
      'DNS ok',
      'TCP ok',
      'TLS failed here bad',
      'Response off',
    ]);
    expect(failing('net::ERR_CONNECTION_REFUSED', 'http://127.0.0.1:4000/')).toEqual([
      'Page ok',
      'TCP failed here bad',
      'Response off',
    ]);
    expect(failing('net::ERR_NAME_NOT_RESOLVED')[1]).toBe('DNS failed here bad');
  });

  it('marks exactly one stop of every failure, and none of a success', () => {
    for (const finding of allCases()) {
      const marked = stationsOf(finding.exchange, finding.verdict).filter(
        ({ state }) => state === 'bad' || state === 'unknown',
      );
      const bad = marked.filter(({ state }) => state === 'bad');
      if (finding.verdict.outcome === 'allowed') expect(marked).toEqual([]);
      else expect(bad.length === 1 || marked.length === 1, finding.exchange.id).toBe(true);
    }
  });
});

describe('requested against allowed', () => {
  it('refuses something of every blocked exchange whose response was seen, and nothing of a success', () => {
    for (const { exchange, verdict } of allCases()) {
      // Their headers do refuse the page: something in the browser lets it through all the same.
      if (exchange.id.startsWith('hidden-by-override')) continue;
      const rows = compare(exchange, verdict);
      const refusals = rows.flatMap(({ preflight, response }) =>
        [preflight, response].filter((said) => said?.passes === false),
      );
      if (rows.length === 0) continue;
      if (verdict.outcome === 'allowed') expect(refusals).toEqual([]);
      else if (verdict.outcome === 'blocked' && !/Redirect|Scheme/.test(verdict.error)) {
        expect(refusals.length, `${exchange.id} ${verdict.error}`).toBeGreaterThan(0);
      }
    }
  });

  it('ticks and crosses each requested header', () => {
    const finding = one({
      name: 'one of two headers is allowed',
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'X-Api-Key': '1' },
      preflight: preflightOk,
      error: 'HeaderDisallowedByPreflightResponse',
    });
    expect(
      compare(finding.exchange, finding.verdict)
        .filter(({ what }) => what === 'Header')
        .map(({ requested, preflight }) => [requested, preflight?.passes]),
    ).toEqual([
      ['content-type', true],
      ['x-api-key', false],
    ]);
  });
});

describe('what is remembered', () => {
  it('survives anything that storage may hold', () => {
    expect(readPreferences({})).toEqual(defaults);
    expect(
      readPreferences({
        chip: 7,
        text: {},
        order: [],
        split: -1,
        splitAbove: 'x',
        shell: 'fish',
        stacks: [1],
        folds: {},
        hidden: [7],
      }),
    ).toEqual(defaults);
    const chosen = {
      ...defaults,
      chip: 'all',
      text: 'x',
      order: 'time',
      split: 50,
      folds: ['headers'],
    } as const;
    expect(readPreferences(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
  });

  it('forgets the stacks chosen for longest ago', () => {
    let stacks: Readonly<Record<string, string>> = {};
    for (let i = 0; i < 150; i += 1) stacks = withStack(stacks, `api${i}.example.com`, 'nginx');
    expect(Object.keys(stacks)).toHaveLength(100);
    expect(stacks['api149.example.com']).toBe('nginx');
  });
});

describe('the store', () => {
  it('keeps what it shows while a worker that knows nothing takes over', () => {
    const store = new Store();
    store.receive(snapshotOf(shownWith(many(crashed, 3))));
    store.receive(snapshotOf({ ...shownWith([]), connected: false }));
    expect(store.get().findings).toHaveLength(3);
    store.receive(snapshotOf(shownWith(many(crashed, 4))));
    expect(store.get().findings).toHaveLength(4);
  });
});

describe('the gallery', () => {
  it('has a state for every case', () => {
    expect(allCases().length).toBeGreaterThan(100);
    expect(new Set(allCases().map(({ exchange }) => exchange.id)).size).toBe(allCases().length);
    expect(entriesOf(crashed)).toHaveLength(1);
    for (const make of Object.values(states)) expect(() => make()).not.toThrow();
    expect(responseOf(one(crashed))).toBe('500');
  });
});

describe('the colours of code', () => {
  it.each([
    ["origin: ['https://a.example'], // the page's", 'js', ['tok-string', 'tok-comment']],
    ['add_header Vary Origin always; # "always"', 'nginx', ['tok-comment']],
    ["curl -i 'https://api.example/#part'", 'sh', ['tok-string']],
    ['<!-- one layer -->', 'xml', ['tok-comment']],
    ["it's open", 'txt', []],
  ])('%s', (line, language, kinds) => {
    const parts = partsOf(line, language);
    expect(parts.map(({ text }) => text).join('')).toBe(line);
    expect(parts.flatMap(({ kind }) => kind ?? [])).toEqual(kinds);
  });
});
