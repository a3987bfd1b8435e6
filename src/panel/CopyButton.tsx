import { useEffect, useState } from 'react';
import { copy } from './copy.ts';
import { Icon } from './icons.tsx';

/** A button that copies and says so. `text` may be made on the click. */
export function CopyButton({
  label,
  text,
  disabled = false,
  primary = false,
  look = 'button',
  testId,
}: {
  label: string;
  text: string | (() => string | Promise<string>);
  disabled?: boolean;
  primary?: boolean;
  /** "link": in a sentence; "icon": the drawing alone, where the label is the name. */
  look?: 'button' | 'link' | 'icon';
  testId?: string;
}) {
  const [state, setState] = useState<'' | 'done' | 'failed'>('');
  useEffect(() => {
    if (state === '') return;
    const timer = setTimeout(() => setState(''), 2_000);
    return () => clearTimeout(timer);
  }, [state]);
  const word = state === 'done' ? 'Copied' : state === 'failed' ? 'Copy failed' : label;
  const className = {
    button: primary ? 'button primary' : 'button',
    link: 'link',
    icon: 'icon-button',
  };
  return (
    <>
      <button
        type="button"
        className={className[look]}
        disabled={disabled}
        data-testid={testId}
        aria-label={look === 'icon' ? word : undefined}
        title={look === 'icon' ? word : undefined}
        onClick={async () => {
          const value = typeof text === 'string' ? text : await text();
          setState((await copy(value)) ? 'done' : 'failed');
        }}
      >
        {look !== 'link' && <Icon name={state === 'done' ? 'tick' : 'copy'} />}
        {look !== 'icon' && word}
      </button>
      <span className="hidden" role="status">
        {state === 'done' ? 'Copied to the clipboard' : state === 'failed' ? 'Copy failed' : ''}
      </span>
    </>
  );
}
