import { disc, ring } from './icons.tsx';

/** How far the request got at a stop: through, stopped here, never there, or not visible. */
export function StopIcon({ state }: { state: 'ok' | 'bad' | 'off' | 'unknown' }) {
  return (
    <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
      {state === 'ok' && ring}
      {state === 'bad' && (
        <>
          {disc}
          <path d="M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4" className="mark" />
        </>
      )}
      {(state === 'off' || state === 'unknown') && (
        <circle cx="8" cy="8" r="6" strokeDasharray="2.5 2.5" />
      )}
    </svg>
  );
}
