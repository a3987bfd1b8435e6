import type { ReactNode } from 'react';

/** A link that leaves the panel; text where the address is not http or https. */
export function Link({ to, children }: { to: string; children: ReactNode }) {
  const scheme = URL.parse(to)?.protocol;
  if (scheme !== 'https:' && scheme !== 'http:') return children;
  return (
    <a href={to} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
