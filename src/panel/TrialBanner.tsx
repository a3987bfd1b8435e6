import { useEffect, useState, useSyncExternalStore } from 'react';
import { serverOf } from '../prose.ts';
import type { TrialClient } from './trial.ts';

/** Says as long as a fix is being tried that it is, for how long still, and ends it. */
export function TrialBanner({ trials }: { trials: TrialClient }) {
  const { phase, trial } = useSyncExternalStore(trials.subscribe, trials.get);
  if (phase !== 'on' || trial === null) return null;
  return (
    <section className="banner" aria-label="Fix preview" data-testid="trial">
      <span>
        Fix preview on: responses from <b>{serverOf(trial.server)}</b> have added headers in this
        tab. Ends in <Countdown until={trial.until} />.
      </span>
      <button
        type="button"
        className="button"
        data-testid="stop-trial"
        onClick={() => trials.stop()}
      >
        Stop
      </button>
    </section>
  );
}

/** Minutes and seconds that are left. Not a live region: nobody wants to hear every second of them. */
function Countdown({ until }: { until: number }) {
  const [left, setLeft] = useState(() => until - Date.now());
  useEffect(() => {
    const tick = () => setLeft(until - Date.now());
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [until]);
  const seconds = Math.max(0, Math.ceil(left / 1_000));
  return (
    <span className="count" data-testid="countdown">
      {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
    </span>
  );
}
