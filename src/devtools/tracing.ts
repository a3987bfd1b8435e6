import type { TracingState } from '../messages.ts';
import { type Entry, type Pages, readEntry, readPages } from '../recording/entry.ts';
import { liveRecording } from '../recording/file.ts';
import { isObject } from '../recording/json.ts';
import { ownFrame, readStack } from '../recording/stack.ts';
import { limits, Trace, type TracedCall } from '../recording/trace.ts';
import { type Candidate, joinTrace } from '../recording/trace-join.ts';
import { tracedField, writeTraced } from '../recording/traced.ts';
import type { Source, Traced } from '../recording/types.ts';
import type { Capture } from './capture.ts';
import { record } from './entry.ts';
import { tracerScript } from './tracer-script.ts';

/** All times in milliseconds. The page is read this often, and less often once it has long been quiet. */
const often = 500;
const seldom = 2_000;
const quiet = 60_000;
/** A page that loads slowly is waited for. */
const patience = 30_000;
/**
 * A page that is busy, or that a breakpoint stopped, is given so long to say something. In Firefox an evaluation that a
 * navigation ends is never answered at all, so it is asked again.
 */
const busy = 5_000;
/** A load is traced for so long at most. */
const longest = 15 * 60_000;
/** Evaluations that may be rejected in a row: while a page loads some are. */
const rejections = 20;
/** Entries that are added in one load for calls that made no request. */
const mostUnsent = 500;

/** What tracing needs of the browser; a test gives its own. */
export interface Traceable {
  readonly source: Source;
  /** Loads the page again and runs the script before any of the page's. */
  reload(injectedScript: string): void;
  /** The value of an expression in the page; null where it has none. Rejects where the browser evaluates nothing. */
  evaluate(expression: string): Promise<unknown>;
  /** How it stands has changed. */
  onChange(state: TracingState): void;
}

/** "Reload with tracing": one load whose calls are noted in the page, and what was noted, joined to the entries. */
export class Tracing {
  readonly #page: Traceable;
  readonly #capture: Capture;
  #state: TracingState = { phase: 'off', calls: 0, dropped: 0, problem: null };
  /** The reload that counts: an earlier one that still waits for an answer ends. */
  #run = 0;
  readonly #read = new WeakMap<object, Entry>();

  constructor(page: Traceable, capture: Capture) {
    this.#page = page;
    this.#capture = capture;
  }

  get state(): TracingState {
    return this.#state;
  }

