import {
  batched,
  type Dropped,
  type FromDevtools,
  type FromPanel,
  type Message,
  type Port,
  type Snapshot,
  type ToDevtools,
  type ToPanel,
} from '../messages.ts';
import type { Source } from '../recording/types.ts';
import { isProblem } from '../report/summary.ts';
import { type Finding, Session } from '../session.ts';
import type { Watchers } from './previews.ts';
import type { Listeners } from './watches.ts';

/** After a message, changes wait this long for company, in milliseconds. */
const gather = 100;
/** The toolbar's number is counted anew after this many milliseconds at the earliest. */
const recount = 500;
/** Findings, or raw entries, in one message to a panel. */
const batch = 200;

const none: Dropped = { sameOrigin: 0, crossOrigin: 0, failed: 0 };

/** Shows on the toolbar how many requests of a tab failed; 0: none, or nobody looks any more. */
export type Badge = (tabId: number, failures: number) => void;

/** A message of the devtools page, by its type. */
type Told<Type extends string> = Extract<Message<FromDevtools>, { type: Type }>;

/** One inspected tab: its session, who tells it and who shows it. */
export class Tab {
  constructor(
    readonly id: number,
    readonly badge: Badge,
  ) {}

  source: Source = 'unknown';
  session = new Session({ source: 'unknown' });
  devtools: Port<FromDevtools, ToDevtools> | null = null;
  readonly panels = new Set<Port<FromPanel, ToPanel>>();
  page: string | null = null;
  preserve = false;
  dropped: Dropped = none;
  missed = 0;
  /** Ids of findings that were dropped and that panels still show. */
  removed: string[] = [];
  /** The next flush sends panels everything: what they show is of another page, or of an earlier worker. */
  afresh = false;
  /** The devtools page is in the middle of telling everything. */
  filling = false;
  counting: ReturnType<typeof setTimeout> | null = null;

  /** Forgets the entries and reads what follows as entries of `page`. */
  restart(): void {
    this.session = new Session({ source: this.source, page: this.page });
    this.dropped = none;
    this.removed = [];
    this.afresh = true;
  }

  /** The devtools page connected, and tells everything from here on. */
  began(port: Port<FromDevtools, ToDevtools>, message: Told<'hello'>): void {
    this.devtools = port;
    this.source = message.source;
    this.page = message.page;
    this.preserve = message.preserve;
    this.restart();
    this.filling = true;
  }

  /** Entries that are new, or in the place of others, and those that were dropped. */
  take(message: Told<'entries'>): void {
    this.session.add([], 0, message.pages);
    for (const [place, index] of message.indexes.entries()) {
      this.session.add([message.entries[place]], index);
    }
    if (message.gone.length > 0) {
      for (const id of this.session.forget(message.gone)) this.removed.push(id);
    }
    this.dropped = message.dropped;
    this.filling = message.more;
    if (!this.filling) this.schedule();
  }

  /** The tab shows another page; its entries follow where they do not stay. */
  navigated({ page, clear }: Told<'navigated'>): void {
    this.page = page;
    this.session.setPage(page);
    if (clear) {
      this.restart();
      this.filling = true;
    } else {
      this.afresh = true;
      this.schedule();
    }
  }

  /** Tells the panels, now or together with what comes next. */
  readonly schedule = batched(() => {
    if (!this.filling) this.flush();
  }, gather);

  flush(): void {
    const { findings, removed } = this.session.flush();
    const gone = [...this.removed, ...removed];
    this.removed = [];
    for (const panel of this.panels) {
      if (this.afresh) this.sendAll(panel);
      else this.sendChanges(panel, findings, gone);
    }
    this.afresh = false;
    this.counting ??= setTimeout(() => {
      this.counting = null;
      if (this.devtools) this.badge(this.id, this.session.findings().filter(isProblem).length);
    }, recount);
  }

  sendAll(panel: Port<FromPanel, ToPanel>): void {
    const findings = this.session.findings();
    const snapshot: Snapshot = {
      connected: this.devtools !== null && !this.filling,
      page: this.page,
      preserve: this.preserve,
      findings: findings.slice(0, batch),
      counts: this.counts(),
      malformed: this.session.malformed,
    };
    panel.post({ type: 'snapshot', ...snapshot });
    if (findings.length > batch) this.sendChanges(panel, findings.slice(batch), []);
  }

  sendChanges(
    panel: Port<FromPanel, ToPanel>,
    findings: readonly Finding[],
    removed: readonly string[],
  ): void {
    for (let from = 0; from === 0 || from < findings.length; from += batch) {
      panel.post({
        type: 'changes',
        findings: findings.slice(from, from + batch),
        removed: from === 0 ? [...removed] : [],
        counts: this.counts(),
        malformed: [...this.session.malformed],
      });
    }
  }

  /** The raw entries, in parts. */
  export(panel: Port<FromPanel, ToPanel>, request: number): void {
    const { entries, pages, from: first } = this.session.raw();
    for (let from = 0; from === 0 || from < entries.length; from += batch) {
      panel.post({
        type: 'har',
        request,
        from: first + from,
        entries: entries.slice(from, from + batch),
        pages: from === 0 ? pages : [],
        more: from + batch < entries.length,
      });
    }
  }

  /** Whoever is there when something changes: ports come and go while a preview is on. */
  readonly watchers: Watchers = {
    onMark: (server) => this.devtools?.post({ type: 'preview', server }),
    onChange: (preview, ended) => {
      for (const panel of this.panels) panel.post({ type: 'preview', preview, ended });
    },
  };

  /** The same for what is read of hidden responses. */
  readonly listeners: Listeners = {
    onFacts: (facts) => this.devtools?.post({ type: 'facts', facts }),
    onChange: (servers) => {
      for (const panel of this.panels) panel.post({ type: 'watched', servers });
    },
  };

  counts(): Snapshot['counts'] {
    const { dropped, missed } = this;
    const total = dropped.sameOrigin + dropped.crossOrigin + dropped.failed;
    return {
      ...this.session.counts,
      dropped: total,
      ...(total > 0 ? { droppedByKind: dropped } : {}),
      ...(missed > 0 ? { missed } : {}),
    };
  }
}
