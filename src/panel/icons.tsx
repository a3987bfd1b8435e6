import type { Kind } from '../report/summary.ts';

/** Each kind has a shape of its own: colour is never the only sign. */
const shapes: Readonly<Record<Kind, React.ReactNode>> = {
  misleading: (
    <>
      <path d="M8 1.8 15 14H1z" className="fill" />
      <path d="M8 6v4M8 11.6v.9" className="mark" />
    </>
  ),
  blocked: (
    <>
      <circle cx="8" cy="8" r="6.5" className="fill" />
      <path d="M4.5 8h7" className="mark" />
    </>
  ),
  failed: (
    <>
      <circle cx="8" cy="8" r="6.5" className="fill" />
      <path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" className="mark" />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.3" className="line" />
      <path d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.6.2-.8.6-.8 1.2m0 1.7v.8" className="line" />
    </>
  ),
  doubtful: (
    <>
      <circle cx="8" cy="8" r="6.3" className="line" />
      <path d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.6.2-.8.6-.8 1.2m0 1.7v.8" className="line" />
    </>
  ),
  pending: (
    <>
      <circle cx="8" cy="8" r="6.3" className="line" />
      <path d="M8 4.2V8l2.6 1.6" className="line" />
    </>
  ),
  advice: (
    <>
      <circle cx="8" cy="8" r="6.5" className="fill" />
      <path d="M8 7.2v4M8 4.4v.9" className="mark" />
    </>
  ),
  allowed: (
    <>
      <circle cx="8" cy="8" r="6.3" className="line" />
      <path d="m5 8.2 2 2 4-4.2" className="line" />
    </>
  ),
};

/** The sign of a kind; what it means is said in words beside it. */
export function KindIcon({ kind }: { kind: Kind }) {
  return (
    <svg className={`icon ${kind}`} viewBox="0 0 16 16" aria-hidden="true">
      {shapes[kind]}
    </svg>
  );
}

const paths = {
  clear: 'M8 1.7a6.3 6.3 0 1 0 0 12.6A6.3 6.3 0 0 0 8 1.7zM3.6 3.6l8.8 8.8',
  tick: 'm3 8.5 3.2 3.2L13 4.8',
  cross: 'm4 4 8 8m0-8-8 8',
  open: 'm4 6 4 4 4-4',
  folded: 'm6 4 4 4-4 4',
  copy: 'M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z',
  import: 'M8 10V2.5m-3 3 3-3 3 3M2.5 10v3.5h11V10',
  export: 'M8 2.5V10m-3-3 3 3 3-3M2.5 10v3.5h11V10',
  report: 'M3.5 1.8h6l3 3v9.4h-9zm2.5 5h4m-4 2.6h4',
  network: 'M5.5 13V3m-2.5 2.5L5.5 3 8 5.5M10.5 3v10m2.5-2.5L10.5 13 8 10.5',
} as const;

/** A small drawing beside text that says the same. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} className="line" />
    </svg>
  );
}
