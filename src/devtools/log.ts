import type { Dropped } from '../messages.ts';
import {
  hasNoResponse,
  identity,
  type Kind,
  kindOf,
  kinds,
  ledTo,
  record,
  shortened,
  startedAt,
  withoutBodies,
} from './entry.ts';

/** How many entries a session keeps at most. */
export const maxEntries = 10_000;
/** How many bytes of entries, as JSON in UTF-8, whatever their number: headers can be large. */
const maxBytes = 100_000_000;
/** Once there is no room, so much of it is made that the next hundreds of entries find some. */
const kept = 0.9;

/** A place in the session and the entry that stands there now. */
export interface Replaced {
  readonly index: number;
  readonly entry: unknown;
}

const none: Dropped = { sameOrigin: 0, crossOrigin: 0, failed: 0 };
const encoder = new TextEncoder();

/** The session's entries, the source of truth: everything else is built from them again when lost. */
export class Log {
  /** Entries dropped since the session began. */
  droppedByKind: Dropped = none;
  /** The index the next entry will get. Indexes are never given twice. */
  next = 0;
  readonly #entries: unknown[] = [];
  /** Of each entry its index in the session, ascending. */
  readonly #indexes: number[] = [];
  readonly #sizes: number[] = [];
  #size = 0;
  /** Indexes dropped since `takeGone`. */
  #gone: number[] = [];
  readonly #kinds = new WeakMap<object, Kind>();

  get entries(): readonly unknown[] {
    return this.#entries;
  }

  /** The index of the oldest entry kept. */
  get first(): number {
    return this.#indexes[0] ?? this.next;
  }

  get dropped(): number {
    const { sameOrigin, crossOrigin, failed } = this.droppedByKind;
    return sameOrigin + crossOrigin + failed;
  }

  /** The entry with this index; undefined where it is gone. */
  at(index: number): unknown {
    const place = this.#indexes.lastIndexOf(index);
    return place < 0 ? undefined : this.#entries[place];
  }

