import type { Redaction } from '../report/redact.ts';

/** The switch that keeps secrets in, and what it takes out while it does not. */
export function Redacted({
  redact,
  onRedact,
  redactions,
}: {
  redact: boolean;
  onRedact: (redact: boolean) => void;
  redactions: readonly Redaction[];
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
        {!redact
          ? 'Cookies, tokens and passwords stay in. Share it only with those who may have them.'
          : redactions.length === 0
            ? 'Nothing in it looks like a secret.'
            : `Taken out: ${redactions.map(({ place, count }) => (count > 1 ? `${place} × ${count}` : place)).join(', ')}.`}
      </p>
    </div>
  );
}
