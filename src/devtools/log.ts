/** How many entries a session keeps; the oldest are dropped first. */
export const maxEntries = 10_000;
/** How many characters of entries a session keeps, whatever their number: headers can be large. */
export const maxSize = 100_000_000;

/** A place in the session and the entry that stands there now. */
export interface Replaced {
  readonly index: number;
  readonly entry: unknown;
}

/** The session's entries, the source of truth: everything else is built from them again when lost. */
export class Log {
  /** The session's index of the oldest entry kept. Indices are never given twice. */
  first = 0;
  /** Entries dropped since the session began. */
  dropped = 0;
  readonly #entries: unknown[] = [];
  readonly #sizes: number[] = [];
  #size = 0;

  get entries(): readonly unknown[] {
    return this.#entries;
  }

  /** The index the next entry will get. */
  get next(): number {
    return this.first + this.#entries.length;
  }

  /** Takes an entry in, without bodies, and lets the oldest go where there is no room. */
  add(entry: unknown): void {
    const size = JSON.stringify(entry)?.length ?? 0;
    this.#entries.push(entry);
    this.#sizes.push(size);
    this.#size += size;
    let excess = 0;
    while (
      excess < this.#entries.length - 1 &&
      (this.#entries.length - excess > maxEntries || this.#size > maxSize)
    ) {
      this.#size -= this.#sizes[excess] ?? 0;
      excess += 1;
    }
    if (excess > 0) {
      this.#entries.splice(0, excess);
      this.#sizes.splice(0, excess);
      this.first += excess;
      this.dropped += excess;
    }
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
    return { index: this.first + place, entry: by };
  }

  /** Forgets everything. */
  clear(): void {
    this.first = this.next;
    this.dropped = 0;
    this.#entries.length = 0;
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
      // Identical calls may begin in the same millisecond: each one answered accounts for one of them.
      const received = known.get(key) ?? 0;
      if (received > 0) {
        known.set(key, received - 1);
        continue;
      }
      const place = waiting.get(key)?.shift();
      if (place === undefined) continue;
      const stripped = withoutBodies(entry);
      this.#entries[place] = stripped;
      replaced.push({ index: this.first + place, entry: stripped });
    }
    return replaced;
  }
}

/** True for an entry that names no status: not answered, or not yet known to be. */
export function hasNoResponse(entry: unknown): boolean {
  const response = record(record(entry)?.response);
  return response !== null && response.status === 0;
}

/**
 * The entry as plain data without request and response bodies, WebSocket and EventSource messages:
 * they are never kept. What is not an object stays what it is, to be counted as malformed.
 */
export function withoutBodies(entry: unknown): unknown {
  const outer = record(entry);
  if (outer === null) return typeof entry === 'function' ? null : entry;
  const { _webSocketMessages, _eventSourceMessages, getContent, ...rest } = outer;
  const request = record(rest.request);
  if (request !== null) {
    const { postData, ...kept } = request;
    const data = record(postData);
    rest.request = {
      ...kept,
      ...(typeof kept.url === 'string' ? { url: shortened(kept.url) } : {}),
      ...(data === null ? {} : { postData: { mimeType: data.mimeType } }),
    };
  }
  const response = record(rest.response);
  const content = record(response?.content);
  if (response !== null && content !== null) {
    const { text, encoding, ...kept } = content;
    rest.response = { ...response, content: kept };
  }
  return rest;
}

/** A `data:` URL is a body too. */
function shortened(url: string): string {
  return /^data:/i.test(url) && url.length > 100 ? `${url.slice(0, 100)}…` : url;
}

/** When the request began, in milliseconds since the epoch; -Infinity when the entry does not say. */
export function startedAt(entry: unknown): number {
  const value = record(entry)?.startedDateTime;
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}

/** What stays the same of an entry when its late facts arrive. */
function identity(entry: unknown): string | null {
  const outer = record(entry);
  const request = record(outer?.request);
  if (outer === null || request === null || typeof request.url !== 'string') return null;
  return `${outer.startedDateTime} ${request.method} ${shortened(request.url)}`;
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}
