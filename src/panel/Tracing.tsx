import { useSyncExternalStore } from 'react';
import type { TracingState } from '../messages.ts';
import type { TracingClient } from './tracing.ts';
import { WordButton } from './WordButton.tsx';

/** What is known of the traced load, as it changes. */
export function useTracing(tracing: TracingClient): TracingState {
  return useSyncExternalStore(tracing.subscribe, tracing.get, tracing.get);
}

/** What a click does, and what it leaves out. */
export function aboutTracing({ without }: TracingClient): string {
  return `Reloads the page once with a script that notes each call’s credentials, mode and error. ${without}`;
}

/** The toolbar's button, and beside it whether the page that is shown is traced. */
export function TraceButton({ tracing }: { tracing: TracingClient }) {
  const { phase, calls, dropped } = useTracing(tracing);
  return (
    <>
      <WordButton
        bare
        word="Reload with tracing"
        title={`Reload with tracing. ${aboutTracing(tracing)}`}
        icon="trace"
        testId="trace"
        onClick={() => tracing.start()}
      />
      {phase !== 'off' && (
        <span
          className="badge traced"
          role="status"
          data-testid="traced"
          title={`${calls.toLocaleString('en')} calls seen${
            dropped > 0 ? `, ${dropped.toLocaleString('en')} more not noted` : ''
          }. Tracing ends when you leave or reload the page.`}
        >
          {phase === 'loading' ? 'Reloading…' : 'Traced load'}
        </span>
      )}
    </>
  );
}
