import { describe, expect, it } from 'vitest';
import { createRedactor } from '../src/report/redact.ts';

/* Accounts, cards and telephone numbers; the check digits are those of the standards' own examples. */

describe('a number', () => {
  it.each([
    ['GB82WEST12345698765432', 'bank account'],
    ['GB82 WEST 1234 5698 7654 32', 'bank account'],
    ['DE89370400440532013000', 'bank account'],
    ['FR1420041010050500013M02606', 'bank account'],
    ['4111111111111111', 'payment card'],
    ['5555-5555-5555-4444', 'payment card'],
    ['2223 0031 2200 3222', 'payment card'],
    ['378282246310005', 'payment card'],
    ['3782 822463 10005', 'payment card'],
    ['+4917612345678', 'telephone number'],
    ['%2B14155552671', 'telephone number'],
  ])('%s is a %s', (value, place) => {
    const redactor = createRedactor();
    expect(redactor.text(`see ${value} there`)).toBe('see redacted-1 there');
    expect(redactor.summary()).toEqual([{ place, count: 1 }]);
    expect(redactor.url(`https://a.test/x/${value.replaceAll(' ', '%20')}`)).not.toContain('1111');
  });

  it.each([
    'GB82WEST12345698765433',
    'XGB82WEST12345698765432',
    '4111111111111112',
    '41111111111111111',
    '1.4111111111111111',
    '1767603600000000',
    '378282246310006',
    '+0491761234567',
    '+491761',
    '1+4917612345678',
    '2026-01-05T09:00:00+0100',
  ])('%s is none', (value) => {
    expect(createRedactor().text(`see ${value} there`)).toBe(`see ${value} there`);
  });
});
