import { type ReactNode, useEffect, useState } from 'react';

/** Code to be read and copied. Colours come when the highlighter is loaded; the text never changes. */
export function Code({
  text,
  language,
  label,
  testId,
}: {
  text: string;
  language: string;
  label: string;
  testId?: string;
}) {
  const [coloured, setColoured] = useState<{ text: string; nodes: ReactNode } | null>(null);
  useEffect(() => {
    let current = true;
    import('./highlight.ts')
      .then(({ highlight }) => highlight(text, language))
      .then(
        (nodes) => current && setColoured({ text, nodes }),
        () => {},
      );
    return () => {
      current = false;
    };
  }, [text, language]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section className="code" aria-label={label} tabIndex={0}>
      <pre data-testid={testId}>{coloured?.text === text ? coloured.nodes : text}</pre>
    </section>
  );
}
