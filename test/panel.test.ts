import { describe, expect, it } from 'vitest';
import { compare } from '../src/panel/compare.ts';
import { chips, isProblem, type Row, rowsOf, type View } from '../src/panel/list.ts';
import { defaults, readPreferences, withStack } from '../src/panel/preferences.ts';
import { stationsOf } from '../src/panel/stations.ts';
import { Store } from '../src/panel/store.ts';
import { headlineOf, kindOf, responseOf } from '../src/report/summary.ts';
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

const view: View = { chip: 'all', text: '', order: 'cause', toggled: new Set() };
const one = (test: Case): Finding => findingsOf(test, 'case')[0] as Finding;
const many = (test: Case, count: number): Finding[] =>
  Array.from({ length: count }, (_, index) => findingsOf(test, `case ${index}`)).flat();
const groups = (rows: readonly Row[]) => rows.filter((row) => row.kind === 'group');

describe('the headline', () => {
  it('opens with the correction when CORS is not the problem', () => {
    expect(headlineOf(one(crashed)).heading).toBe(
      'Not a CORS problem: the server returned 500 Internal Server Error',
    );
  });

  it('never corrects what is a CORS problem', () => {
    for (const finding of allCases()) {
      const { heading } = headlineOf(finding);
      expect(heading.startsWith('Not a CORS problem')).toBe(finding.diagnosis?.misleading ?? false);
      expect(heading.length).toBeGreaterThan(5);
    }
  });
});

describe('the list', () => {
  it('groups by cause, server and answer', () => {
    const rows = rowsOf([...many(refused, 10), ...many(crashed, 3), one(fine)], view);
    expect(groups(rows).map(({ cause, where, members }) => [cause, where, members.length])).toEqual(
      [
        [one(crashed).diagnosis?.title, 'api.example.com · returned 500', 3],
        [one(refused).diagnosis?.title, 'api.example.com · preflight returned 401', 10],
      ],
    );
    expect(rows).toHaveLength(2 + 13 + 1);
  });

  it('counts places within a group, and groups as one', () => {
    const rows = rowsOf([...many(crashed, 2), one(refused), one(fine)], view);
    expect(rows.map(({ position, siblings }) => `${position} of ${siblings}`)).toEqual([
      '1 of 3',
      '1 of 2',
      '2 of 2',
      '2 of 3',
      '3 of 3',
    ]);
  });

  it('folds large groups until they are opened, and small ones when asked', () => {
    const large = rowsOf(many(crashed, 200), view);
    expect(large).toHaveLength(1);
    const key = large[0]?.key as string;
    expect(rowsOf(many(crashed, 200), { ...view, toggled: new Set([key]) })).toHaveLength(201);
    expect(rowsOf(many(crashed, 3), { ...view, toggled: new Set([key]) })).toHaveLength(1);
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

  it('puts every finding under All, and every failure under Problems', () => {
    const findings = allCases();
    for (const finding of findings) {
      const held = chips.filter(({ holds }) => holds(finding)).map(({ id }) => id);
      expect(held).toContain('all');
      expect(held.includes('problems')).toBe(isProblem(finding));
      expect(held.includes('blocked') || held.includes('failed')).toBe(isProblem(finding));
      if (kindOf(finding) === 'misleading') expect(held).toContain('misleading');
    }
  });
});

describe('the stations', () => {
  it('stop where the browser stopped, and mark what was never sent', () => {
    const finding = one(refused);
    expect(
      stationsOf(finding.exchange, finding.verdict).map(({ label, status, state }) => [
        label,
        status,
        state,
      ]),
    ).toEqual([
      ['Page', '', 'passed'],
      ['Preflight', '401', 'failed'],
      ['Response', 'not sent', 'unsent'],
    ]);
  });

  it('mark exactly one stop of every failure, and none of a success', () => {
    for (const { exchange, verdict } of allCases()) {
      const marked = stationsOf(exchange, verdict).filter(
        ({ state }) => state === 'failed' || state === 'unknown',
      );
      expect(marked).toHaveLength(verdict.outcome === 'allowed' ? 0 : 1);
    }
  });
});

describe('asked against allowed', () => {
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

  it('ticks and crosses each header that was asked for', () => {
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
        .map(({ asked, preflight }) => [asked, preflight?.passes]),
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
      readPreferences({ chip: 7, text: {}, order: [], split: -1, shell: 'fish', stacks: [1] }),
    ).toEqual(defaults);
    const chosen = { ...defaults, chip: 'all', text: 'x', order: 'time', split: 50 } as const;
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
    expect(responseOf(one(crashed))).toBe('returned 500');
  });
});
