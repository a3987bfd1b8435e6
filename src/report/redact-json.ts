import { kindOfName } from './names.ts';
import { isPlain, looksMixed } from './randomness.ts';
import { redactCookieName } from './redact-headers.ts';
import { redactParameter } from './redact-url.ts';
import { isSecret, type Parts, structured } from './secrets.ts';

/** How deep a document may nest; `readHar` refuses deeper ones before they get here. */
const maxDepth = 500;

/** Members that hold one URL. */
const urlMember = /^(?:url|redirectURL|_?documentURL|page)$/;
/** What a message carried: of it only its type and its sizes stay. */
const aboutBody = new Set(['mimeType', 'size', 'compression', 'encoding']);

type Fields = Record<string, unknown>;

/**
 * A HAR, one of its entries, or any other JSON, of the same shape and without secrets. The value is not changed; parts
 * of it that hold no secret are not copied either: most of a file is such parts.
 */
export function redactJson(value: unknown, owner: string, parts: Parts, depth = 0): unknown {
  if (typeof value === 'string') return redactMember('', value, owner, parts);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > maxDepth) return parts.replace('deeper', 'what nests too deep');
  if (Array.isArray(value)) return redactList(value, owner, parts, depth);
  return redactFields(value as Fields, owner, parts, depth);
}

function redactList(list: unknown[], owner: string, parts: Parts, depth: number): unknown[] {
  let safe: unknown[] | null = null;
  const [name, value] = list;
  // A pair as a list: `["password", "…"]`
  if (
    list.length === 2 &&
    typeof name === 'string' &&
    /^[\w.[\]-]{1,64}$/.test(name) &&
    typeof value === 'string' &&
    !isPlain(value) &&
    isSecret(name, value, 'field')
  ) {
    return [name, parts.replace(value, `field ${parts.text(name)}`)];
  }
  for (let index = 0; index < list.length; index++) {
    const item = list[index];
    const made = redactItem(item, owner, parts, depth);
    if (made !== item) safe ??= list.slice(0, index);
    safe?.push(made);
  }
  return safe ?? list;
}

function redactItem(item: unknown, owner: string, parts: Parts, depth: number): unknown {
  if (typeof item === 'string' || typeof item === 'number') {
    return redactMember(owner, item, owner, parts);
  }
  if (owner === 'headers' && isPlainLine(item)) {
    const name = parts.text(item.name);
    const value = parts.header(item.name, item.value);
    // Most lines of a file hold no secret.
    return name === item.name && value === item.value ? item : { name, value };
  }
  if (owner === 'headers' && Array.isArray(item) && isHeaderLine(item)) {
    return [parts.text(item[0]), parts.header(item[0], item[1])];
  }
  return redactJson(item, owner, parts, depth + 1);
}

/** A line of a HAR's headers that has a name, a value and nothing else, in this order. */
function isPlainLine(item: unknown): item is { readonly name: string; readonly value: string } {
  if (typeof item !== 'object' || item === null) return false;
  const { name, value } = item as Fields;
  if (typeof name !== 'string' || typeof value !== 'string') return false;
  let members = 0;
  for (const key in item) {
    if (members === 0 && key !== 'name') return false;
    members++;
  }
  return members === 2;
}

function isHeaderLine(item: unknown[]): item is [string, string] {
  return item.length === 2 && typeof item[0] === 'string' && typeof item[1] === 'string';
}

function redactFields(fields: Fields, owner: string, parts: Parts, depth: number): Fields {
  // Null as long as nothing had to be changed.
  let safe: Fields | null = null;
  const name = typeof fields.name === 'string' ? fields.name : null;
  for (const key in fields) {
    if (!Object.hasOwn(fields, key)) continue;
    // The encoding is that of the text, which is gone.
    if (key === 'encoding' && owner === 'content' && typeof fields.text === 'string') {
      safe ??= upTo(key, fields);
      continue;
    }
    const field = fields[key];
    const made = redactField(fields, key, name, owner, parts, depth);
    const safeKey = parts.text(key);
    if (made !== field || safeKey !== key) safe ??= upTo(key, fields);
    if (safe !== null) set(safe, safeKey, made);
  }
  return safe ?? fields;
}

