import { describe, expect, test } from 'vitest';
import { quote } from '../src/prose.ts';
import { plain } from '../src/report/plain.ts';

/** What a reader does not see, or what reorders what he sees. */
const hidden = [
  '\u0000',
  '\u001b',
  '\u007f',
  '\u0085',
  '\u00ad',
  '\u034f',
  '\u061c',
  '\u115f',
  '\u180e',
  '\u200b',
  '\u200f',
  '\u2028',
  '\u202e',
  '\u2060',
  '\u2066',
  '\u2800',
  '\u3164',
  '\ufe0f',
  '\ufeff',
  '\uffa0',
  '\ud800',
  '\u{e0041}',
  '\u{e007f}',
  '\u{e0100}',
];

describe('one list of invisible characters', () => {
  test.each(hidden.map((char) => [(char.codePointAt(0) ?? 0).toString(16), char]))(
    'U+%s is written as an escape',
    (code, char) => {
      expect(plain(`a${char}b`)).toBe(`a\\u{${code}}b`);
      expect(quote(`a${char}b`)).toBe(`a\\u{${code.padStart(2, '0')}}b`);
    },
  );

  test.each(['plain words, 1 + 1 = 2', 'é ü ß 漢字 हिन्दी العربية', '€ → ✓ 😀'])(
    '%s stays',
    (text) => {
      expect(plain(text)).toBe(text);
      expect(quote(text)).toBe(text);
    },
  );

  test('a line feed is no character of one line', () => {
    expect(plain('a\nb')).toBe('a\\u{a}b');
  });
});
