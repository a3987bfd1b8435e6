import type { Simulation } from './fixes/simulate.ts';
import type { ResponseBody } from './recording/body.ts';
import type { Source } from './recording/types.ts';
import type { Finding, Malformed } from './session.ts';

/** From the devtools page to the worker. One member a message. */
export interface FromDevtools {
  /** First on every connection; the session's entries follow. */
  hello: { tabId: number; source: Source; page: string | null; preserve: boolean };
  /**
   * HAR entries without bodies, each with its index in the session: a replay and late facts overwrite.
   * `gone` are the indexes of entries dropped since the last message, `dropped` how many were so far.
   * `more` says that the next message continues this one, so that nobody shows half a replay.
   */
  entries: {
    indexes: number[];
    entries: unknown[];
    pages: unknown[];
    gone: number[];
    dropped: Dropped;
    more: boolean;
  };
  /** The tab went to another page; `clear` says that the entries kept, if any, follow afresh. */
  navigated: { page: string; clear: boolean };
  /** The session was cleared because the user asked for it. */
  cleared: object;
  /** Entries are kept across navigations from now on, or no longer. */
  preserving: { preserve: boolean };
  /** How many requests the page made lately of which DevTools told us nothing; 0 when it does tell. */
  missed: { count: number };
  /** Keeps the worker from being stopped for idleness while DevTools is open. */
  ping: object;
}

/** From the worker to the devtools page. */
export interface ToDevtools {
  /** The panel asks to clear, or to keep entries across navigations. */
  clear: object;
  preserve: { preserve: boolean };
  /** From now on responses of this server are changed on their way; null: none are any more. */
  preview: { server: string | null };
  /** Requests that ended, to servers whose hidden responses are read. */
  facts: { facts: Fact[] };
}

/** From the panel to the worker. */
export interface FromPanel {
  hello: { tabId: number };
  clear: object;
  preserve: { preserve: boolean };
  /** Requests the raw HAR entries; one or more `har` are the response. */
  export: { request: number };
  /**
   * The user is about to be asked for access to these hosts; empty: the user said no. A yes is followed by
   * `try`. Hosts that are granted while no panel asks for them are revoked.
   */
  asking: { hosts: string[] };
  /** Tries these headers in the tab, once the user has allowed both hosts; to which `preview` is the response. */
  try: { simulation: Simulation };
  stop: object;
  /** Reads the hidden responses of this server, once the user has allowed its host, the first, and the page's. */
  watch: { server: string; hosts: string[] };
  unwatch: { server: string };
}

/** From the worker to the panel. */
export interface ToPanel {
  /** Everything known; replaces what the panel shows. Long lists continue in `changes`. */
  snapshot: Snapshot;
  /** New and changed findings, by exchange id; `removed` ids are gone. */
  changes: { findings: Finding[]; removed: string[]; counts: Counts; malformed: Malformed[] };
  /** A part of the response to `export`; `from` is its first entry's index. The last one says `more: false`. */
  har: { request: number; from: number; entries: unknown[]; pages: unknown[]; more: boolean };
  /** The preview that is on now, with the first message of every connection and on every change. */
  preview: { preview: Preview | null; ended: PreviewEnd | null };
  /** The servers whose hidden responses are read now, with the first message of every connection and on every change. */
  watched: { servers: string[] };
}

/** What `webRequest` says of a request that ended. Times are milliseconds, since the epoch where it began. */
export interface Fact {
  readonly method: string;
  readonly url: string;
  readonly startedAt: number;
  readonly duration: number;
  readonly sent: readonly (readonly [name: string, value: string])[];
  /** 0: no response came. */
  readonly status: number;
  readonly received: readonly (readonly [name: string, value: string])[];
  /** The browser's error code; empty where the response passed. */
  readonly error: string;
}

/** A fix preview in a tab. Times are milliseconds since the epoch. */
export interface Preview {
  readonly server: string;
  readonly origin: string;
  readonly from: number;
  /** It ends by itself then. */
  readonly until: number;
}

