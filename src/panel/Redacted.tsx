import type { Redaction } from '../report/redact.ts';

/** The switch that keeps secrets in, and what it takes out while it does not. */
export function Redacted({
  redact,
  onRedact,
  redactions,
}: {
  redact: boolean;
  onRedact: (redact: boolean) => void;
  /** Null: not known yet. */
  redactions: readonly Redaction[] | null;
}) {
  return (
    <div className="redacted">
      <label className="check">
        <input
          type="checkbox"
          checked={redact}
          onChange={(event) => onRedact(event.target.checked)}
        />
        Take secrets out
      </label>
      <p className={redact ? 'faint' : 'warning'} data-testid="redactions">
        {redact ? takenOut(redactions) : leftIn}
      </p>
    </div>
  );
}

const leftIn = 'Cookies, tokens and passwords stay in. Share it only with those who may have them.';

function takenOut(redactions: readonly Redaction[] | null): string {
  if (redactions === null) return 'Looking for secrets …';
  if (redactions.length === 0) return 'Nothing in it looks like a secret.';
  const places = redactions.map(({ place, count }) => (count > 1 ? `${place} × ${count}` : place));
  return `Taken out: ${places.join(', ')}.`;
}
