import { looksRandom, looksShort } from './randomness.ts';

/** One kind of thing that was redacted, for the preview before an export. */
export interface Redaction {
  /** What it was: "Cookie header", "query parameter access_token", "request body". */
  readonly place: string;
  readonly count: number;
}

/**
 * What stands for the secrets of one output: equal secrets get equal placeholders wherever they stood, so
 * that a reader sees that two requests used the same token. Letters, digits and a hyphen alone: they fit
 * into a URL, a header line, a cookie and a shell word.
 */
const placeholder = /^\[?redacted(?:-\d+)?\]?$/i;

/** Whether a value is a placeholder, of ours or of the "sanitized" files of others, or says that there is none. */
export function isTrivial(value: string): boolean {
  return (
    value.length < 100 &&
    (placeholder.test(value) ||
      /^(?:|true|false|null|undefined|none|yes|no|on|off|[01]|-1|me|self|current|anonymous|guest|include|omit|same-origin|unknown|required|optional|missing|invalid|expired|valid|accepted|rejected|\*+|•+|[{<[]+(?:[a-z_ -]+[}>\]]*)?|\$\{?\w+\}?|REMOVED)$/i.test(
        value,
      ))
  );
}

/** Undoes percent-encoding as far as it is valid: what is not stays as it is. */
export function decode(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value.replace(/%([2-7][0-9a-f])/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
  }
}

/** The placeholders of one output, and what was redacted. */
export class Placeholders {
  readonly #labels = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  #last = 0;
  /** What was redacted since `watch` was called, by what stands for it. */
  #seen: Map<string, string> | null = null;

  /** What stands for a secret. `place`: where it stood, for the summary; it must hold no secret itself. */
  replace(secret: string, place: string): string {
    if (isTrivial(secret)) return this.#keep(secret);
    this.#count(place);
    const key = keyOf(secret);
    let label = this.#labels.get(key);
    if (label === undefined) {
      label = `redacted-${++this.#last}`;
      this.#labels.set(key, label);
    }
    this.#seen?.set(secret, label);
    return label;
  }

  /** Secrets that are redacted from now on, until it is called again with null. */
  watch(seen: Map<string, string> | null): void {
    this.#seen = seen;
  }

  /** What was redacted so far, the most frequent first. */
  summary(): Redaction[] {
    return [...this.#counts]
      .map(([place, count]) => ({ place, count }))
      .sort((a, b) => b.count - a.count);
  }

  /** A placeholder that came with the input is not given to another secret. */
  #keep(value: string): string {
    const number = Number(/^redacted-(\d{1,9})$/.exec(value)?.[1] ?? 0);
    this.#last = Math.max(this.#last, number);
    return value;
  }

  #count(place: string): void {
    // The names in it come from the network: bounded in length and number, and a part of a key may stand for one.
    const safe = place.replace(/[\w-]{8,}/g, (word) =>
      looksRandom(word) || looksShort(word) ? '…' : word,
    );
    const short = safe.length > 80 ? `${safe.slice(0, 79)}…` : safe;
    const key = this.#counts.has(short) || this.#counts.size < 1000 ? short : 'other';
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }
}

/** Location may escape what the URL of the next request does not, and a form writes a space as "+". */
function keyOf(secret: string): string {
  let plain = secret;
  for (let round = 0; round < 3 && plain.includes('%'); round++) plain = decode(plain);
  return plain.replaceAll(' ', '+');
}
