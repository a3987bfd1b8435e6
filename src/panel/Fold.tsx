import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';
import { Prose } from './Prose.tsx';
import type { Preferences } from './preferences.ts';

/** What every section of the detail needs to be opened, and to be found open again. */
export interface Folding {
  readonly preferences: Preferences;
  readonly save: (change: Partial<Preferences>) => void;
}

/** A section that is folded until somebody opens it, which is remembered. Its head says its result. */
export function Fold({
  id,
  title,
  gist,
  className = '',
  preferences: { folds },
  save,
  children,
}: {
  id: string;
  title: string;
  /** The section in a few words; code between backticks. */
  gist: string;
  className?: string;
  children: ReactNode;
} & Folding) {
  const open = folds.includes(id);
  return (
    <details
      className={`fold ${className}`}
      open={open}
      data-testid={`fold-${id}`}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open === open) return;
        save({ folds: open ? folds.filter((each) => each !== id) : [...folds, id] });
      }}
    >
      <summary>
        <Icon name="right" />
        <b>
          <Prose text={title} />
        </b>
        <span className="gist">
          <Prose text={gist} />
        </span>
      </summary>
      {open && <div className="in">{children}</div>}
    </details>
  );
}
