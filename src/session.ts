import { advise } from './advice/index.ts';
import type { AdviceFinding } from './advice/types.ts';
import { type DevServer, devServerAt } from './clues/dev-server.ts';
import { isPreview, Servers, serverOf } from './clues/servers.ts';
import { redirectLocation } from './cors/redirect.ts';
import { assemble } from './recording/assemble.ts';
import { type Entry, type Pages, readEntry, readPages } from './recording/entry.ts';
import { liveRecording, type Recording } from './recording/file.ts';
import { addTo } from './recording/groups.ts';
import { targetsOf } from './recording/joining.ts';
import type { Exchange, Hop, Source, Verdict } from './recording/types.ts';
import { diagnose } from './rules/index.ts';
import type { Diagnosis, Surroundings } from './rules/types.ts';
import { examine } from './verdict/examine.ts';
import { hopAt } from './verdict/step.ts';

/** One exchange with everything we know about it. Plain data: it crosses ports and workers as it is. */
export interface Finding {
  readonly exchange: Exchange;
  readonly verdict: Verdict;
  /** Why it failed; null when it was allowed, or when nothing in the catalogue explains it. */
  readonly diagnosis: Diagnosis | null;
  readonly advice: readonly AdviceFinding[];
  /** The dev server that served the page of a request that was blocked, where other requests show one. */
  readonly devServer?: DevServer;
}

/** An entry that could not be read, counted and shown. */
export interface Malformed {
  /** Its place in the session or file. */
  readonly entry: number;
  readonly problem: string;
}

/** How a session reads its entries. */
export interface SessionOptions {
  readonly source: Source;
  /** What the file as a whole shows; left out: it is recorded here, by a browser of this `source`. */
  readonly recording?: Recording;
  /** True for a file: no entry will come later. */
  readonly complete?: boolean;
  /** The page's URL, where the entries do not say. */
  readonly page?: string | null;
}

/** A group of entries that may belong together: same URL, or joined by a redirect. */
interface Cluster {
  /** Entries still being joined, by index. */
  readonly open: Set<number>;
  /** The ids of the exchanges made of open entries. */
  ids: Set<string>;
  /** The URLs it stands for. */
  readonly urls: string[];
}

/** Open entries of one cluster beyond which the oldest are settled, so that a polled URL stays cheap. */
const openLimit = 512;

/** Loads of one URL that a rule gets to see. */
const surroundingLimit = 32;

/**
 * The entries of one tab or file and what they amount to. Entries may come in any order, more than
 * once (a later one at the same index replaces the earlier) and malformed; work is done in `flush`.
 */
export class Session {
  readonly #options: Required<SessionOptions>;
  #raw: unknown[] = [];
  #rawPages: unknown[] = [];
  #pages: Pages = new Map();
  #entries = new Map<number, Entry>();
  #malformed = new Map<number, string>();
  #clusters = new Map<string, Cluster>();
  #dirty = new Set<Cluster>();
  #byUrl = new Map<string, number[]>();
  #findings = new Map<string, Finding>();
  #servers = new Servers();
  /** By the origin of the pages they serve. */
  #devServers = new Map<string, DevServer>();
  #namesPages = false;
  /** Findings of entries that were taken back, to be told in the next flush. */
  #withdrawn = new Set<string>();
  #page: string | null;

