import { withoutFragment } from '../cors/origin.ts';
import {
  batched,
  type FromDevtools,
  type Looked,
  type Port,
  type ToDevtools,
} from '../messages.ts';
import { isError, readErrorBody } from '../recording/body.ts';
import type { ResourceTiming } from '../recording/timing.ts';
import type { Source } from '../recording/types.ts';
import { hasNoResponse, pageStart, record, startedAt, urlOf, withoutBodies } from './entry.ts';
import { Hidden } from './hidden.ts';
import { Log, type Replaced } from './log.ts';
import { Marks, skew } from './marks.ts';
import type { Untimed } from './untimed.ts';

/** Entries in one message: far below the 64 MB a message may have, whatever their headers. */
const batch = 200;
/** After a message, entries wait this long for company, in milliseconds. */
const gather = 50;

/** How long ago a request may have been made for it to be missed, and how late it is told of at most. */
const memory = 30_000;
const lateness = 3_000;

/** What capturing needs of the browser; a test gives its own. */
export interface Inspected {
  readonly tabId: number;
  readonly source: Source;
  /** Everything the browser recorded, or null where asking does harm (Firefox loses requests meanwhile). */
  readonly har: (() => Promise<{ entries?: unknown[]; pages?: unknown[] }>) | null;
  /** When the page now shown began to load, in milliseconds since the epoch; null when it does not say. */
  timeOrigin(): Promise<number | null>;
  /** Only where nothing else says whether a request failed (Firefox): Chromium's package does not hold the code. */
  readonly timings?: {
    /** The page's Resource Timing since a time in milliseconds since the epoch; null where the page does not reply. */
    since(time: number): Promise<readonly ResourceTiming[] | null>;
    readonly untimed: Untimed;
  };
  /** Remembers the choice for the next time DevTools is opened. */
  savePreserve(preserve: boolean): void;
}

/**
 * Records the inspected tab for as long as DevTools is open and keeps the worker informed. It holds the
 * source of truth: the worker may forget everything at any moment and is told everything again.
 */
export class Capture {
  readonly #inspected: Inspected;
  readonly #log = new Log();
  #port: Port<ToDevtools, FromDevtools> | null = null;
  #page: string | null = null;
  #pages = new Map<string, unknown>();
  #preserve: boolean;
  /** The next index the worker has not been told. */
  #told = 0;
  #pageNumber = 0;
  /** When the page last shown began. */
  #began: number | null = null;
  /** Requests that began before this are of a page that was left. */
  #cut = Number.NEGATIVE_INFINITY;
  /** When we were told of the page last shown: what began before is no later page. */
  #arrived = Date.now();
  #revisit: ReturnType<typeof setTimeout> | null = null;
  /** How often entries without a status are still looked at again. */
  #looks = 0;
  #harCost = 0;
  #timing: ReturnType<typeof setTimeout> | null = null;
  /** How to ask the browser for the body of an error response. The entries that are kept have none. */
  readonly #bodies = new WeakMap<object, () => Promise<unknown>>();
  #missed = 0;
  /** Requests that began before this may have been heard and forgotten. */
  #since = Date.now();
  readonly #marks = new Marks();
  #version = 0;
  readonly #hidden = new Hidden();
  #revealing: ReturnType<typeof setTimeout> | undefined;

  constructor(inspected: Inspected, preserve: boolean) {
    this.#inspected = inspected;
    this.#preserve = preserve;
  }

