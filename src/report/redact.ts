import { Placeholders, type Redaction } from './placeholders.ts';
import { isPlain } from './randomness.ts';
import { redactHeader } from './redact-headers.ts';
import { redactJson } from './redact-json.ts';
import { redactPairs } from './redact-pairs.ts';
import { redactFormats, redactText } from './redact-text.ts';
import { redactUrl } from './redact-url.ts';
import type { Parts } from './secrets.ts';

export type { Redaction } from './placeholders.ts';

/**
 * Takes secrets out of everything that leaves. One redactor serves one file or one report: equal secrets
 * get equal placeholders in URLs, headers and prose, so two requests that differ only in their token stay
 * two, and the diagnosis of the redacted file is the diagnosis of the file.
 */
export interface Redactor {
  /** The value of one header line; `name` in any case. */
  header(name: string, value: string): string;
  /** A whole URL, absolute or relative. */
  url(value: string): string;
  /** Prose, or any text of unknown kind. */
  text(value: string): string;
  /** A HAR, one of its entries, or any other JSON: a copy of the same shape. */
  json<T>(value: T): T;
  /** A finding: as `json`, and its prose names no value that its exchange had to give up. */
  finding<T extends { readonly exchange: unknown }>(finding: T): T;
  /** What was redacted so far, the most frequent first. */
  summary(): Redaction[];
}

/**
 * Longer values are taken out unread: patterns over several megabytes use up the stack of the engine. No URL is as
 * long in any browser, no server takes such a header, and bodies are taken out anyway.
 */
const longest = 2 ** 21;
/** A URL in a URL in a URL: each level is read by the one above it, so the deeper ones are taken out unread. */
const deepest = 10;

/** A redactor without memory of earlier files. */
export function createRedactor(): Redactor {
  const placeholders = new Placeholders();
  /** What whole values became, longest first, while the prose of a finding is read. */
  let replacements: readonly (readonly [string, string])[] = [];

  const parts: Parts = {
    replace: (secret, place) => placeholders.replace(secret, place),
    url: unchangedOnce(bounded((value) => redactUrl(value, parts), true)),
    text: unchangedOnce(bounded((value) => redactText(value, parts))),
    formats: (value) => redactFormats(value, parts),
    named: (value) => redactPairs(redactFormats(value, parts), parts),
    header: header(),
    json: (value) => redactJson(value, '', parts),
  };

  let depth = 0;

  /** Reads what is neither too long nor too deep, and takes the rest out; of a URL its server stays. */
  function bounded(redact: (value: string) => string, isUrl = false): (value: string) => string {
    return (value) => {
      if (value.length > longest) {
        const server = isUrl ? (/^[a-z]{2,5}:\/\/[^/?#]{1,300}\//i.exec(value)?.[0] ?? '') : '';
        const rest = placeholders.replace(value.slice(server.length), 'value of over 2 MB');
        return server === '' ? rest : redact(server) + rest;
      }
      if (depth >= deepest) return placeholders.replace(value, 'what nests too deep');
      depth += 1;
      try {
        return redact(value);
      } finally {
        depth -= 1;
      }
    };
  }

  /** Names and values are few: most lines of a file were seen before. */
  function header(): Parts['header'] {
    const byName = new Map<string, (value: string) => string>();
    return (name, value) => {
      let known = byName.get(name);
      if (known === undefined) {
        if (byName.size >= 300) byName.clear();
        known = unchangedOnce(
          bounded((text) => redactHeader(name, text, parts)),
          300,
        );
        byName.set(name, known);
      }
      return known(value);
    };
  }

  function prose(value: string): string {
    let text = value;
    for (const [secret, safe] of replacements) text = text.replaceAll(secret, () => safe);
    return text;
  }

  return {
    header: parts.header,
    url: parts.url,
    text: parts.text,
    json: <T>(value: T) => parts.json(value) as T,
    finding<T extends { readonly exchange: unknown }>(finding: T): T {
      const { exchange, ...rest } = finding;
      const pairs = new Map<string, string>();
      placeholders.watch(pairs);
      const safe = redactJson(exchange, 'exchange', parts);
      placeholders.watch(null);
      // A word that was a secret there is a word in prose.
      for (const secret of pairs.keys()) {
        if (secret.length < 6 || isPlain(secret)) pairs.delete(secret);
      }
      changed(exchange, safe, pairs);
      replacements = [...pairs].sort(([a], [b]) => b.length - a.length);
      const said = replacements.length === 0 ? rest : mapStrings(rest, prose);
      return { ...(parts.json(said) as Omit<T, 'exchange'>), exchange: safe } as T;
    },
    summary: () => placeholders.summary(),
  };
}

/** Remembers which strings stayed as they were: the same are asked for in every entry of a file. */
function unchangedOnce(
  redact: (value: string) => string,
  most = 20_000,
): (value: string) => string {
  const unchanged = new Set<string>();
  return (value) => {
    if (value === '' || unchanged.has(value)) return value;
    const safe = redact(value);
    if (safe === value && value.length < 500) {
      if (unchanged.size >= most) unchanged.clear();
      unchanged.add(value);
    }
    return safe;
  };
}

/** A copy in which every string was passed through a function; members' names stay. */
function mapStrings(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapStrings(item, map)]),
  );
}

/** Every string that became another, as pairs. */
function changed(before: unknown, after: unknown, into: Map<string, string>): void {
  if (typeof before === 'string') {
    if (typeof after === 'string' && before !== after && before.length >= 4)
      into.set(before, after);
  } else if (
    typeof before === 'object' &&
    before !== null &&
    typeof after === 'object' &&
    after !== null
  ) {
    const there = after as Record<string, unknown>;
    for (const [key, value] of Object.entries(before)) changed(value, there[key], into);
  }
}
