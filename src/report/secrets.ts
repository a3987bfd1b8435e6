import { kindOfName, type NamePlace } from './names.ts';
import { decode, isTrivial } from './placeholders.ts';
import {
  isAnnounced,
  isPlain,
  looksMixed,
  looksRandom,
  looksShort,
  shapeOf,
} from './randomness.ts';

/** What the parts of the redactor ask of each other; `redact.ts` puts them together. */
export interface Parts {
  /** What stands for a secret; `place` says where it stood and holds no secret itself. */
  replace(secret: string, place: string): string;
  url(value: string): string;
  text(value: string): string;
  /** Text in which nothing is a secret but what its format shows to be one. */
  formats(value: string): string;
  /** As `formats`, and what its own words name. */
  named(value: string): string;
  header(name: string, value: string): string;
  json(value: unknown): unknown;
}

/** The one place that decides: is a value of this name, in this place, a secret as a whole? */
export function isSecret(name: string, value: string, place: NamePlace): boolean {
  // The name first: it is known, and most names condemn nothing.
  switch (kindOfName(name, place)) {
    case 'secret':
      return !isTrivial(value);
    case 'likely':
      return !isTrivial(value) && !isPlain(value);
    case 'hint':
      return !isTrivial(value) && looksMixed(value) && !isAnnounced(value);
    case 'none':
      return place !== 'field' && !isTrivial(value) && looksShort(value);
    default:
      return false;
  }
}

/** As many times a value may be escaped: each is read once more, so what is escaped more often is taken out unread. */
const deepest = 8;

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
  const plain = decode(value);
  if (plain !== value && depth >= deepest) return parts.replace(value, 'what nests too deep');
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
  if (isKey(run) || isCredentials(run)) return replace(run);
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

/** One long token, well mixed of digits and letters of both cases. */
function looksFull(value: string): boolean {
  if (value.length < 24 || !/^[\w-]+=*$/.test(value)) return false;
  const { digits, lowers, uppers, surprise } = shapeOf(value);
  return digits > 0 && lowers > 0 && uppers > 0 && surprise >= 0.35;
}

/** A random run that is no list of words: at most a small part of it is one, by chance or as its prefix. */
export function isKey(run: string): boolean {
  if (!looksRandom(run)) return false;
  const parts = run.split(/[/._-]+/);
  const words = parts.filter((part) => part.length >= 4 && isWord(part)).join('').length;
  return words === 0 || (looksFull(run) && words * 4 < run.length);
}

/** A plain word, and not some letters of a key between two of its signs: `tHe-`. */
function isWord(part: string): boolean {
  return isPlain(part) && /^(?:[A-Z]?[a-z]+(?:[A-Z][a-z]+)*|[A-Z]+)$/.test(part);
}

/** The base64 of `name:password`, as of Basic authentication: random letters do not decode to readable ones. */
function isCredentials(run: string): boolean {
  if (run.length > 400 || run.length % 4 === 1 || !/^[A-Za-z0-9+/]+={0,2}$/.test(run)) return false;
  try {
    return /^[\x20-\x39\x3b-\x7e]{1,200}:[\x20-\x7e]{1,200}$/.test(atob(run));
  } catch {
    return false;
  }
}
