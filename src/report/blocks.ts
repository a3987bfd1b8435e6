import type { DocumentationLink } from './pages.ts';
import { plain } from './plain.ts';

/** Running text, in which `names` stand between backticks, and values that are shown to the letter. */
export type Inline = readonly (string | { readonly code: string })[];

/** A report without its form: what Markdown and HTML both write. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: Inline }
  | { readonly kind: 'paragraph'; readonly text: Inline }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Inline[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'links'; readonly items: readonly DocumentationLink[] };

/** A list of sentences; nothing where there are none. */
export function bullets(notes: readonly string[]): Block[] {
  return notes.length === 0
    ? []
    : [{ kind: 'list', ordered: false, items: notes.map((note) => [note]) }];
}

/** Values as code, the first `most` of them. */
export function codes(values: readonly string[], most: number): Inline {
  const shown = values
    .slice(0, most)
    .flatMap((code, index) => [...(index > 0 ? [', '] : []), { code }]);
  return values.length > most ? [...shown, ` and ${values.length - most} more`] : shown;
}

/** The lines of a code block without those that are empty at its end; tabs stay, what hides is shown. */
export function codeLines(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t').map(plain).join('\t'));
}
