import type { FromPanel, Looked, Message, Search } from '../messages.ts';
import type { Recorded } from './files.ts';
import type { HiddenClient } from './hidden.ts';
import type { Preferences } from './preferences.ts';
import type { PreviewClient } from './preview.ts';
import type { CheckClient } from './recheck.ts';
import type { TracingClient } from './tracing.ts';

/** What only a browser's DevTools can do for the panel. Absent where this one cannot. */
export interface Host {
  send(message: Message<FromPanel>): void;
  /** The session's raw entries, for an export. */
  record(): Promise<Recorded>;
  /** Remembers what the user chose. */
  save(preferences: Preferences): void;
  /** What this browser calls keeping requests across page loads. */
  readonly log: string;
  /** Loads the inspected page again. */
  reload?: () => void;
  /** Opens a line of a source file; both count from 1. */
  openResource?: (url: string, line: number, column: number) => void;
  /** What the recording has of an entry and the list does not; null where it is gone. */
  look?: (entry: number) => Promise<Looked | null>;
  /** The text of a file of the page; null where DevTools does not have it, or it is too large. */
  source?: (url: string) => Promise<string | null>;
  /** Hears what is typed into DevTools' own search, until the function returned is called. */
  onSearch?: (listener: (search: Search) => void) => () => void;
  /** Shows requests to this URL in the Network panel. */
  showInNetwork?: (url: string) => void;
  /** Previews fixes in the inspected tab. */
  readonly previews?: PreviewClient;
  /** Loads the inspected page once with tracing. */
  readonly tracing?: TracingClient;
  /** Repeats requests in the inspected tab. */
  readonly checks?: CheckClient;
  /** Reads responses that DevTools does not show. */
  readonly hidden?: HiddenClient;
  /** Loads the panel's page again after an error of its own. */
  restart(): void;
  /** What to say while nothing arrives, where this browser has a reason of its own. */
  readonly silence?: string;
}
