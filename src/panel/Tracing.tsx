import { useSyncExternalStore } from 'react';
import type { TracingState } from '../messages.ts';
import type { Finding } from '../session.ts';
import { Icon } from './icons.tsx';
import type { TracingClient } from './tracing.ts';
import { WordButton } from './WordButton.tsx';

function useTracing(tracing: TracingClient): TracingState {
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

/** Why the last traced load did not work. */
export function TraceBanner({ tracing }: { tracing: TracingClient }) {
  const { problem } = useTracing(tracing);
  if (problem === null) return null;
  return (
    <p className="banner" role="status" data-testid="trace-problem">
      {problem === 'refused'
        ? 'The browser no longer lets DevTools extensions look into this page. Close and reopen DevTools, then reload with tracing again.'
        : 'The page was not traced. Check that it has loaded, then reload with tracing again.'}
    </p>
  );
}

/** True where only what tracing sees is missing. */
export function wouldSettle({ exchange, verdict, diagnosis }: Finding): boolean {
  if (exchange.simulated || exchange.traced || exchange.hops.some(({ hidden }) => hidden))
    return false;
  switch (verdict.outcome) {
    case 'allowed':
      return verdict.doubt !== undefined;
    case 'blocked':
      return verdict.certainty === 'likely';
    case 'undetermined':
      return diagnosis === null;
    case 'failed':
      return diagnosis?.rule === 'content-security-policy' && diagnosis.certainty === 'likely';
    default:
      return false;
  }
}

/** The button on a diagnosis that tracing would settle, with what it does beside it. */
export function TraceOffer({ tracing }: { tracing: TracingClient }) {
  const { phase } = useTracing(tracing);
  return (
    <section className="trace-offer">
      <button
        type="button"
        className="button"
        data-testid="trace-offer"
        aria-disabled={phase === 'loading'}
        onClick={() => tracing.start()}
      >
        <Icon name="trace" />
        Reload with tracing
      </button>
      <p className="faint">{aboutTracing(tracing)}</p>
    </section>
  );
}
