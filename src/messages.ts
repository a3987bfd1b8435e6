import type { Finding, Malformed } from './session.ts';

/** From the devtools page to the worker. One member a message. */
export interface FromDevtools {
  /** First on every connection; the entries of the session follow as one `entries`. */
  hello: { tabId: number; page: string | null };
  /** HAR entries without bodies. `from` is the session's index of the first: a replay overwrites. */
  entries: { from: number; entries: unknown[]; pages: unknown[] };
  /** The tab went to another page; `clear` says whether earlier entries were let go. */
  navigated: { page: string; clear: boolean };
  /** The user cleared the session. */
  cleared: Record<string, never>;
}

/** From the worker to the devtools page. */
export interface ToDevtools {
  /** The panel asks to clear, or to keep entries across navigations. */
  clear: Record<string, never>;
  preserve: { preserve: boolean };
}

/** From the panel to the worker. */
export interface FromPanel {
  hello: { tabId: number };
  clear: Record<string, never>;
  preserve: { preserve: boolean };
  /** Asks for the raw HAR entries, answered by `har`. */
  export: { request: number };
}

/** From the worker to the panel. */
export interface ToPanel {
  /** Everything known; replaces what the panel shows. */
  snapshot: Snapshot;
  /** New and changed findings, by exchange id; `removed` ids are gone. */
  changes: { findings: Finding[]; removed: string[]; counts: Counts; malformed: Malformed[] };
  har: { request: number; entries: unknown[]; pages: unknown[] };
}

/** What a panel shows first. */
export interface Snapshot {
  readonly connected: boolean;
  readonly page: string | null;
  readonly preserve: boolean;
  readonly findings: readonly Finding[];
  readonly counts: Counts;
  readonly malformed: readonly Malformed[];
}

/** What was seen, also where nothing is shown for it. */
export interface Counts {
  readonly entries: number;
  /** Cross-origin exchanges checked. */
  readonly checked: number;
  /** Entries let go to bound memory. */
  readonly dropped: number;
}

/** One message of a direction, as it crosses the port. */
export type Message<Map> = { [Name in keyof Map]: { type: Name } & Map[Name] }[keyof Map];
