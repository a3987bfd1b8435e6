/**
 * The 300 most frequent pairs of letters in English prose and in identifiers, by their first letter: they
 * make up 98.7 % of all pairs there, and 44 % of the pairs of random letters.
 */
const usual: Readonly<Record<string, string>> = {
  a: 'bcdfgiklmnprstuvwxy',
  b: 'aeijlorstuy',
  c: 'acehiklorstuy',
  d: 'adeilorsuy',
  e: 'abcdefgilmnopqrstvwxy',
  f: 'aefilorstuy',
  g: 'aeghilnorstu',
  h: 'aeiortu',
  i: 'abcdefgklmnoprstvxz',
  j: 'aes',
  k: 'aeins',
  l: 'abdeilopstuvy',
  m: 'abeilmopsu',
  n: 'acdefgiklmnopstuvy',
  o: 'abcdefgiklmnoprstuvw',
  p: 'adehilmoprstuy',
  q: 'u',
  r: 'acdefgiklmnoprstuvwy',
  s: 'acefhiklnopstuy',
  t: 'acehilmoprstuwy',
  u: 'abcdefgilmnprst',
  v: 'aeio',
  w: 'aehinorsw',
  x: 'aceipt',
  y: 'imnoprst',
  z: 'e',
};

/** Pairs of letters by code, 0 to 25: 1 for a usual one. */
const isUsual = new Uint8Array(26 * 26);
for (const [first, seconds] of Object.entries(usual)) {
  for (const second of seconds) {
    isUsual[(first.charCodeAt(0) - 97) * 26 + second.charCodeAt(0) - 97] = 1;
  }
}

const none = 0;
const digit = 1;
const lower = 2;
const upper = 3;

function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return lower;
  if (code >= 65 && code <= 90) return upper;
  return code >= 48 && code <= 57 ? digit : none;
}

/** How a string is made up. */
export interface Shape {
  /** Letters and digits in it. */
  readonly size: number;
  readonly digits: number;
  readonly uppers: number;
  readonly lowers: number;
  /** Upper-case letters right behind a lower-case one. */
  readonly humps: number;
  /**
   * How little its neighbours belong together, from 0 (words, numbers) to 1. Words and camel case stay below
   * 0.15, random letters and digits lie around 0.5, random hexadecimal digits around 0.35.
   */
  readonly surprise: number;
}

/** Measures a string in one pass. What is neither an ASCII letter nor a digit only parts its neighbours. */
export function shapeOf(value: string): Shape {
  const counts = [0, 0, 0, 0];
  let humps = 0;
  let pairs = 0;
  let sum = 0;
  let before = none;
  let beforeCode = 0;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    const kind = kindOf(code);
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (before !== none && kind !== none) {
      pairs++;
      if (before === digit) sum += kind === digit ? 0.15 : 0.8;
      else if (kind === digit) sum += 0.4;
      else if (before === lower && kind === upper) {
        humps++;
        sum += 0.4;
      } else if (isUsual[((beforeCode | 32) - 97) * 26 + (code | 32) - 97] === 0) sum++;
    }
    before = kind;
    beforeCode = code;
  }
  const [, digits = 0, lowers = 0, uppers = 0] = counts;
  return {
    size: digits + lowers + uppers,
    digits,
    lowers,
    uppers,
    humps,
    surprise: pairs === 0 ? 0 : sum / pairs,
  };
}

/** Version 1 to 8 UUIDs and the nil UUID, with their hyphens. */
const uuid = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;
/** Resource ids that announce themselves: ULID, CUID, the prefixed ids of payment APIs, records of Salesforce. */
const resourceId =
  /^(?:0[0-7][0-9A-HJKMNP-TV-Z]{24}|c[a-z0-9]{24}|(?:cus|ch|sub|price|prod|in|evt|acct|txn|req|dp|po|il|si|pm|re)_\w{8,24}|00[0-9A-Za-z]{13}[A-Z0-5]{3})$/;
/** A machine, a disk or a network of AWS; a site as Google counts its visits. */
const machineId =
  /^(?:(?:i|ami|eni|vol|vpc|snap|sg|rtb|subnet)-[0-9a-f]{8,17}|(?:G|UA|AW|DC|GTM)-[A-Z0-9]{6,12}(?:-\d{1,4})?)$/;
/** An object id of MongoDB. */
const objectId = /^[0-9a-f]{24}$/i;
const hexadecimal = /^(?:0x)?[0-9a-f]+$/i;

/** Whether it is an id by its format: it names a thing, and nobody keeps such an id secret. */
export function isResourceId(value: string): boolean {
  return (
    uuid.test(value) || objectId.test(value) || resourceId.test(value) || machineId.test(value)
  );
}

/** Whether it is an id of a thing that announces itself. */
export function isAnnounced(value: string): boolean {
  return resourceId.test(value);
}

/** Whether it is a UUID. */
export function isUuid(value: string): boolean {
  return uuid.test(value);
}

/** A key nobody named: long enough, and mixed enough, to be nothing else. Ids by format are none. */
export function looksRandom(value: string): boolean {
  if (value.length < 16 || isResourceId(value)) return false;
  const { size, digits, uppers, lowers, humps, surprise } = shapeOf(value);
  const letters = uppers + lowers;
  if (size < 16 || letters === 0 || (digits === 0 && humps < 3)) return false;
  if (hexadecimal.test(value)) return size >= 28 && digits > 0;
  const isFull = digits > 0 && uppers > 0 && lowers > 0;
  if (size >= 28 || (size >= 20 && isFull)) return surprise >= 0.21;
  if (size >= 20) return surprise >= 0.26;
  return isFull
    ? surprise >= 0.4
    : digits > 1 && surprise >= 0.45 && /^[a-z\d]+$|^[A-Z\d]+$/.test(value);
}

/** A time of ISO 8601, with or without its hyphens and colons. */
const time = /^\d{4}-?\d\d-?\d\dT[\d:.]+(?:Z|[+-][\d:]+)?$/;

/** As `looksRandom`, where the name beside it already says that it may be a secret: eight characters do. */
export function looksMixed(value: string): boolean {
  if (value.length < 8 || isUuid(value) || machineId.test(value) || time.test(value)) return false;
  const { size, digits, uppers, lowers, humps, surprise } = shapeOf(value);
  if (size < 8) return false;
  if (digits > 0 && uppers + lowers > 0) {
    if (hexadecimal.test(value)) return size >= 16;
    return surprise >= 0.22;
  }
  return surprise >= (humps > 0 ? 0.3 : 0.35);
}

/** Short, and mixed of digits and letters of both cases like no word: a key, whatever its name. */
export function looksShort(value: string): boolean {
  if (value.length < 8 || value.length > 15 || !/^[A-Za-z0-9]+$/.test(value)) return false;
  const { digits, uppers, lowers, surprise } = shapeOf(value);
  return digits > 0 && uppers > 0 && lowers > 0 && surprise >= 0.25;
}

/** Words as people write them into paths and queries, small numbers, versions: no secret of any kind. */
export function isPlain(value: string): boolean {
  if (value.length > 60) return false;
  if (/^\d{1,3}$|^v\d{1,2}(?:\.\d{1,3}){0,2}$|^\d{1,2}\.\d{1,3}(?:\.\d{1,3})?$/i.test(value)) {
    return true;
  }
  if (!/^[A-Za-z]+(?:[-_. +:,][A-Za-z]+)*$/.test(value)) return false;
  const { size, humps, surprise } = shapeOf(value);
  return size <= 4 || surprise <= (size < 8 ? 0.35 : humps > 0 ? 0.22 : 0.26);
}
