import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/session.ts';
import { decisionsOf } from '../../src/verdict/console.ts';
import { distFolder } from '../browser/build.ts';
import type { CorsMessage } from '../browser/firefox.ts';
import { type Row, readDetail } from '../browser/panel.ts';
import { cases } from '../lab/cases.ts';
import { caseOf, rowsOf, settledRows } from '../lab/inspect.ts';
import { readFindings } from './findings.ts';
import {
  callEverything,
  complaintInFirefox,
  type InspectedFirefox,
  inFirefox,
  inspectLab,
} from './inspect.ts';
import { agrees, isCertain, isFailure, reasons } from './judge.ts';

let inspected: InspectedFirefox;
let rows: Row[];
let findings: readonly Finding[];
let messages: CorsMessage[];
/** What JavaScript saw, by case. */
let saw: ReadonlyMap<string, string>;

beforeAll(async () => {
  inspected = await inspectLab(distFolder('firefox'), { headless: true });
  const { firefox, panel, id } = inspected;
  saw = await callEverything(inspected);
  rows = await settledRows(panel, 15_000, complaintInFirefox);
  ({ findings } = await readFindings(firefox, id));
  messages = await firefox.corsMessages();
});

afterAll(() => inspected?.close());

describe.each(cases.map((entry) => ({ entry, id: entry.id })))('$id', ({ entry }) => {
  const { rule, outcome } = inFirefox(entry);
  const mine = () => findings.filter(({ exchange }) => caseOf(exchange.hops[0].url) === entry.id);

  test(`the panel says ${rule ?? outcome ?? 'nothing'}`, () => {
    expect(complaintInFirefox(entry, rows)).toBeNull();
  });

  test('and the detail says why and what to do', async () => {
    const failed = rowsOf(entry, rows).find((row) => row.outcome !== 'allowed');
    if (!entry.firefox?.unsure) {
      expect(failed !== undefined).toBe(rule !== null || outcome === 'undetermined');
    }
    if (!failed) return;
    const detail = await readDetail(inspected.panel, failed.exchange);
    expect(detail?.headline).not.toBe('');
    if (failed.rule !== '') expect(detail?.step).not.toBe('');
  });

  test('and what it is certain of is what the page saw', () => {
    const verdict = mine().at(-1)?.verdict;
    const read = /^(\d|loaded|message)/.test(saw.get(entry.id) ?? '');
    if (verdict && isCertain(verdict)) expect(isFailure(verdict)).toBe(!read);
  });

  test('and the console gives the same reason', () => {
    const said = reasons(messages.filter(({ url }) => url !== null && caseOf(url) === entry.id));
    const reason = said.find((name) => name !== 'DidNotSucceed');
    const verdict = mine().at(-1)?.verdict;
    const named = verdict?.outcome === 'blocked' ? verdict.error : null;
    if (named === null) {
      // Of a connection that ends without a response Firefox itself says that it has several
      // Access-Control-Allow-Origin.
      expect([undefined, 'MultipleAllowOriginNotAllowed']).toContain(reason);
    } else expect(agrees(reason ?? 'DidNotSucceed', named)).toBe(true);
  });

  test('in the words we say that Firefox prints', () => {
    const finding = mine().at(-1);
    if (finding?.verdict.outcome !== 'blocked') return;
    const printed = messages
      .filter(({ url }) => url !== null && caseOf(url) === entry.id)
      .map(({ text }) => text);
    const ours = decisionsOf(finding.exchange, finding.verdict).find(
      ({ browser }) => browser === 'Firefox',
    );
    expect(ours?.messages).toEqual(printed);
  });
});
