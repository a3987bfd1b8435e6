import { describe, expect, it } from 'vitest';
import { decode, isTrivial, Placeholders } from '../src/report/placeholders.ts';
import {
  isPlain,
  isResourceId,
  isUuid,
  looksMixed,
  looksRandom,
  shapeOf,
} from '../src/report/randomness.ts';
import { isUrl, replaceRandom } from '../src/report/secrets.ts';

const uuid = '550e8400-e29b-41d4-a716-446655440000';

describe('the shape of a string', () => {
  it('counts ASCII letters and digits, and nothing else', () => {
    expect(shapeOf('azAZ09')).toMatchObject({ size: 6, digits: 2, uppers: 2, lowers: 2 });
    expect(shapeOf('`{@[/:é漢 -')).toMatchObject({ size: 0, digits: 0, uppers: 0, lowers: 0 });
    expect(shapeOf('')).toMatchObject({ size: 0, surprise: 0 });
    expect(shapeOf('aBcDE-F').humps).toBe(2);
  });

  it('is the more surprising the less its neighbours belong together', () => {
    const surprises = ['the', '11', 'a1', '1a', 'qz'].map((value) => shapeOf(value).surprise);
    expect(surprises).toEqual(surprises.toSorted((a, b) => a - b));
    expect(new Set(surprises).size).toBe(5);
    expect(surprises[0]).toBe(0);
    expect(surprises.at(-1)).toBe(1);
    expect(shapeOf('aB').surprise).toBe(shapeOf('a1').surprise);
    // A change to lower case is a word's beginning, and what is no letter parts two words.
    expect(shapeOf('The').surprise).toBe(0);
    expect(shapeOf('THE').surprise).toBe(0);
    expect(shapeOf('q-z').surprise).toBe(0);
    expect(shapeOf('qz-qz').surprise).toBe(1);
    expect(shapeOf('theqz').surprise).toBe(0.25);
    expect(shapeOf('za').surprise).toBe(1);
    expect(shapeOf('ze').surprise).toBe(0);
    expect(shapeOf('ab').surprise).toBe(0);
  });
});

describe('a key that nobody named', () => {
  it.each([
    ['xK9mQ2vR7tB4nW8z', true],
    ['xK9mQ2vR7tB4nW8', false],
    ['xK9mQ2vR7tB4nW-', false],
    // Without a digit or changes of case it may be a word.
    ['xkqmzvbrwtpbnwgz', false],
    ['xkqmzvbrwtpbnwgzxkqmzvbr', false],
    ['xKqMzVbRwTpBnWgZ', false],
    ['xKqMzVbRwTpBnWgZxKqM', true],
    // Short ones must have all three kinds, or neighbours as in no word.
    ['x9k2m4q7v1b3n5w8', true],
    ['XKQMZVBRWTPBNWGZ12', true],
    ['iphone15promax2024', false],
    ['WIRELESSMOUSE2024', false],
    ['x9k2m4q7v1b3n5w8z6p0', true],
    ['x9k2m4q7v1b3n5w8z6p0r4t8y2u1', true],
    // Hexadecimal digits from 28 on.
    ['9f86d081884c7d659a2feaa0c55', false],
    ['9f86d081884c7d659a2feaa0c55a', true],
    ['0x9f86d081884c7d659a2feaa0c55a', true],
    ['abcdefabcdefabcdefabcdefabcdefab', false],
    ['aAbBcCaAbBcCaAbBcCaAbBcCaAbBcC', false],
    ['1234567890123456789012345678901234', false],
    ['20240115103000123456', false],
    // Words, names of code, dates, versions.
    ['createElementFromTemplateString', false],
    ['application-settings-page-2024', false],
    ['getUserAccountSettingsV2', false],
    ['a-b-c-d-e-f-g-h-1-2-3', false],
    ['rhythm2Vladivostok', false],
    ['wolfgang4vladivostok', false],
    ['sphinxKrzysztofNginx', false],
    ['------------------', false],
    ['2024-01-15T10:30:00.000Z', false],
    // Ids that announce themselves.
    [uuid, false],
    [`{${uuid}}`, false],
    ['507f1f77bcf86cd799439011', false],
    ['01ARZ3NDEKTSV4RRFFQ69G5FAV', false],
    ['cjld2cjxh0000qzrmn831i7rn', false],
    ['cus_NffrFeUfNV2Hib', false],
  ])('%s: %s', (value, expected) => {
    expect(looksRandom(value)).toBe(expected);
  });

  it('is eight characters long at least where a name suggests it', () => {
    expect(looksMixed('g1h2j3k4')).toBe(true);
    expect(looksMixed('z1y2x3w')).toBe(false);
    expect(looksMixed('z1y2x3w-')).toBe(false);
    expect(looksMixed('dead1234dead123')).toBe(false);
    expect(looksMixed('dead1234dead1234')).toBe(true);
    expect(looksMixed('xkqzvbwj')).toBe(true);
    expect(looksMixed('xKqZvBwJ')).toBe(true);
    expect(looksMixed('k8sNode3x')).toBe(true);
    expect(looksMixed('sphinxOxfam')).toBe(true);
    expect(looksMixed('sphinxvuex')).toBe(false);
    for (const value of [
      'deadbeef',
      'settings',
      'userName',
      '12345678',
      'invoice2024',
      'Chapter12',
      'hunter22',
      uuid,
    ])
      expect(looksMixed(value), value).toBe(false);
  });
});