/** Why a preview ended: by hand, after its time, the tab left the page's origin, or the browser said no. */
export type PreviewEnd = 'stopped' | 'time' | 'left' | 'refused';

/**
 * From the panel straight to the devtools page of its tab, which alone has it: what one entry has that is too much
 * to be kept of thousands. Answered by `Looked`, or by null where the entry is gone.
 */
export interface Look {
  readonly type: 'look';
  readonly tabId: number;
  /** The entry's index in the session. */
  readonly entry: number;
}

/** What is read of an entry when its diagnosis is opened; nobody keeps it. */
export interface Looked {
  /** The HAR entry's `_initiator`, as the browser wrote it. */
  readonly initiator: unknown;
  /** The beginning of an error's body; null where the browser has none for us. */
  readonly body: ResponseBody | null;
}

/**
 * From the panel straight to the devtools page of its tab: loads the inspected page again with tracing (`start`), or just
 * asks how it stands. Answered by `TracingState`.
 */
export interface TraceRequest {
  readonly type: 'trace';
  readonly tabId: number;
  readonly start: boolean;
}

/** How "Reload with tracing" stands. */
export interface TracingState {
  /** "loading": the reload is under way; "on": the page that is shown is traced. */
  readonly phase: 'off' | 'loading' | 'on';
  /** Calls seen in this load, and those the page had no room for. */
  readonly calls: number;
  readonly dropped: number;
  /**
   * Why the last one did not work. "silent": the page did not say that it is traced; "refused": the browser evaluates
   * nothing in the page any more, which only reopening DevTools mends.
   */
  readonly problem: 'silent' | 'refused' | null;
}

/** From the devtools page to the panel of its tab: how tracing stands has changed. */
export interface TracingNews extends TracingState {
  readonly type: 'tracing';
  readonly tabId: number;
}

/** From the devtools page to the panel of its tab: what the user does with DevTools' own search. */
export interface Search {
  readonly type: 'search';
  readonly tabId: number;
  readonly action: 'performSearch' | 'nextSearchResult' | 'previousSearchResult' | 'cancelSearch';
  readonly query: string;
}

/** What a panel shows first. */
export interface Snapshot {
  /** False while the devtools page has not (re)connected: what the panel showed before still holds. */
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
  /** Entries dropped to bound memory. */
  readonly dropped: number;
  /** The same by kind, in the order in which they are dropped. Left out: none were. */
  readonly droppedByKind?: Dropped;
  /** Requests that the page made and DevTools kept to itself: a filter or the pause of its Network panel. */
  readonly missed?: number;
}

/** How many entries were dropped: what failed goes last, what went well within its origin first. */
export interface Dropped {
  readonly sameOrigin: number;
  readonly crossOrigin: number;
  readonly failed: number;
}

/** One message of a direction, as it crosses the port. */
export type Message<Map> = { [Name in keyof Map]: { type: Name } & Map[Name] }[keyof Map];

/** One end of a connection. Two of them joined are a connection without a browser. */
export interface Port<In, Out> {
  /** A message to a connection that broke is lost; whoever reconnects sends everything again. */
  post(message: Message<Out>): void;
  /** Called once, at once: messages before it are lost. */
  listen(onMessage: (message: Message<In>) => void, onClose: () => void): void;
}

/**
 * A function that runs `task` at once, and then again every `wait` milliseconds at most while it is called: the first
 * change is told without delay, and a flood in batches. A task that takes time is not run twice at once.
 */
export function batched(task: () => void | Promise<void>, wait: number): () => void {
  let resting = false;
  let asked = false;
  const run = async (): Promise<void> => {
    resting = true;
    asked = false;
    try {
      await task();
    } finally {
      setTimeout(() => {
        resting = false;
        if (asked) void run();
      }, wait);
    }
  };
  return () => {
    if (resting) asked = true;
    else void run();
  };
}
