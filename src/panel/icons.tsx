import type { ReactNode } from 'react';
import type { Kind } from '../report/summary.ts';

export const disc = <circle cx="8" cy="8" r="7" className="fill" />;
export const ring = (
  <>
    <circle cx="8" cy="8" r="6.2" />
    <path d="M5 8.2l2.2 2.2L11.2 6" />
  </>
);

/** Each kind has a shape of its own: colour is never the only sign. */
const kinds: Readonly<Record<Kind | 'fixed', ReactNode>> = {
  blocked: (
    <>
      {disc}
      <path d="M4.5 8h7" className="mark" />
    </>
  ),
  notcors: (
    <>
      <path d="M8 1.2l7.2 13H.8z" className="fill" />
      <path d="M8 6v4M8 12v.1" className="mark" />
    </>
  ),
  noresponse: <path d="M1.5 8h4M10.5 8h4M5.5 5.5v5M10.5 4.5v7M7 3l2 10" />,
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.3" />
      <path d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.6.2-.8.6-.8 1.2m0 1.7v.3" />
    </>
  ),
  doubtful: (
    <>
      <circle cx="8" cy="8" r="6.3" />
      <path d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.6.2-.8.6-.8 1.2m0 1.7v.3" />
    </>
  ),
  pending: (
    <>
      <circle cx="8" cy="8" r="6.3" />
      <path d="M8 4.2V8l2.6 1.6" />
    </>
  ),
  warning: (
    <>
      {disc}
      <path d="M8 7.2v4M8 4.6v.1" className="mark" />
    </>
  ),
  allowed: <circle cx="8" cy="8" r="2.6" />,
  fixed: ring,
};

/** The sign of a kind; what it means is said in words beside it. */
export function KindIcon({ kind }: { kind: Kind | 'fixed' }) {
  return (
    <svg className={`i kind-${kind}`} viewBox="0 0 16 16" aria-hidden="true">
      {kinds[kind]}
    </svg>
  );
}

const paths = {
  clear: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM4.2 4.2l7.6 7.6',
  search: 'M7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm3 7 3.5 3.5',
  import: 'M8 2v8M5 7l3 3 3-3M3 11v2.5h10V11',
  export: 'M8 10V2M5 5l3-3 3 3M3 11v2.5h10V11',
  more: 'M8 3.5v.1M8 8v.1M8 12.5v.1',
  right: 'M6 3.5L10.5 8 6 12.5',
  down: 'M3.5 6L8 10.5 12.5 6',
  up: 'M3.5 10L8 5.5 12.5 10',
  left: 'M10 3.5L5.5 8l4.5 4.5',
  network: 'M5 13V3M2.5 5.5L5 3l2.5 2.5M11 3v10M8.5 10.5L11 13l2.5-2.5',
  copy: 'M5.5 5.5h8v8h-8zM10.5 3.5v-1h-8v8h1',
  trace: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3M8 6.4a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2',
  reload: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3',
  play: 'M5 3l8 5-8 5z',
  tick: 'M3 8.5l3.2 3.2L13 5',
  cross: 'M4 4l8 8M12 4l-8 8',
  undo: 'M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.5 4L3 6.5 5.5 9',
} as const;

/** The name of a small drawing. */
export type IconName = keyof typeof paths;

/** A small drawing beside text that says the same. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={`i i-${name}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
