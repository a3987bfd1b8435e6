import { originOf } from '../cors/origin.ts';
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
import type { Previews, Watchers } from './previews.ts';

/** After a message, changes wait this long for company, in milliseconds. */
const gather = 100;
/** The toolbar's number is counted anew after this many milliseconds at the earliest. */
const recount = 500;
/** Findings, or raw entries, in one message to a panel. */
const batch = 200;

const none: Dropped = { sameOrigin: 0, crossOrigin: 0, failed: 0 };

/** Shows on the toolbar how many requests of a tab failed; 0: none, or nobody looks any more. */
export type Badge = (tabId: number, failures: number) => void;

/** One inspected tab. */
class Tab {
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

  /** Whoever is there when something changes: ports come and go while a preview is on. */
  readonly watchers: Watchers = {
    onMark: (server) => this.devtools?.post({ type: 'preview', server }),
    onChange: (preview, ended) => {
      for (const panel of this.panels) panel.post({ type: 'preview', preview, ended });
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

/**
 * What the worker does: one session per inspected tab, told by its devtools page, shown by its panels.
 * It keeps nothing that it could not be told again.
 */
export class Hub {
  readonly #tabs = new Map<number, Tab>();
  readonly #previews: Previews | null;
  readonly #badge: Badge;

  /** `previews`: null where the browser cannot preview a fix. */
  constructor(previews: Previews | null = null, badge: Badge = () => {}) {
    this.#previews = previews;
    this.#badge = badge;
  }

  /** A devtools page connected. */
  devtools(port: Port<FromDevtools, ToDevtools>): void {
    let tabId: number | null = null;
    port.listen(
      (message) => {
        if (message.type === 'hello') tabId = message.tabId;
        if (tabId !== null) this.#fromDevtools(this.#tab(tabId), port, message);
      },
      () => {
        const tab = tabId === null ? undefined : this.#tabs.get(tabId);
        if (tab?.devtools === port) {
          tab.devtools = null;
          this.#badge(tab.id, 0);
        }
        this.#leavePreview(tab);
        this.#forget(tabId);
      },
    );
  }

  /** A panel connected. */
  panel(port: Port<FromPanel, ToPanel>): void {
    let tabId: number | null = null;
    port.listen(
      (message) => {
        if (message.type === 'hello') tabId = message.tabId;
        if (tabId !== null) this.#fromPanel(this.#tab(tabId), port, message);
      },
      () => {
        const tab = tabId === null ? undefined : this.#tabs.get(tabId);
        tab?.panels.delete(port);
        // Nobody would see any more that it is on, or hear what the user says to a question.
        if (tab?.panels.size === 0) this.#leavePreview(tab);
        this.#forget(tabId);
      },
    );
  }

  #tab(tabId: number): Tab {
    const tab = this.#tabs.get(tabId) ?? new Tab(tabId, this.#badge);
    this.#tabs.set(tabId, tab);
    return tab;
  }

  #leavePreview(tab: Tab | undefined): void {
    if (tab) void this.#previews?.leave(tab.id);
  }

  /** DevTools was closed: nobody needs the tab any more. */
  #forget(tabId: number | null): void {
    const tab = tabId === null ? undefined : this.#tabs.get(tabId);
    if (tabId !== null && tab?.devtools === null && tab.panels.size === 0) this.#tabs.delete(tabId);
  }

  #fromDevtools(
    tab: Tab,
    port: Port<FromDevtools, ToDevtools>,
    message: Message<FromDevtools>,
  ): void {
    switch (message.type) {
      case 'hello':
        tab.devtools = port;
        tab.source = message.source;
        tab.page = message.page;
        tab.preserve = message.preserve;
        tab.restart();
        tab.filling = true;
        // It may have marked entries for a worker that was stopped.
        void this.#previews?.of(tab.id).then((preview) => {
          port.post({ type: 'preview', server: preview?.server ?? null });
        });
        break;
      case 'entries':
        tab.session.add([], 0, message.pages);
        for (const [place, index] of message.indexes.entries()) {
          tab.session.add([message.entries[place]], index);
        }
        if (message.gone.length > 0) {
          for (const id of tab.session.forget(message.gone)) tab.removed.push(id);
        }
        tab.dropped = message.dropped;
        tab.filling = message.more;
        if (!tab.filling) tab.schedule();
        break;
      case 'navigated':
        void this.#previews?.navigated(tab.id, originOf(message.page));
        tab.page = message.page;
        tab.session.setPage(message.page);
        if (message.clear) {
          tab.restart();
          tab.filling = true;
        } else {
          tab.afresh = true;
          tab.schedule();
        }
        break;
      case 'cleared':
        tab.restart();
        tab.flush();
        break;
      case 'preserving':
        tab.preserve = message.preserve;
        tab.afresh = true;
        tab.schedule();
        break;
      case 'missed':
        tab.missed = message.count;
        tab.schedule();
        break;
      case 'ping':
        break;
    }
  }

  #fromPanel(tab: Tab, port: Port<FromPanel, ToPanel>, message: Message<FromPanel>): void {
    switch (message.type) {
      case 'hello':
        tab.panels.add(port);
        // What is pending goes to the panels that were there before; the new one gets everything.
        if (!tab.filling) tab.flush();
        tab.sendAll(port);
        void this.#previews?.of(tab.id).then((preview) => {
          port.post({ type: 'preview', preview, ended: null });
        });
        break;
      case 'clear':
        tab.devtools?.post({ type: 'clear' });
        break;
      case 'preserve':
        tab.devtools?.post({ type: 'preserve', preserve: message.preserve });
        break;
      case 'try':
        void this.#previews?.start(tab.id, message.simulation, tab.watchers);
        break;
      case 'asking':
        void this.#previews?.ask(tab.id, message.hosts);
        break;
      case 'stop':
        void this.#previews?.stop(tab.id, 'stopped');
        break;
      case 'export': {
        const { entries, pages, from: first } = tab.session.raw();
        for (let from = 0; from === 0 || from < entries.length; from += batch) {
          port.post({
            type: 'har',
            request: message.request,
            from: first + from,
            entries: entries.slice(from, from + batch),
            pages: from === 0 ? pages : [],
            more: from + batch < entries.length,
          });
        }
        break;
      }
    }
  }
}
