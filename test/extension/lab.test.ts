import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { distFolder } from '../browser/build.ts';
import { type Row, readDetail } from '../browser/panel.ts';
import type { BrowserVerdict } from '../browser/verdicts.ts';
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

describe.each(cases)('$id', (entry) => {
  test('Chromium fails it for the reason the lab wants', () => {
    const mine = inspected.verdicts.filter(({ url }) => caseOf(url) === entry.id);
    const expected = { error: entry.error ?? null, net: entry.net ?? 'net::ERR_FAILED' };
    const said = ({ error, net }: BrowserVerdict) => ({ error, net });
    expect(mine.map(said)).toEqual(
      entry.error === undefined && entry.net === undefined ? [] : [expected],
    );
  });

  test(`the panel says ${entry.rule ?? entry.outcome ?? 'nothing'}`, () => {
    expect(complaint(entry, rows)).toBeNull();
  });

  test('and the detail says why and what to do', async () => {
    const row = rowsOf(entry, rows).find(({ rule }) => rule !== '');
    const detail = row && (await readDetail(inspected.panel, row.exchange));
    expect(detail !== undefined).toBe(entry.rule !== null);
    expect(detail?.headline).not.toBe('');
    expect(detail?.step).not.toBe('');
  });
});
