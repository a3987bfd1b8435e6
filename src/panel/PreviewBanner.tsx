import { useEffect, useState, useSyncExternalStore } from 'react';
import { serverOf } from '../prose.ts';
import type { PreviewClient } from './preview.ts';

/** Shown as long as a fix preview is on: for how long still, and ends it. */
export function PreviewBanner({ previews }: { previews: PreviewClient }) {
  const { phase, preview } = useSyncExternalStore(previews.subscribe, previews.get, previews.get);
  if (phase !== 'on' || preview === null) return null;
  return (
    <section className="banner" aria-label="Fix preview" data-testid="preview-banner">
      <span>
        Fix preview on: responses from <b>{serverOf(preview.server)}</b> have added headers in this
        tab. Ends in <Countdown until={preview.until} />.
      </span>
      <button
        type="button"
        className="button"
        data-testid="stop-preview"
        onClick={() => previews.stop()}
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
