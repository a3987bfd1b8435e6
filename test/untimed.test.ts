import { expect, test } from 'vitest';
import { Untimed } from '../src/devtools/untimed.ts';
import type { ResourceTiming } from '../src/recording/timing.ts';

/** Resource Timing given to what Firefox recorded, by a page that replies late. */
const start = Date.parse('2026-03-02T10:00:00Z');
const url = 'https://api.example.com/items';

const recorded = (at: number) => ({
  startedDateTime: new Date(start + at).toISOString(),
  request: { method: 'GET', url, headers: [] },
  response: { status: 200, headers: [] },
});

const timing = (at: number): ResourceTiming => ({
  name: url,
  startTime: start + at,
  offset: at,
  duration: 500,
  responseStatus: 200,
  initiatorType: 'fetch',
});

test('two replies at once give each request its own timing', () => {
  const untimed = new Untimed();
  const requests = [recorded(25), recorded(30), recorded(35)];
  for (const entry of requests) untimed.add(entry, start + 600);
  const waiting = untimed.waiting();
  const early = untimed.match(waiting, [timing(0), timing(10)], start + 700);
  const late = untimed.match(waiting, [timing(0), timing(10), timing(20)], start + 700);
  expect(
    [early, late].map((found) => found.map(({ entry }) => requests.indexOf(entry as never))),
  ).toEqual([[0, 1], [2]]);
  expect(untimed.size).toBe(0);
});

test('a reply counts by when it was asked for', () => {
  const untimed = new Untimed();
  untimed.add(recorded(5), start);
  expect(untimed.match(untimed.waiting(), [], start + 1_900)).toEqual([]);
  expect(untimed.match(untimed.waiting(), [], start + 2_100)).toHaveLength(1);
});

test('nothing is said of requests of a page that never replies', () => {
  const untimed = new Untimed();
  untimed.add(recorded(5), start);
  untimed.giveUp(start + 21_000);
  expect(untimed.size).toBe(1);
  untimed.giveUp(start + 23_000);
  expect(untimed.size).toBe(0);
});
