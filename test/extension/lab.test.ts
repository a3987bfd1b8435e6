import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { distFolder } from '../browser/build.ts';
import { type Row, readDetail } from '../browser/panel.ts';
import { cases } from '../lab/cases.ts';
import {
  callEverything,
  caseOf,
  complaint,
  type InspectedLab,
  inspectLab,
  rowsOf,
  settledRows,
} from '../lab/inspect.ts';

let inspected: InspectedLab;
let rows: Row[];

beforeAll(async () => {
  inspected = await inspectLab(distFolder(), { headless: true });
  await callEverything(inspected);
  rows = await settledRows(inspected.panel);
});

afterAll(() => inspected?.close());

test('every cause of the catalogue is in the lab', () => {
  const elsewhere = [
    // session.test.ts takes the network away.
    'offline',
    // Chromium waits four minutes before it says so.
    'timeout',
    // tracing.test.ts: no request leaves the page, so only tracing tells.
    'rejected-call',
    'same-origin-mode',
  ];
  const served = new Set([...cases.map(({ rule }) => rule), ...elsewhere]);
  expect(rules.map(({ id }) => id).filter((id) => !served.has(id))).toEqual([]);
});

describe.each(cases)('$id', (entry) => {
  test('Chromium fails it for the reason the lab wants', () => {
    const said = inspected.verdicts
      .filter(({ url }) => caseOf(url) === entry.id)
      .map(({ error, net }) => ({ error, net }));
    const { error = null, net = 'net::ERR_FAILED' } = entry;
    // A service worker's own request of the same URL may fail as well, in its own way.
    if (error !== null || entry.net !== undefined) expect(said).toContainEqual({ error, net });
    else expect(said).toEqual([]);
  });

  test(`the panel says ${entry.rule ?? entry.outcome ?? 'nothing'}`, () => {
    expect(complaint(entry, rows)).toBeNull();
  });

  test('and the detail says why and what to do', async () => {
    const failed = rowsOf(entry, rows).find(({ outcome }) => outcome !== 'allowed');
    expect(failed !== undefined).toBe(entry.rule !== null || entry.outcome === 'undetermined');
    if (!failed) return;
    const detail = await readDetail(inspected.panel, failed.exchange);
    expect(detail?.headline).not.toBe('');
    if (entry.rule !== null) expect(detail?.step).not.toBe('');
  });
});
