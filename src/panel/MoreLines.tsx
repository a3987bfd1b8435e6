/** Shows all lines of a text of which some are shown, or those alone again. */
export function MoreLines({
  all,
  count,
  onChange,
  testId,
}: {
  all: boolean;
  /** Lines of the whole text. */
  count: number;
  onChange: (all: boolean) => void;
  testId: string;
}) {
  return (
    <button
      type="button"
      className="more-lines"
      aria-expanded={all}
      data-testid={testId}
      onClick={() => onChange(!all)}
    >
      {all ? 'Show fewer lines' : `Show all ${count} lines`}
    </button>
  );
}
