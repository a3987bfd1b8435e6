import { originOf } from '../cors/origin.ts';
import { simulatedMark } from '../recording/entry.ts';
import { startedAt, urlOf } from './entry.ts';

/** The clocks of page and recording differ by a few milliseconds. */
export const skew = 20;

/** When fix previews were on, and which requests they may have changed. Times are milliseconds since the epoch. */
export class Marks {
  /** The last may still be on. */
  #previews: { readonly server: string; readonly from: number; readonly to: number }[] = [];

  /** From now on the responses of this server are changed; null: of none any more. */
  set(server: string | null, now: number): void {
    this.#previews = this.#previews.map((preview) => ({
      ...preview,
      to: Math.min(preview.to, now),
    }));
    if (server !== null) this.#previews.push({ server, from: now, to: Number.POSITIVE_INFINITY });
  }

  /** Says of an entry that its response may have come while the server's responses were changed. */
  marked(entry: unknown): unknown {
    if (this.#previews.length === 0) return entry;
    const began = startedAt(entry);
    const { time } = (entry ?? {}) as { time?: unknown };
    const ended = began + (typeof time === 'number' && time > 0 ? time : 0);
    const server = originOf(urlOf(entry));
    const changed = this.#previews.some(
      (preview) =>
        preview.server === server && began <= preview.to + skew && ended >= preview.from - skew,
    );
    return changed ? { ...(entry as object), [simulatedMark]: true } : entry;
  }
}
