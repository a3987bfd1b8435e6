import { invisible } from '../prose.ts';

/**
 * One line of text in which every character shows: `\u{1b}` stands for an escape character. Line breaks
 * count: a value of the network stays in its line.
 */
export function plain(text: string): string {
  return text
    .replaceAll('\n', '\\u{a}')
    .replace(invisible, (run) =>
      [...run].map((char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`).join(''),
    );
}
