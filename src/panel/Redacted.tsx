import type { Redaction } from '../report/redact.ts';

/** The switch that turns redaction off, and what is redacted while it is on. */
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
        Redact secrets
      </label>
      <p className={redact ? 'faint' : 'warning'} data-testid="redactions">
        {redact ? redacted(redactions) : notRedacted}
      </p>
    </div>
  );
}

const notRedacted =
  'Not redacted: anyone who gets this can use the cookies, tokens and passwords in it.';

function redacted(redactions: readonly Redaction[] | null): string {
  if (redactions === null) return 'Looking for secrets …';
  if (redactions.length === 0) return 'Nothing to redact.';
  const places = redactions.map(({ place, count }) => (count > 1 ? `${place} × ${count}` : place));
  return `Redacted: ${places.join(', ')}.`;
}