  /** Call at the start: what the browser recorded before us, and the page that is shown. */
  async begin(page: string | null): Promise<void> {
    this.#page ??= page;
    const har = await this.#har();
    const said = pageStart(har.pages, page) ?? (await this.#inspected.timeOrigin());
    this.#began ??= said === null ? null : Math.min(said, Date.now());
    this.#log.addEarlier(har.entries ?? []);
    this.#schedule();
  }

  /** A new connection to the worker. */
  connected(port: Port<ToDevtools, FromDevtools>): void {
    port.listen(
      (message) => {
        if (message.type === 'clear') this.clear();
        else if (message.type === 'preserve') this.#setPreserve(message.preserve);
        else if (message.type === 'preview') this.#marks.set(message.server, Date.now());
        else if (message.type === 'facts') {
          this.#hidden.add(message.facts, Date.now());
          this.#reveal();
        }
      },
      () => {
        if (this.#port === port) this.#port = null;
      },
    );
    this.#port = port;
    port.post({
      type: 'hello',
      tabId: this.#inspected.tabId,
      source: this.#inspected.source,
      page: this.#page,
      preserve: this.#preserve,
    });
    if (this.#missed > 0) port.post({ type: 'missed', count: this.#missed });
    this.#replay();
  }

  /** The browser finished a request. */
  finished(entry: unknown): void {
    const began = startedAt(entry);
    if (began < this.#cut && Number.isFinite(began) && !this.#preserve) return;
    const kept = this.#marks.marked(this.#onPage(withoutBodies(entry)));
    this.#log.add(kept);
    this.#version += 1;
    this.#keepBody(kept, entry);
    if (typeof kept === 'object' && kept !== null) {
      this.#inspected.timings?.untimed.add(kept, Date.now());
    }
    this.#schedule();
    if (hasNoResponse(entry)) {
      this.#lookAgain();
      this.#reveal();
    }
  }

  /** What an entry has besides, read when somebody opens its diagnosis; null where it is gone. */
  async look(index: number): Promise<Looked | null> {
    const entry = this.#log.at(index);
    if (typeof entry !== 'object' || entry === null) return null;
    const { _initiator: initiator = null } = entry as { _initiator?: unknown };
    const content = await this.#bodies
      .get(entry)?.()
      .catch(() => null);
    return { initiator, body: content === undefined ? null : readErrorBody(entry, content) };
  }

  /** Grows whenever an entry comes, or the browser says something new of one. */
  get version(): number {
    return this.#version;
  }

  /** What is kept now: the tab's page, the HAR's pages, and the entries with their indexes. */
  recorded(): { page: string | null; pages: readonly unknown[]; entries: readonly Replaced[] } {
    return {
      page: this.#page,
      pages: [...this.#pages.values()],
      entries: this.#log.from(this.#log.first, this.#log.entries.length),
    };
  }

  /**
   * Adds to entries what was found out about them later, by index; undefined takes a field away. The worker is told of
   * those that changed.
   */
  annotate(changes: ReadonlyMap<number, Readonly<Record<string, unknown>>>): void {
    const changed: Replaced[] = [];
    for (const [index, fields] of changes) {
      // In place: whoever waits for the entry's late facts knows it by its identity.
      const entry = record(this.#log.at(index));
      if (entry === null) continue;
      for (const [key, value] of Object.entries(fields)) {
        if (value === undefined) delete entry[key];
        else entry[key] = value;
      }
      if (index < this.#told) changed.push({ index, entry });
    }
    for (let from = 0; from < changed.length; from += batch) {
      this.#post(changed.slice(from, from + batch), [], [], false);
    }
  }

  /** The tab shows another page. */
  async navigated(page: string): Promise<void> {
    const arrived = Date.now();
    this.#page = page;
    this.#pageNumber += 1;
    if (this.#preserve) {
      this.#port?.post({ type: 'navigated', page, clear: false });
      return;
    }
    // Firefox tells of a navigation only when the new page has loaded everything, and the requests the
    // new page made so far must stay: https://bugzilla.mozilla.org/show_bug.cgi?id=1552686. DevTools knows
    // when it began where it has its document; else the page itself is asked. It may lie, or be an old one
    // brought back: then all goes.
    const before = this.#arrived;
    this.#arrived = arrived;
    const { pages } = await this.#har();
    const known = [this.#log.documentStart(page), pageStart(pages, page)].find(
      (time) => time !== null && time > before && time <= arrived,
    );
    const origin = known ?? (await this.#inspected.timeOrigin()) ?? this.#log.documentStart(page);
    const plausible =
      origin !== null && origin <= arrived && (this.#began === null || origin >= this.#began);
    this.#began = plausible ? origin : arrived;
    this.#cut = plausible ? origin - skew : arrived;
    this.#log.keepSince(this.#cut);
    // What stayed was taken for the page before.
    this.#pages.clear();
    for (const entry of this.#log.entries) this.#onPage(entry);
    this.#port?.post({ type: 'navigated', page, clear: true });
    this.#replay();
  }

  /**
   * Call now and then: notices when the page makes requests and none is heard. Firefox tells extensions
   * only of what its Network panel shows: filter buttons, filter text and pause silence them, too.
   */
  async listen(): Promise<void> {
    const now = Date.now();
    const since = Math.max(now - memory, this.#since);
    const timings = await this.#inspected.timings?.since(since);
    if (!timings) return;
    const made = timings.filter(
      ({ name, startTime, duration, initiatorType }) =>
        /^https?:/.test(name) &&
        // Everything else may come from memory, and then there is nothing to hear.
        /^(fetch|xmlhttprequest)$/.test(initiatorType) &&
        startTime + duration < now - lateness,
    );
    const heard = new Set(this.#log.entries.slice(-batch * 10).map(urlOf));
    const silent = made.length >= 2 && !made.some(({ name }) => heard.has(withoutFragment(name)));
    const count = silent ? made.length : 0;
    if (count === this.#missed) return;
    this.#missed = count;
    this.#port?.post({ type: 'missed', count });
  }

  /** Forgets the session. */
  clear(): void {
    this.#since = Date.now();
    this.#log.clear();
    this.#told = this.#log.next;
    this.#port?.post({ type: 'cleared' });
  }

  /** Call now and then: an idle worker is stopped, and would have to be told everything again. */
  ping(): void {
    this.#port?.post({ type: 'ping' });
  }

  /** Gives entries without a response the one that `webRequest` saw, once both are there and nothing comes in between. */
  #reveal(): void {
    if (!this.#hidden.waiting) return;
    clearTimeout(this.#revealing);
    this.#revealing = setTimeout(() => {
      const { revealed, preflights } = this.#hidden.take(this.#log.entries);
      for (const { entry, by } of revealed) {
        const replaced = this.#log.replace(entry, by);
        if (replaced) this.#tellAgain(replaced);
      }
      for (const entry of preflights) this.#log.add(this.#marks.marked(entry));
      if (preflights.length > 0) this.#schedule();
    }, 400);
  }

  #keepBody(kept: unknown, entry: unknown): void {
    const { response } = (kept ?? {}) as { response?: { status?: unknown } };
    const { getContent } = (entry ?? {}) as { getContent?: unknown };
    if (typeof getContent !== 'function' || !isError(response?.status)) return;
    this.#bodies.set(kept as object, async () => getContent.call(entry));
  }

  #setPreserve(preserve: boolean): void {
    this.#preserve = preserve;
    this.#inspected.savePreserve(preserve);
    this.#port?.post({ type: 'preserving', preserve });
  }

  /** Firefox names no page in its entries; in Chromium those of workers and of frames of other sites name none. */
  #onPage(entry: unknown): unknown {
    if (typeof entry !== 'object' || entry === null) return entry;
    const { pageref, startedDateTime } = entry as Record<string, unknown>;
    const id = typeof pageref === 'string' ? pageref : `page_${this.#pageNumber}`;
    if (!this.#pages.has(id) && this.#page !== null) {
      this.#pages.set(id, { id, startedDateTime, title: this.#page, pageTimings: {} });
    }
    return this.#inspected.source === 'firefox' ? { ...entry, pageref: id } : entry;
  }

  readonly #schedule = batched(async () => {
    // Chromium has nothing to look for, and tells at once.
    if (this.#inspected.timings) await this.#lookForTimings(this.#inspected.timings);
    this.#tell();
  }, gather);

  /** Adds to the entries what Resource Timing says of them, as soon as it does, or that it says nothing. */
  async #lookForTimings(page: NonNullable<Inspected['timings']>): Promise<void> {
    const { untimed } = page;
    if (untimed.size === 0) return;
    const waiting = untimed.waiting();
    const first = waiting[0]?.request.startedAt ?? 0;
    const asked = Date.now();
    const timings = await page.since(first - 1_000);
    if (timings === null) untimed.giveUp(asked);
    const matched = timings ? untimed.match(waiting, timings, asked) : [];
    for (const { entry, timing } of matched) {
      const timed = { ...entry, _resourceTiming: timing };
      const body = this.#bodies.get(entry);
      if (body) this.#bodies.set(timed, body);
      const replaced = this.#log.replace(entry, timed);
      this.#version += 1;
      if (replaced) this.#tellAgain(replaced);
    }
    if (untimed.size === 0) return;
    this.#timing ??= setTimeout(() => {
      this.#timing = null;
      void this.#lookForTimings(page);
    }, 500);
  }

  #replay(): void {
    this.#told = this.#log.first;
    this.#tell();
  }

  /** Sends what the worker does not know yet. */
  #tell(): void {
    let from = this.#told;
    this.#told = this.#log.next;
    if (this.#port === null) return;
    const gone = this.#log.takeGone();
    do {
      const part = this.#log.from(from, batch);
      from = part.length < batch ? this.#log.next : (part.at(-1) as Replaced).index + 1;
      this.#post(part, [...this.#pages.values()], gone.splice(0), from < this.#log.next);
    } while (from < this.#log.next);
  }

  #post(part: readonly Replaced[], pages: unknown[], gone: number[], more: boolean): void {
    this.#port?.post({
      type: 'entries',
      indexes: part.map(({ index }) => index),
      entries: part.map(({ entry }) => entry),
      pages,
      gone,
      dropped: this.#log.droppedByKind,
      more,
    });
  }

  /** Tells the worker of late facts, unless it has yet to be told of the entry at all. */
  #tellAgain(replaced: Replaced): void {
    if (replaced.index < this.#told) this.#post([replaced], [], [], false);
  }

  async #har(): Promise<{ entries?: unknown[]; pages?: unknown[] }> {
    if (this.#inspected.har === null) return {};
    const before = Date.now();
    try {
      return await this.#inspected.har();
    } catch {
      return {};
    } finally {
      this.#harCost = Date.now() - before;
    }
  }

  /**
   * Chromium's entries are final when handed out, and about one in ten blocked ones has no status yet.
   * They are read again after a moment, and once more; the more a reading costs, the less often.
   */
  #lookAgain(): void {
    if (this.#inspected.har === null) return;
    this.#looks = 2;
    this.#revisit ??= setTimeout(() => this.#look(), 300 + 20 * this.#harCost);
  }

  async #look(): Promise<void> {
    this.#looks -= 1;
    const har = await this.#har();
    const fresh = (har.entries ?? []).map((entry) => this.#marks.marked(entry));
    for (const replaced of this.#log.refresh(fresh)) {
      this.#version += 1;
      this.#tellAgain(replaced);
    }
    this.#revisit =
      this.#looks > 0 ? setTimeout(() => this.#look(), 1_500 + 20 * this.#harCost) : null;
  }
}