describe('an id of a thing', () => {
  it('shows by its format', () => {
    for (const id of [
      uuid,
      uuid.toUpperCase(),
      `{${uuid}}`,
      '507f1f77bcf86cd799439011',
      '01ARZ3NDEKTSV4RRFFQ69G5FAV',
      'cjld2cjxh0000qzrmn831i7rn',
      'cus_NffrFeUfNV2Hib',
    ])
      expect(isResourceId(id), id).toBe(true);
    for (const other of [
      `x${uuid}`,
      `${uuid}0`,
      uuid.replaceAll('-', ''),
      '507f1f77bcf86cd79943901',
      '507f1f77bcf86cd7994390111',
      '91ARZ3NDEKTSV4RRFFQ69G5FAV',
      'xjld2cjxh0000qzrmn831i7rn',
      'cus_Nffr',
      'xcus_NffrFeUfNV2Hib',
    ])
      expect(isResourceId(other), other).toBe(false);
    expect(isUuid(uuid)).toBe(true);
    expect(isUuid('507f1f77bcf86cd799439011')).toBe(false);
  });
});

describe('a plain value', () => {
  it.each([
    ...['1', '12', '123', 'v1', 'V12', 'v1.2', 'v1.2.3', '1.2', '1.2.3', '12.345.678'],
    ...['a', 'hello', 'Hello-World', 'hello_world.foo bar', 'hello+world:x,y'],
    ...[
      'xkqz',
      'userAccountSettings',
      'strengths',
      'en-US',
      'graphql',
      'dropbox',
      'zbigniewsphinx',
    ],
    'the '.repeat(15).trim().concat('y'),
  ])('is %s', (value) => {
    expect(isPlain(value)).toBe(true);
  });

  it.each([
    ...['1234', 'v123', 'v1.2.3.4', '1.2345', 'x1', '1x', 'x1.2', '1.2x', 'xv1', 'v1x'],
    ...['', 'hello1', '-hello', 'hello--world', 'hello-', 'xkqzv', 'xkqzvbwj', 'xKqZvBwJ'],
    'the '.repeat(15).trim().concat(' x'),
  ])('is not "%s"', (value) => {
    expect(isPlain(value)).toBe(false);
  });
});

describe('a URL or a path alone', () => {
  it.each(['https://a', '/a', './a', '../a', '?a', '//a', 'a+b.c-1://x'])('is %s', (value) => {
    expect(isUrl(value)).toBe(true);
  });

  it.each(['.../a', 'a', 'a b', '/a b', '/a"', '1a://x', 'https:/a', '/', '?', '/<a>', 'x /a'])(
    'is not %s',
    (value) => {
      expect(isUrl(value)).toBe(false);
    },
  );
});

describe('a key within a run of text', () => {
  it.each([
    ['xK9mQ2vR7tB4nW8z', '#'],
    ['/files/xK9mQ2vR7tB4nW8zP3sD/name', '/files/#/name'],
    ['main.xK9mQ2vR7tB4nW8zP3sD.js', 'main.#.js'],
    ['hello.xK9mQ2vR7tB4nW8z', 'hello.#'],
    ['hello/xK9mQ2vR7tB4nW8', 'hello/xK9mQ2vR7tB4nW8'],
    ['settings-xK9mQ2vR7tB4nW8zP3sD', 'settings-#'],
    ['settings_xK9mQ2vR7tB4nW8zP3sD', 'settings_#'],
    ['settings-xK9mQ2vR7tB4nW8z', 'settings-xK9mQ2vR7tB4nW8z'],
    // Less than four letters are no word: it is part of the key.
    ['a-xK9mQ2vR7tB4nW8zP3sD-b', '#'],
    ['some-list-of-plain-words', 'some-list-of-plain-words'],
  ])('%s becomes %s', (run, safe) => {
    expect(replaceRandom(run, () => '#')).toBe(safe);
  });
});

