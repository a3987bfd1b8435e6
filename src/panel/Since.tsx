import { Icon, KindIcon } from './icons.tsx';
import type { Row } from './list.ts';
import type { Before } from './since.ts';

/** What the last reload changed: how many causes are new, how many still fail, what was fixed. */
export function Since({
  before,
  rows,
  fixed,
  open,
  onToggle,
}: {
  before: Before;
  rows: readonly Row[];
  /** How many causes were fixed. */
  fixed: number;
  open: boolean;
  onToggle: () => void;
}) {
  const count = (state: 'new' | 'still'): number =>
    rows.reduce(
      (sum, row) => sum + (row.kind === 'heading' && row.state === state ? row.count : 0),
      0,
    );
  return (
    <div className="since" data-testid="since">
      <span>
        <span className="when">
          Since reload {new Date(before.at).toTimeString().slice(0, 8)}:{' '}
        </span>
        <b>{count('new')} new</b>, {count('still')} still failing
      </span>
      {fixed > 0 && (
        <button
          type="button"
          className={open ? 'button on' : 'button'}
          aria-expanded={open}
          data-testid="fixed"
          onClick={onToggle}
        >
          <KindIcon kind="fixed" />
          Fixed {fixed}
          <Icon name={open ? 'down' : 'right'} />
        </button>
      )}
    </div>
  );
}
