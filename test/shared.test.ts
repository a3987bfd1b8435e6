import { describe, expect, it } from 'vitest';
import { createRedactor } from '../src/report/redact.ts';
import { sharer } from '../src/report/shared.ts';

const entry = () => ({
  _initiator: { type: 'script', lineNumber: 1 },
  request: {
    headers: [
      { name: 'Accept', value: '*/*' },
      { value: '*/*', name: 'Accept' },
      { name: 'Accept', value: '*/*', comment: 'twice' },
      { name: 'X-Long', value: 'x'.repeat(1_000) },
      null,
    ],
  },
  response: { headers: [{ name: 'Accept', value: '*/*' }] },
});

describe('shared header lines', () => {
  it('are one object where they are written the same, and everything is written as before', () => {
    const share = sharer();
    const [one, other] = [share(entry()), share(entry())];
    expect(other.request.headers[0]).toBe(one.request.headers[0]);
    expect(other.response.headers[0]).toBe(one.request.headers[0]);
    expect(other._initiator).toBe(one._initiator);
    for (const at of [1, 2, 3]) expect(other.request.headers[at]).not.toBe(one.request.headers[at]);
    expect(JSON.stringify(other)).toBe(JSON.stringify(entry()));
  });

  it('are forgotten before they are too many', () => {
    const share = sharer();
    const first = share(entry());
    const many = Array.from({ length: 20_001 }, (_, n) => ({ name: 'X-Id', value: String(n) }));
    share({ request: { headers: many } });
    const last = share(entry());
    expect(last.request.headers[0]).not.toBe(first.request.headers[0]);
    expect(last).toEqual(entry());
  });
});

describe('a header line with a secret', () => {
  it.each([
    { name: 'Authorization', value: 'Bearer t1.kJ8s7dHq2LmN4pQ9' },
    { value: 'Bearer t1.kJ8s7dHq2LmN4pQ9', name: 'Authorization' },
  ])('is redacted and counted once: $name', (line) => {
    const redactor = createRedactor();
    const safe = redactor.json({ headers: [line] });
    expect(Object.keys(safe.headers[0] ?? {})).toEqual(Object.keys(line));
    expect(JSON.stringify(safe)).not.toContain('kJ8s7dHq2LmN4pQ9');
    expect(redactor.summary().map(({ count }) => count)).toEqual([1]);
  });
});
