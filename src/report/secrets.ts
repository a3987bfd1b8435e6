import { kindOfName, type NamePlace } from './names.ts';
import { decode, isTrivial } from './placeholders.ts';
import { isPlain, looksMixed, looksRandom } from './randomness.ts';

/** What the parts of the redactor ask of each other; `redact.ts` puts them together. */
export interface Parts {
  /** What stands for a secret; `place` says where it stood and holds no secret itself. */
  replace(secret: string, place: string): string;
  url(value: string): string;
  text(value: string): string;
  /** Text in which nothing is a secret but what its format shows to be one. */
  formats(value: string): string;
  header(name: string, value: string): string;
  json(value: unknown): unknown;
}

/** The one place that decides: is a value of this name, in this place, a secret as a whole? */
export function isSecret(name: string, value: string, place: NamePlace): boolean {
  if (isTrivial(value)) return false;
  switch (kindOfName(name, place)) {
    case 'secret':
      return true;
    case 'likely':
      return !isPlain(value);
    case 'hint':
      return looksMixed(value);
    default:
      return false;
  }
}

/**
 * A value that no name condemns: a URL, JSON, or text, escaped or not, whose own secrets are redacted. What
 * was changed is written with as many escapes as it came with.
 */
export function nested(value: string, parts: Parts, depth = 0): string {
  const whole = isUrl(value) || isJson(value);
  if (whole) {
    const safe = structured(value, parts);
    if (safe !== value) return safe;
  }
  const plain = depth < 3 ? decode(value) : value;
  if (plain === value) return whole ? value : parts.text(value);
  const safe = nested(plain, parts, depth + 1);
  return safe === plain ? value : encodeURIComponent(safe);
}

/** As `nested`, for a value without escapes. */
export function structured(value: string, parts: Parts): string {
  if (isJson(value)) {
    const json = jsonOf(value);
    if (json !== undefined) {
      const before = JSON.stringify(json);
      const after = JSON.stringify(parts.json(json));
      return before === after ? value : after;
    }
  }
  return isUrl(value) ? parts.url(value) : parts.text(value);
}

function isJson(value: string): boolean {
  return /^\s{0,9}[{[]/.test(value);
}

/** A value that is one URL or path and nothing else. */
export function isUrl(value: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]{0,30}:\/\/|\.{0,2}\/|\?)[^\s"<>]+$/i.test(value);
}

function jsonOf(value: string): unknown {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes keys that nobody named out of a run of text without spaces: as a whole where it is one key, else
 * part by part, so that the path or the file name around a key stays.
 */
export function replaceRandom(run: string, replace: (secret: string) => string): string {
  if (run.length < 16) return run;
  if (isKey(run)) return replace(run);
  for (const separator of ['/', '.', '_', '-']) {
    if (!run.includes(separator)) continue;
    const pieces = run.split(separator);
    // Where words are joined by hyphens and underscores, only a long piece is told from a name.
    const least = separator === '/' || separator === '.' ? 16 : 20;
    const safe = pieces.map((piece) =>
      piece.length < least ? piece : replaceRandom(piece, replace),
    );
    return safe.join(separator);
  }
  return run;
}

/** A random run that is no list of words: its every longer part would look random on its own. */
function isKey(run: string): boolean {
  if (!looksRandom(run)) return false;
  const parts = run.split(/[/._-]+/);
  return !parts.some((part) => part.length >= 4 && isPlain(part));
}
