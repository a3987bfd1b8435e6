import { type Chip, chips, type Order, orders } from './list.ts';

/** What the user chose. It survives closing DevTools. */
export interface Preferences {
  readonly chip: Chip;
  readonly text: string;
  readonly order: Order;
  /** The list's share of the panel in per cent, beside the detail and above it; null: what fits the width. */
  readonly split: number | null;
  readonly splitAbove: number | null;
  readonly shell: 'bash' | 'powershell';
  /** The stack chosen for a server, by host and port, the last chosen last. */
  readonly stacks: Readonly<Record<string, string>>;
  /** The sections of the detail that are open. */
  readonly folds: readonly string[];
  /** Hosts that the list leaves out. */
  readonly hidden: readonly string[];
  /** The request that was open, as method and URL; only for this run of the browser. */
  readonly selected: string | null;
}

/** Before anything was chosen. */
export const defaults: Preferences = {
  chip: 'problems',
  text: '',
  order: 'cause',
  split: null,
  splitAbove: null,
  shell: 'bash',
  stacks: {},
  folds: [],
  hidden: [],
  selected: null,
};

/** Servers whose stack is remembered, and hosts that are hidden. */
const mostServers = 100;

/** Preferences from storage: whatever does not fit is the default. */
export function readPreferences(stored: Readonly<Record<string, unknown>>): Preferences {
  const { chip, text, order, split, splitAbove, shell, stacks, folds, hidden, selected } = stored;
  return {
    chip: chips.find(({ id }) => id === chip)?.id ?? defaults.chip,
    text: typeof text === 'string' ? text.slice(0, 500) : defaults.text,
    order: orders.find((each) => each === order) ?? defaults.order,
    split: share(split),
    splitAbove: share(splitAbove),
    shell: shell === 'powershell' ? 'powershell' : 'bash',
    stacks:
      typeof stacks === 'object' && stacks !== null && !Array.isArray(stacks)
        ? Object.fromEntries(
            Object.entries(stacks).filter(
              (pair): pair is [string, string] => typeof pair[1] === 'string',
            ),
          )
        : {},
    folds: names(folds),
    hidden: names(hidden),
    selected: typeof selected === 'string' ? selected : null,
  };
}

function share(value: unknown): number | null {
  return typeof value === 'number' && value >= 15 && value <= 85 ? value : null;
}

function names(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((name) => typeof name === 'string').slice(-mostServers);
}

/** The stacks with one more choice; the servers chosen for longest ago are forgotten. */
export function withStack(
  stacks: Preferences['stacks'],
  server: string,
  stack: string,
): Preferences['stacks'] {
  const { [server]: _, ...others } = stacks;
  return Object.fromEntries([...Object.entries(others).slice(1 - mostServers), [server, stack]]);
}
