import type { Json } from '../json.ts';
import type { NetworkError, Source } from '../types.ts';

export type { Json } from '../json.ts';

/** What an error code means; the text itself is added by whoever asks. */
export type Meaning = Pick<NetworkError, 'kind' | 'detail'>;

/** Error codes and what they mean, the first that matches. No expression may be slower than linear. */
export type Meanings = readonly (readonly [pattern: RegExp, meaning: Meaning])[];

/**
 * What a tool does not write: failed requests, only those that got no response, preflights, the responses of failed
 * requests, the request's `Origin`.
 */
export type LeftOut = 'failures' | 'connections' | 'preflights' | 'responses' | 'origins';

/**
 * The habits of one family of tools: the only place that knows them. To add one, copy a neighbour and put it into
 * the list of index.ts. A habit is a hint: what a missing field means is decided by what the file itself shows.
 */
export interface Dialect {
  /** The name of the file. */
  readonly id: string;
  /** How a sentence names the tool. */
  readonly title: string;
  /** True when the tool calls itself this in `log.creator.name`, or in `log.browser.name`; both in lower case. */
  wrote(creator: string, browser: string): boolean;
  /** The browser whose habits its entries have; null: the one that `log.browser` names; "unknown": none. */
  readonly source: Source | null;
  /** Error codes that no other tool writes. */
  readonly errors?: Meanings;
  /** The entry as HAR 1.2 and DevTools would have it. Pure; never throws. */
  tidy?(entry: Json): Json;
  /** What it does not write, unless the file at hand shows it. */
  readonly leavesOut?: readonly LeftOut[];
  /** How to get a recording that has it, as an instruction. */
  readonly better?: string;
}

/** The `_resourceType` of a request that the tool itself made: browsers have none of this name. */
export const byTool = 'tool';

/** The member of an entry when it is an object; an empty one else. */
export function part(of: unknown, name: string): Json {
  const value = typeof of === 'object' && of !== null ? (of as Json)[name] : null;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

/** The entry with some members of its response replaced. */
export function withResponse(entry: Json, changes: Json): Json {
  return { ...entry, response: { ...part(entry, 'response'), ...changes } };
}

/** The entry with some members of its request replaced. */
export function withRequest(entry: Json, changes: Json): Json {
  return { ...entry, request: { ...part(entry, 'request'), ...changes } };
}
