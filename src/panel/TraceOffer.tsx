import type { Finding } from '../session.ts';
import { Icon } from './icons.tsx';
import { aboutTracing, useTracing } from './Tracing.tsx';
import type { TracingClient } from './tracing.ts';

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
