/**
 * What a terminal acts on, or what shows text in another order than it has: control and bidirectional
 * characters. Line breaks count: a value of the network stays in its line.
 */
const invisible = /[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** One line of text in which every character shows: `\u{1b}` stands for an escape character. */
export function plain(text: string): string {
  return text.replace(invisible, (char) => `\\u{${char.charCodeAt(0).toString(16)}}`);
}
