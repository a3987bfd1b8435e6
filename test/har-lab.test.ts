import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { annotate } from '../src/report/annotate.ts';
import { caseOf } from './lab/inspect.ts';

/* Some cases of the lab as tools recorded them (`npm run record`), cut to what they are about. */

const causes: Readonly<Record<string, string | null>> = {
  'ok-wildcard': null,
  'ok-credentials': null,
  'ok-preflight': null,
  'ok-redirect': null,
  unauthenticated: 'unauthenticated',
  'allow-origin-missing': 'allow-origin-missing',
  'allow-methods': 'allow-methods',
  'preflight-unauthenticated': 'preflight-unauthenticated',
  'login-redirect-followed': 'login-redirect',
  'connection-refused': 'connection-refused',
};

/** What each file names, of the causes that are no null; the others it must say it lacks. */
const named: Readonly<Record<string, readonly string[]>> = {
  chrome: Object.keys(causes).filter((id) => causes[id] !== null),
  'chrome-sanitized': Object.keys(causes).filter((id) => causes[id] !== null),
  playwright: ['connection-refused'],
  mitmproxy: Object.keys(causes).filter((id) => causes[id] && id !== 'connection-refused'),
  'chrome-har': ['allow-methods', 'preflight-unauthenticated'],
  'chrome-har-capturer': ['allow-methods', 'preflight-unauthenticated'],
  'puppeteer-har': ['allow-methods', 'preflight-unauthenticated'],
};

describe.each(Object.entries(named))('%s', (name, known) => {
  const text = readFileSync(new URL(`har/lab/${name}.har`, import.meta.url), 'utf8');
  const { findings, lacks } = annotate(JSON.parse(text));
  const of = (id: string) => findings.filter(({ exchange }) => caseOf(exchange.hops[0].url) === id);

  it('names the causes it holds, and no other', () => {
    const told = Object.entries(causes).flatMap(([id]) =>
      of(id).flatMap(({ diagnosis }) => (diagnosis ? [[id, diagnosis.rule]] : [])),
    );
    expect(told).toEqual(
      Object.keys(causes)
        .filter((id) => known.includes(id))
        .map((id) => [id, causes[id]]),
    );
  });

  it('raises no alarm about what passed', () => {
    for (const id of Object.keys(causes).filter((each) => causes[each] === null)) {
      const outcomes = of(id).map(({ verdict }) => verdict.outcome);
      expect(outcomes.filter((outcome) => outcome !== 'allowed')).toEqual([]);
    }
  });

  it('says that it lacks the rest', () => {
    const missing = Object.keys(causes).filter((id) => causes[id] && !known.includes(id));
    expect(missing.length === 0 || lacks.some((line) => /failed/.test(line))).toBe(true);
  });
});
