/** One row of the table. */
export interface Figure {
  /** The part of the bench it belongs to, such as "annotate". */
  readonly part: string;
  readonly name: string;
  readonly value: number;
  readonly unit: '×' | 'ms' | 'KB' | 'MB' | '%';
  /** What it should be at most, or for shares at least; null: for information. */
  readonly target: number | null;
}

/** Whether the figure meets its target; null where it has none. */
export function isMet({ value, unit, target }: Figure): boolean | null {
  if (target === null) return null;
  return unit === '%' ? value >= target : value <= target;
}

/** The value below which a share of the values lies; `share` from 0 to 1. NaN without values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The smallest, by what `cost` says; throws without values. */
export function best<T>(values: readonly T[], cost: (value: T) => number): T {
  return values.reduce((a, b) => (cost(b) < cost(a) ? b : a));
}
