import { useEffect, useState } from 'react';
import { copy } from './copy.ts';
import { Icon } from './icons.tsx';

/** A button that copies and says so. `text` may be made on the click. */
export function CopyButton({
  label,
  text,
  disabled = false,
  testId,
}: {
  label: string;
  text: string | (() => string | Promise<string>);
  disabled?: boolean;
  testId?: string;
}) {
  const [state, setState] = useState<'' | 'done' | 'failed'>('');
  useEffect(() => {
    if (state === '') return;
    const timer = setTimeout(() => setState(''), 2_000);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={disabled}
        data-testid={testId}
        onClick={async () => {
          const value = typeof text === 'string' ? text : await text();
          setState((await copy(value)) ? 'done' : 'failed');
        }}
      >
        <Icon name={state === 'done' ? 'tick' : 'copy'} />
        {state === 'done' ? 'Copied' : state === 'failed' ? 'Copying was denied' : label}
      </button>
      <span className="hidden" role="status">
        {state === 'done' ? 'Copied to the clipboard' : state === 'failed' ? 'Not copied' : ''}
      </span>
    </>
  );
}
