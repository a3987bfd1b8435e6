import { Fragment } from 'react';
import { Coloured } from './highlight.tsx';

/** Code to be read and copied. */
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
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section className="code" aria-label={label} tabIndex={0}>
      <pre data-testid={testId}>
        {text.split('\n').map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
          <Fragment key={index}>
            {index > 0 && '\n'}
            <Coloured line={line} language={language} />
          </Fragment>
        ))}
      </pre>
    </section>
  );
}