/** A copy of the members that come before one. */
function upTo(end: string, fields: Fields): Fields {
  const copy: Fields = {};
  for (const key in fields) {
    if (key === end) break;
    if (Object.hasOwn(fields, key)) set(copy, key, fields[key]);
  }
  return copy;
}

function redactField(
  fields: Fields,
  key: string,
  name: string | null,
  owner: string,
  parts: Parts,
  depth: number,
): unknown {
  const field = fields[key];
  if (key === 'name' && name !== null) return redactName(name, owner, parts);
  if (key === 'value' && name !== null && typeof field === 'string') {
    return redactNamed(name, field, owner, parts);
  }
  if (key === 'found' && typeof fields.header === 'string' && typeof field === 'string') {
    return fields.header === ':url' ? parts.url(field) : parts.header(fields.header, field);
  }
  const isBody = owner === 'postData' || owner === 'content';
  if (isBody && !aboutBody.has(key) && key !== 'params') {
    return emptied(field, owner === 'content' ? 'response body' : 'request body', parts);
  }
  if (typeof field === 'string' || typeof field === 'number') {
    return redactMember(key, field, owner, parts);
  }
  return redactJson(field, key, parts, depth + 1);
}

/** Defines, so that a member named "__proto__" stays a member. */
function set(object: Fields, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else object[key] = value;
}

function redactName(name: string, owner: string, parts: Parts): string {
  switch (owner) {
    case 'cookies':
      return redactCookieName(name, parts);
    case 'queryString':
      return redactParameter(name, '', false, parts)[0];
    case 'params':
      return looksMixed(name) ? parts.replace(name, 'name of a form field') : parts.text(name);
    default:
      return parts.text(name);
  }
}

/** Named values: header lines, cookies, query and form fields, as HAR writes them. */
function redactNamed(name: string, value: string, owner: string, parts: Parts): string {
  switch (owner) {
    case 'headers':
      return parts.header(name, value);
    case 'cookies':
      return parts.replace(value, 'cookie');
    case 'params':
      return parts.replace(value, 'form field');
    case 'queryString':
      return redactParameter(name, value, false, parts)[1];
    default:
      return isSecret(name, value, 'header')
        ? parts.replace(value, parts.text(name))
        : structured(value, parts);
  }
}

function redactMember(key: string, value: string | number, owner: string, parts: Parts): unknown {
  if (typeof value === 'number') {
    return kindOfName(key, 'field') === 'secret' && !/size|count|length|max|tokens?$/i.test(key)
      ? parts.replace(String(value), `field ${key}`)
      : value;
  }
  const ofStream = key === 'data' || key === 'eventId' || (key === 'eventName' && !isPlain(value));
  if (ofStream && /messages$/i.test(owner)) {
    return parts.replace(value, 'message of a socket or an event stream');
  }
  if (owner === 'params' && key !== 'name') return parts.replace(value, 'form field');
  if (key === 'serverIPAddress') return redactAddress(value, parts);
  if (urlMember.test(key) || (owner === 'cookies' && key === 'path')) return parts.url(value);
  if (isSecret(key, value, 'field')) return parts.replace(value, `field ${parts.text(key)}`);
  if (kindOfName(key, 'field') === 'id' && !/\s/.test(value)) return parts.formats(value);
  return structured(value, parts);
}

/** What a body was read into: the names of its members are the body's too. */
function emptied(value: unknown, place: string, { replace }: Parts): unknown {
  if (typeof value === 'string') return replace(value, place);
  return typeof value === 'object' && value !== null
    ? replace(JSON.stringify(value), place)
    : value;
}

/** An address within a company's network (RFC 1918): the schema of HAR wants an address, so its network stays. */
function redactAddress(value: string, { replace }: Parts): string {
  const [, network] = /^(10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+$/.exec(value) ?? [];
  if (network === undefined) return value;
  const safe = network === '10' ? '10.0.0.0' : `${network}.0.0`;
  if (safe !== value) replace(value, 'internal address');
  return safe;
}