  /** Loads the page once with tracing. A second call while the reload is under way changes nothing. */
  start(): void {
    if (this.#state.phase === 'loading') return;
    const key = randomKey();
    this.#run += 1;
    this.#set({ phase: 'loading', calls: 0, dropped: 0, problem: null });
    this.#page.reload(tracerScript(key, limits));
    void this.#follow(key, this.#run);
  }

  /** Reads what the page notes until it is left. */
  async #follow(key: string, run: number): Promise<void> {
    const trace = new Trace();
    const unsent = new Set<number>();
    const began = Date.now();
    let version = -1;
    let heard = Date.now();
    let rejected = 0;
    for (;;) {
      const answer = await this.#ask(`window[${JSON.stringify(key)}]`, trace.next);
      if (run !== this.#run) return;
      if (answer === 'rejected' || answer === 'silent') {
        // About half a minute of silence, or ten seconds of refusals.
        rejected += answer === 'silent' ? 4 : 1;
        // Chromium evaluates nothing in its own error pages; in Firefox it may do so nowhere any more.
        if (rejected >= rejections) {
          return this.#end(
            this.#page.source === 'firefox' ? 'refused' : trace.origin ? null : 'silent',
          );
        }
      } else {
        rejected = 0;
        const taken = trace.take(answer);
        if (taken?.changed) heard = Date.now();
        if (taken === null) {
          // The page was left, or is not there yet.
          if (trace.origin !== null) return this.#end(null);
          if (Date.now() - began > patience) return this.#end('silent');
        } else {
          if (taken.more) continue;
          const recorded = this.#capture.version;
          // A call without an entry is certain to have none only after a while.
          if (taken.changed || recorded !== version || Date.now() - heard < 5_000) {
            version = recorded;
            this.#join(trace, unsent);
          }
          this.#set({
            phase: 'on',
            calls: trace.calls.size,
            dropped: trace.dropped,
            problem: null,
          });
        }
      }
      if (Date.now() - began > longest) {
        void this.#ask(`window[${JSON.stringify(key)}]`, -1);
        return this.#end(null);
      }
      await pause(Date.now() - heard > quiet ? seldom : often);
      if (run !== this.#run) return;
    }
  }

  /** What the page's reader gives; null where it has none. Only one evaluation is under way at a time. */
  async #ask(reader: string, from: number): Promise<unknown> {
    const expression = `typeof ${reader} === "function" ? ${reader}(${from}) : null`;
    try {
      return await Promise.race([
        this.#page.evaluate(expression),
        pause(busy).then(() => 'silent'),
      ]);
    } catch {
      return 'rejected';
    }
  }

  #end(problem: TracingState['problem']): void {
    this.#set({ ...this.#state, phase: 'off', problem });
  }

  #set(state: TracingState): void {
    const changed = JSON.stringify(state) !== JSON.stringify(this.#state);
    this.#state = state;
    if (changed) this.#page.onChange(state);
  }

  /** Writes what is known by now into the entries, and adds one for each call that made no request. */
  #join(trace: Trace, unsent: Set<number>): void {
    const { page, pages, entries } = this.#capture.recorded();
    const { source } = this.#page;
    const read = readPages(pages);
    const candidates = entries.flatMap(({ index, entry }) => this.#candidate(index, entry, read));
    const joined = joinTrace(trace, candidates, {
      chromium: source === 'chromium',
      page,
      now: Date.now(),
    });
    const changes = new Map<number, Record<string, unknown>>();
    for (const { index, entry } of entries) {
      const before = record(entry)?.[tracedField];
      const found = joined.facts.get(index);
      if (found === undefined) {
        // A join that no longer holds; what stands for a call that made no request stays.
        if (isObject(before) && before.version === 1 && before.unsent === undefined) {
          this.#read.delete(entry as object);
          changes.set(index, { [tracedField]: source === 'chromium' ? {} : undefined });
        }
        continue;
      }
      const after = writeTraced(found.traced);
      if (JSON.stringify(before) === JSON.stringify(after)) continue;
      const { frame } = found;
      const known = record(record(entry)?._initiator) !== null || frame === null;
      this.#read.delete(entry as object);
      changes.set(index, {
        [tracedField]: after,
        ...(known
          ? {}
          : { _initiator: { type: 'script', url: frame.url, lineNumber: frame.line - 1 } }),
      });
    }
    if (changes.size > 0) this.#capture.annotate(changes);
    const pageref = entries.findLast(({ entry }) => typeof record(entry)?.pageref === 'string');
    for (const { call, traced } of joined.unsent) {
      if (unsent.has(call.id) || unsent.size >= mostUnsent) continue;
      unsent.add(call.id);
      this.#capture.finished(entryOf(call, traced, record(pageref?.entry)?.pageref));
    }
  }

  #candidate(index: number, raw: unknown, pages: Pages): Candidate[] {
    const item = record(raw);
    if (item === null) return [];
    const mark = item[tracedField];
    if (isObject(mark) && mark.unsent !== undefined) return [];
    const known = this.#read.get(item);
    const entry =
      known?.index === index
        ? known
        : readEntry(item, index, pages, liveRecording(this.#page.source));
    if (typeof entry === 'string') return [];
    this.#read.set(item, entry);
    return [{ entry, frames: readStack(item._initiator), passed: isObject(mark) }];
  }
}

/** An entry for a call that the browser has none of. */
function entryOf(call: TracedCall, traced: Traced, pageref: unknown): object {
  const elapsed = traced.elapsed ?? 0;
  const frame = ownFrame(call.frames);
  return {
    startedDateTime: new Date(call.at).toISOString(),
    time: elapsed,
    ...(typeof pageref === 'string' ? { pageref } : {}),
    _resourceType: call.api,
    ...(frame
      ? { _initiator: { type: 'script', url: frame.url, lineNumber: frame.line - 1 } }
      : {}),
    request: {
      method: call.method ?? 'GET',
      url: call.url ?? '',
      httpVersion: '',
      headers: [],
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      status: 0,
      statusText: '',
      httpVersion: '',
      headers: [],
      cookies: [],
      content: { size: 0, mimeType: 'x-unknown' },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
      _error: '',
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: elapsed },
    [tracedField]: writeTraced(traced),
  };
}

/** A name that no page can guess, 128 bits in letters. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `corsLens${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}
