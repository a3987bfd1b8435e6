import { type Chip, chips, type Order } from './list.ts';

/** What the user chose. It survives closing DevTools. */
export interface Preferences {
  readonly chip: Chip;
  readonly text: string;
  readonly order: Order;
  /** The list's share of the panel in per cent. */
  readonly split: number;
  readonly shell: 'bash' | 'powershell';
  /** The stack chosen for a server, by host and port, the last chosen last. */
  readonly stacks: Readonly<Record<string, string>>;
  /** The request that was open, as method and URL; only for this run of the browser. */
  readonly selected: string | null;
}

/** Before anything was chosen. */
export const defaults: Preferences = {
  chip: 'problems',
  text: '',
  order: 'cause',
  split: 38,
  shell: 'bash',
  stacks: {},
  selected: null,
};

/** Servers whose stack is remembered. */
const mostStacks = 100;

/** Preferences from storage: whatever does not fit is the default. */
export function readPreferences(stored: Readonly<Record<string, unknown>>): Preferences {
  const { chip, text, order, split, shell, stacks, selected } = stored;
  return {
    chip: chips.find(({ id }) => id === chip)?.id ?? defaults.chip,
    text: typeof text === 'string' ? text.slice(0, 500) : defaults.text,
    order: order === 'time' ? 'time' : 'cause',
    split: typeof split === 'number' && split >= 15 && split <= 85 ? split : defaults.split,
    shell: shell === 'powershell' ? 'powershell' : 'bash',
    stacks:
      typeof stacks === 'object' && stacks !== null && !Array.isArray(stacks)
        ? Object.fromEntries(
            Object.entries(stacks).filter(
              (pair): pair is [string, string] => typeof pair[1] === 'string',
            ),
          )
        : {},
    selected: typeof selected === 'string' ? selected : null,
  };
}

/** The stacks with one more choice; the servers chosen for longest ago are forgotten. */
export function withStack(
  stacks: Preferences['stacks'],
  server: string,
  stack: string,
): Preferences['stacks'] {
  const { [server]: _, ...others } = stacks;
  return Object.fromEntries([...Object.entries(others).slice(1 - mostStacks), [server, stack]]);
}