describe('a placeholder', () => {
  it('stands for no value that says that there is none', () => {
    for (const value of [
      ...['', 'true', 'FALSE', 'null', 'undefined', '0', '1', '-1', 'me', 'include', 'same-origin'],
      ...['*', '***', '••', '<token>', '{{api key}}', '[redacted]', 'redacted-12', 'REMOVED'],
    ])
      expect(isTrivial(value), value).toBe(true);
    for (const value of [
      ...['2', '01', 'xtrue', 'truex', 'a*', '*a', '<Token1>', '<>', 'redacted-1x', 'xredacted-1'],
      '*'.repeat(100),
    ])
      expect(isTrivial(value), value).toBe(false);
    expect(isTrivial('*'.repeat(99))).toBe(true);
  });

  it('is the same for a secret however it is escaped', () => {
    const placeholders = new Placeholders();
    expect(placeholders.replace('a b/c', 'x')).toBe('redacted-1');
    for (const same of ['a+b/c', 'a%20b%2Fc', 'a%2520b%252Fc', 'a%252520b/c'])
      expect(placeholders.replace(same, 'x'), same).toBe('redacted-1');
    expect(placeholders.replace('a%25252520b/c', 'x')).toBe('redacted-2');
    expect(placeholders.replace('ab/c', 'x')).toBe('redacted-3');
  });

  it('that came with the input is given to no other secret', () => {
    const placeholders = new Placeholders();
    expect(placeholders.replace('redacted-12', 'x')).toBe('redacted-12');
    expect(placeholders.replace('redacted-7', 'x')).toBe('redacted-7');
    expect(placeholders.replace('secret', 'x')).toBe('redacted-13');
    expect(placeholders.replace('[redacted-90]', 'x')).toBe('[redacted-90]');
    expect(placeholders.replace('another', 'x')).toBe('redacted-14');
  });

  it('is counted by its place, the most frequent first', () => {
    const placeholders = new Placeholders();
    placeholders.replace('a1', 'one');
    placeholders.replace('true', 'none');
    for (const secret of ['b1', 'b2', 'b2']) placeholders.replace(secret, 'three');
    expect(placeholders.summary()).toEqual([
      { place: 'three', count: 3 },
      { place: 'one', count: 1 },
    ]);
  });

  it('is counted under 1000 names at most, each of 80 characters', () => {
    const placeholders = new Placeholders();
    placeholders.replace('a1', 'p'.repeat(80));
    placeholders.replace('a1', 'p'.repeat(81));
    for (let at = 0; at < 1_000; at++) placeholders.replace('a1', `place ${at}`);
    placeholders.replace('a1', 'place 0');
    const summary = placeholders.summary();
    expect(summary).toHaveLength(1_001);
    expect(summary).toContainEqual({ place: 'p'.repeat(80), count: 1 });
    expect(summary).toContainEqual({ place: `${'p'.repeat(79)}…`, count: 1 });
    expect(summary).toContainEqual({ place: 'place 0', count: 2 });
    expect(summary).toContainEqual({ place: 'other', count: 2 });
  });

  it('is told to whoever watches', () => {
    const placeholders = new Placeholders();
    const seen = new Map<string, string>();
    placeholders.replace('before', 'x');
    placeholders.watch(seen);
    placeholders.replace('meanwhile', 'x');
    placeholders.watch(null);
    placeholders.replace('after', 'x');
    expect([...seen]).toEqual([['meanwhile', 'redacted-2']]);
  });
});

describe('percent-encoding', () => {
  it('is undone as far as it is valid', () => {
    expect(decode('a%20b%C3%A4+c')).toBe('a bä+c');
    expect(decode('a b')).toBe('a b');
    // One wrong escape: those of ASCII are undone one by one.
    expect(decode('%FF%41%7e%')).toBe('%FFA~%');
    expect(decode('%FF%1F%80%4g')).toBe('%FF%1F%80%4g');
  });
});
