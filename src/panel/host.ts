import type { FromPanel, Message } from '../messages.ts';

/** What only a browser's DevTools can do for the panel. Absent where this one cannot. */
export interface Host {
  send(message: Message<FromPanel>): void;
  /** Opens a line of a source file; both count from 1. */
  openResource?: (url: string, line: number, column: number) => void;
  /** Shows the request in the Network panel. */
  showInNetwork?: (url: string) => void;
}