  /** Up to `most` entries from an index on, each with its own. */
  from(index: number, most: number): Replaced[] {
    let place = this.#indexes.length;
    while (place > 0 && (this.#indexes[place - 1] as number) >= index) place -= 1;
    return this.#entries
      .slice(place, place + most)
      .map((entry, offset) => ({ index: this.#indexes[place + offset] as number, entry }));
  }

  /** The indexes of entries that were dropped since this was called. */
  takeGone(): number[] {
    const gone = this.#gone;
    this.#gone = [];
    return gone;
  }

  /** Takes an entry in, without bodies, and drops others where there is no room. */
  add(entry: unknown): void {
    const size = encoder.encode(JSON.stringify(entry) ?? '').length;
    this.#entries.push(entry);
    this.#indexes.push(this.next);
    this.next += 1;
    this.#sizes.push(size);
    this.#size += size;
    if (this.#entries.length > maxEntries || this.#size > maxBytes) this.#makeRoom();
  }

  /** Drops the oldest of what went well within its origin, then across origins, then of what failed. */
  #makeRoom(): void {
    const failing = new Set<unknown>();
    for (const entry of this.#entries) {
      if (this.#kindOf(entry) === 'failed') failing.add(record(record(entry)?.request)?.url);
    }
    const last = this.#entries.length - 1;
    const places: Record<Kind, number[]> = { sameOrigin: [], crossOrigin: [], failed: [] };
    this.#entries.forEach((entry, place) => {
      // The newest stays, however large it is.
      if (place === last) return;
      places[ledTo(entry, failing) ? 'failed' : this.#kindOf(entry)].push(place);
    });
    const goes = new Set<number>();
    const dropped = { ...this.droppedByKind };
    let size = this.#size;
    for (const kind of kinds) {
      for (const place of places[kind]) {
        if (last + 1 - goes.size <= maxEntries * kept && size <= maxBytes * kept) break;
        goes.add(place);
        size -= this.#sizes[place] ?? 0;
        dropped[kind] += 1;
        this.#gone.push(this.#indexes[place] as number);
      }
    }
    this.droppedByKind = dropped;
    this.#size = size;
    for (const list of [this.#entries, this.#indexes, this.#sizes] as unknown[][]) {
      let to = 0;
      for (let place = 0; place <= last; place += 1) if (!goes.has(place)) list[to++] = list[place];
      list.length = to;
    }
  }

  #kindOf(entry: unknown): Kind {
    const outer = record(entry);
    if (outer === null) return 'sameOrigin';
    const kind = this.#kinds.get(outer) ?? kindOf(outer);
    this.#kinds.set(outer, kind);
    return kind;
  }

  /**
   * Takes in what the browser recorded before we listened, except what we heard ourselves and what is
   * still on its way (no status and no error): that will be heard.
   */
  addEarlier(entries: readonly unknown[]): void {
    const heard = new Set(this.#entries.map(identity));
    for (const entry of entries) {
      const pending =
        hasNoResponse(entry) && typeof record(record(entry)?.response)?._error !== 'string';
      if (!pending && !heard.has(identity(entry))) this.add(withoutBodies(entry));
    }
  }

  /** Puts an entry in another's place and says which; null when that one is gone. */
  replace(entry: unknown, by: unknown): Replaced | null {
    const place = this.#entries.lastIndexOf(entry);
    if (place < 0) return null;
    this.#entries[place] = by;
    return { index: this.#indexes[place] as number, entry: by };
  }

  /** Forgets everything. */
  clear(): void {
    this.droppedByKind = none;
    this.#gone = [];
    this.#entries.length = 0;
    this.#indexes.length = 0;
    this.#sizes.length = 0;
    this.#size = 0;
  }

  /**
   * Forgets what began before `time` (milliseconds since the epoch): the requests of the page that was
   * left. What stays moves to new indices. An entry whose beginning cannot be read goes as well.
   */
  keepSince(time: number): void {
    const kept = this.#entries.filter((entry) => startedAt(entry) >= time);
    this.clear();
    for (const entry of kept) this.add(entry);
  }

  /** When the newest load of a document at this URL began, in milliseconds since the epoch. */
  documentStart(url: string): number | null {
    const wanted = shortened(url.replace(/#.*/, ''));
    const document = this.#entries.findLast((entry) => {
      const { _resourceType, request } = record(entry) ?? {};
      return _resourceType === 'document' && record(request)?.url === wanted;
    });
    const began = startedAt(document);
    return Number.isFinite(began) ? began : null;
  }

  /**
   * Chromium hands an entry out when the request ends, and the real status may come a moment later:
   * such an entry says status 0 for good. Finds those among entries read afresh that now have a
   * status, puts them in their places and says which.
   */
  refresh(fresh: readonly unknown[]): Replaced[] {
    const waiting = new Map<string, number[]>();
    const known = new Map<string, number>();
    this.#entries.forEach((entry, place) => {
      const key = identity(entry);
      if (key === null) return;
      if (hasNoResponse(entry)) waiting.set(key, [...(waiting.get(key) ?? []), place]);
      else known.set(key, (known.get(key) ?? 0) + 1);
    });
    const replaced: Replaced[] = [];
    for (const entry of fresh) {
      const key = identity(entry);
      if (key === null || hasNoResponse(entry)) continue;
      // Identical calls may begin in the same millisecond: each response accounts for one of them.
      const received = known.get(key) ?? 0;
      if (received > 0) {
        known.set(key, received - 1);
        continue;
      }
      const place = waiting.get(key)?.shift();
      if (place === undefined) continue;
      const stripped = withoutBodies(entry);
      this.#entries[place] = stripped;
      replaced.push({ index: this.#indexes[place] as number, entry: stripped });
    }
    return replaced;
  }
}