  constructor(options: SessionOptions) {
    this.#options = {
      complete: false,
      page: null,
      recording: liveRecording(options.source),
      ...options,
    };
    this.#page = this.#options.page;
  }

  /** The page that entries without a page of their own belong to. */
  setPage(page: string | null): void {
    this.#page = page;
  }

  /** Takes HAR entries; `from` is the index of the first. `pages` is the HAR's `log.pages`. */
  add(raw: readonly unknown[], from: number, pages: readonly unknown[] = []): void {
    if (pages.length > 0) {
      this.#rawPages = [...pages];
      this.#pages = readPages(this.#rawPages);
    }
    for (const [offset, item] of raw.entries()) this.#addOne(item, from + offset);
  }

  /**
   * Examines what changed since the last call; `removed` are ids of findings that no longer hold. `onProgress` hears
   * which share of it is done, from 0 to 1.
   */
  flush(onProgress?: (share: number) => void): { findings: Finding[]; removed: string[] } {
    const removed = this.#withdrawn;
    this.#withdrawn = new Set();
    for (const id of removed) this.#forget(id);
    const unexplained = new Set<string>();
    const changed: {
      exchange: Exchange;
      verdict: Verdict;
      failures: ReturnType<typeof examine>['failures'];
    }[] = [];
    let done = 0;
    for (const cluster of this.#dirty) {
      // Joining and examining take about as long as explaining.
      if (++done % 500 === 0) onProgress?.((0.5 * done) / this.#dirty.size);
      const open = [...cluster.open].flatMap((index) => this.#entries.get(index) ?? []);
      const exchanges = assemble(open, {
        recording: this.#recording(),
        complete: this.#options.complete,
        page: this.#page,
      });
      const ids = new Set(exchanges.map((exchange) => exchange.id));
      for (const id of cluster.ids) if (!ids.has(id)) removed.add(id);
      for (const exchange of exchanges) {
        const known = this.#findings.get(exchange.id);
        if (known && JSON.stringify(known.exchange) === JSON.stringify(exchange)) {
          // Another load of the URL may explain what this one does not show.
          if (known.verdict.outcome === 'undetermined') unexplained.add(exchange.id);
          continue;
        }
        changed.push({ exchange, ...examine(exchange) });
      }
      cluster.ids = ids;
      this.#settle(cluster, exchanges);
    }
    this.#dirty.clear();
    // What was taken back may have come again in another form.
    for (const { exchange } of changed) removed.delete(exchange.id);
    for (const id of removed) this.#forget(id);
    for (const { exchange, verdict } of changed) {
      const known = this.#findings.get(exchange.id);
      if (known) this.#servers.count(known.exchange, known.verdict, -1);
      this.#servers.count(exchange, verdict, 1);
    }
    const findings = changed.map(({ exchange, verdict, failures }, index) => {
      if (index % 500 === 0) onProgress?.(0.5 + (0.5 * index) / changed.length);
      const finding = this.#explain(exchange, verdict, failures);
      this.#findings.set(exchange.id, finding);
      return finding;
    });
    const fresh = new Set(findings);
    for (const old of this.#stale(unexplained)) {
      if (!fresh.has(old)) findings.push(...this.#reconsider(old));
    }
    return { findings, removed: [...removed] };
  }

  /** The failures whose surroundings have changed; `unexplained`: those whose URL was loaded again. */
  #stale(unexplained: ReadonlySet<string>): Finding[] {
    const changed = this.#servers.takeChanged();
    if (changed.size + unexplained.size === 0) return [];
    return [...this.#findings.values()].filter(
      ({ exchange, verdict }) =>
        'step' in verdict && (unexplained.has(exchange.id) || changed.has(serverOf(exchange))),
    );
  }

  /** The failure explained anew; none when that changes nothing. */
  #reconsider({ exchange, verdict, diagnosis }: Finding): Finding[] {
    const finding = this.#explain(exchange, verdict, examine(exchange).failures);
    if (JSON.stringify(finding.diagnosis) === JSON.stringify(diagnosis)) return [];
    this.#findings.set(exchange.id, finding);
    return [finding];
  }

  /** Every finding so far, in the order of the requests. */
  findings(): Finding[] {
    return [...this.#findings.values()].sort(
      (a, b) => a.exchange.hops[0].startedAt - b.exchange.hops[0].startedAt,
    );
  }

  /** The entries that could not be read. */
  get malformed(): Malformed[] {
    return [...this.#malformed].map(([entry, problem]) => ({ entry, problem }));
  }

  get counts(): { entries: number; checked: number } {
    return { entries: this.#entries.size + this.#malformed.size, checked: this.#findings.size };
  }

  /** The entries as they came, for export, without those dropped; `from` is the index of the first. */
  raw(): { entries: unknown[]; pages: unknown[]; from: number } {
    const first = this.#raw.findIndex((item) => item !== undefined);
    const from = first < 0 ? this.#raw.length : first;
    return { entries: this.#raw.slice(from), pages: this.#rawPages, from };
  }

  /** Drops these entries and the findings that they are part of, and returns the ids of those. */
  forget(indexes: Iterable<number>): string[] {
    const gone = new Set(indexes);
    const removed: string[] = [];
    for (const [id, { exchange }] of this.#findings) {
      if (entriesOf(exchange).some((at) => gone.has(at))) removed.push(id);
    }
    for (const id of removed) {
      // What is left of it would look like a request of its own.
      for (const at of entriesOf((this.#findings.get(id) as Finding).exchange)) {
        const url = this.#entries.get(at)?.url;
        if (url !== undefined) this.#clusters.get(url)?.open.delete(at);
      }
      this.#forget(id);
    }
    const urls = new Set<string>();
    for (const at of gone) {
      this.#malformed.delete(at);
      this.#raw[at] = undefined;
      const entry = this.#entries.get(at);
      if (entry === undefined) continue;
      this.#entries.delete(at);
      this.#clusters.get(entry.url)?.open.delete(at);
      urls.add(entry.url);
    }
    for (const url of urls) {
      const same = this.#byUrl.get(url)?.filter((other) => !gone.has(other)) ?? [];
      if (same.length > 0) this.#byUrl.set(url, same);
      else {
        this.#byUrl.delete(url);
        this.#clusters.delete(url);
      }
    }
    return removed;
  }

  #addOne(item: unknown, index: number): void {
    this.#raw[index] = item;
    const entry = readEntry(item, index, this.#pages, this.#options.recording);
    const known = this.#entries.get(index);
    if (known && (typeof entry === 'string' || known.url !== entry.url)) this.#withdraw(known);
    if (typeof entry === 'string') {
      this.#malformed.set(index, entry);
      return;
    }
    this.#malformed.delete(index);
    if (entry.ofPage && !this.#namesPages) {
      this.#namesPages = true;
      for (const cluster of this.#clusters.values()) this.#dirty.add(cluster);
    }
    this.#entries.set(index, entry);
    for (const found of [
      devServerAt(entry.url, entry.response?.headers),
      entry.initiator && devServerAt(entry.initiator.url),
    ]) {
      if (found && !this.#devServers.has(found.origin)) {
        this.#devServers.set(found.origin, found.server);
      }
    }
    if (known?.url !== entry.url) {
      addTo(this.#byUrl, entry.url, index);
    }
    let cluster = this.#cluster(entry.url);
    const location = entry.response && redirectLocation(entry.response);
    for (const target of location === null ? [] : targetsOf(location, entry.url)) {
      cluster = this.#merge(cluster, this.#cluster(target));
    }
    cluster.open.add(index);
    this.#dirty.add(cluster);
  }

  /** Whether entries name their page shows only as they come. */
  #recording(): Recording {
    return { ...this.#options.recording, namesPages: this.#namesPages };
  }

  /** Takes back an entry in whose place another came. */
  #withdraw({ index, url }: Entry): void {
    this.#entries.delete(index);
    this.#byUrl.set(
      url,
      (this.#byUrl.get(url) ?? []).filter((other) => other !== index),
    );
    const cluster = this.#clusters.get(url);
    cluster?.open.delete(index);
    if (cluster) this.#dirty.add(cluster);
    // Settled ones belong to no cluster any more.
    for (const [id, { exchange }] of this.#findings) {
      if (entriesOf(exchange).includes(index)) this.#withdrawn.add(id);
    }
  }

  #cluster(url: string): Cluster {
    let cluster = this.#clusters.get(url);
    if (!cluster) {
      cluster = { open: new Set(), ids: new Set(), urls: [url] };
      this.#clusters.set(url, cluster);
    }
    return cluster;
  }

  /** Moves the smaller one into the larger, so that no URL and no entry moves more often than log n times. */
  #merge(one: Cluster, other: Cluster): Cluster {
    if (one === other) return one;
    const sizeOf = ({ urls, open }: Cluster) => urls.length + open.size;
    const [from, to] = sizeOf(one) < sizeOf(other) ? [one, other] : [other, one];
    for (const index of from.open) to.open.add(index);
    for (const id of from.ids) to.ids.add(id);
    for (const url of from.urls) {
      to.urls.push(url);
      this.#clusters.set(url, to);
    }
    // Whoever merges has something new for the other.
    this.#dirty.delete(from);
    return to;
  }

  /** Takes the oldest exchanges out of further joining once a cluster is large. */
  #settle(cluster: Cluster, exchanges: readonly Exchange[]): void {
    if (cluster.open.size <= openLimit) return;
    const settled = exchanges.slice(0, -openLimit / 4);
    const newest = settled.at(-1)?.hops[0].entry ?? -1;
    const kept = new Set(exchanges.slice(settled.length).flatMap(entriesOf));
    for (const index of cluster.open) {
      if (index <= newest && !kept.has(index)) cluster.open.delete(index);
    }
    for (const exchange of settled) {
      cluster.ids.delete(exchange.id);
      for (const index of entriesOf(exchange)) cluster.open.delete(index);
    }
  }

  #explain(
    exchange: Exchange,
    verdict: Verdict,
    failures: ReturnType<typeof examine>['failures'],
  ): Finding {
    if (isPreview(exchange, verdict)) {
      return { exchange, verdict, diagnosis: null, advice: [] };
    }
    const surroundings = this.#surroundings(exchange, verdict);
    if (verdict.outcome === 'allowed') {
      return { exchange, verdict, diagnosis: null, advice: advise(exchange, surroundings) };
    }
    if (verdict.outcome === 'pending') return { exchange, verdict, diagnosis: null, advice: [] };
    const diagnosis = diagnose({
      exchange,
      verdict,
      error: verdict.outcome === 'blocked' ? verdict.error : null,
      hop: hopAt(exchange, verdict.step),
      failures,
      surroundings,
    });
    const devServer = this.#devServers.get(exchange.origin);
    const served = verdict.outcome === 'blocked' && devServer ? { devServer } : {};
    return { exchange, verdict, diagnosis, advice: [], ...served };
  }

  #surroundings(exchange: Exchange, verdict: Verdict): Surroundings {
    const own = new Set(entriesOf(exchange));
    const indexes = this.#byUrl.get(exchange.hops[0].url) ?? [];
    const sameUrl: Hop[] = [];
    for (let at = indexes.length - 1; at >= 0 && sameUrl.length < surroundingLimit; at--) {
      const entry = this.#entries.get(indexes[at] as number);
      if (entry && !entry.simulated && !own.has(entry.index))
        sameUrl.unshift({ ...entry, entry: entry.index });
    }
    return { sameUrl, server: this.#servers.others(exchange, verdict) };
  }

  #forget(id: string): void {
    const finding = this.#findings.get(id);
    if (finding) this.#servers.count(finding.exchange, finding.verdict, -1);
    this.#findings.delete(id);
  }
}

/** The indexes of the entries an exchange is made of. */
export function entriesOf(exchange: Exchange): number[] {
  return exchange.hops
    .flatMap((leg) => [leg.entry, leg.preflight?.entry ?? -1])
    .filter((index) => index >= 0);
}
