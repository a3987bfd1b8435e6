import { kindOfName } from './names.ts';
import { decode, isTrivial } from './placeholders.ts';
import {
  isPlain,
  isResourceId,
  isUuid,
  looksMixed,
  looksRandom,
  looksShort,
} from './randomness.ts';
import { isKey, isSecret, nested, type Parts } from './secrets.ts';

/** Takes secrets out of a URL, absolute or relative. Its scheme, host and port always stay. */
export function redactUrl(value: string, parts: Parts): string {
  const body = /^data:[^,]{0,200},/i.exec(value)?.[0];
  if (body !== undefined) return body + parts.replace(value.slice(body.length), 'data: URL');
  if (/^blob:/i.test(value)) return value.slice(0, 5) + parts.url(value.slice(5));

  const start = /^(?:[a-z][a-z0-9+.-]*:)?[\\/]{2,}/i.exec(value)?.[0] ?? '';
  const authority = start === '' ? '' : authorityOf(value.slice(start.length));
  const rest = value.slice(start.length + authority.length);
  const hash = rest.indexOf('#');
  const beforeHash = hash < 0 ? rest : rest.slice(0, hash);
  const mark = beforeHash.indexOf('?');
  const path = mark < 0 ? beforeHash : beforeHash.slice(0, mark);
  const isAsset = assetName.test(path);
  return (
    start +
    userInfo(authority, parts) +
    redactPath(path, isAsset, hostOf(authority), parts) +
    (mark < 0 ? '' : `?${redactQuery(beforeHash.slice(mark + 1), isAsset, parts)}`) +
    (hash < 0 ? '' : `#${redactFragment(rest.slice(hash + 1), parts)}`)
  );
}

/** One parameter of a query, as it stands in the URL or in `queryString`: its name and value made safe. */
export function redactParameter(
  name: string,
  value: string,
  isAsset: boolean,
  parts: Parts,
): [name: string, value: string] {
  const plainName = decode(name.replaceAll('+', ' '));
  const plain = decode(value);
  const isKey = value === '' && looksShort(plainName);
  const safeName = isKey ? parts.replace(name, 'query') : nested(name, parts);
  const kind = kindOfName(plainName, 'query');
  const isNamedKey = kind === 'secret' || (kind === 'likely' && !/hash/i.test(plainName));
  // `?s=…` at a picture is the signature of its size.
  const isSigned = plainName === 's' && looksMixed(plain);
  if (isAsset && isHash(plain) && !isNamedKey && !isSigned) return [safeName, parts.formats(value)];
  if (isSecret(plainName, plain, 'query')) {
    return [safeName, parts.replace(value, `query parameter ${safeName}`)];
  }
  return [safeName, kind === 'id' ? parts.formats(value) : nested(value, parts)];
}

/** What a build puts into the names of files, so that a name changes with the content. */
export const assetName =
  /\.(?:m?js|cjs|css|map|wasm|woff2?|ttf|otf|eot|png|jpe?g|gif|webp|avif|svg|ico|mp4|webm|webmanifest)$/i;

function isHash(value: string): boolean {
  return /^[\w.~-]{1,64}$/.test(value);
}

function hostOf(authority: string): string {
  return authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
}

/** Everything up to the path. */
function authorityOf(rest: string): string {
  const authority = /^[^/\\?#]*/.exec(rest)?.[0] ?? '';
  // "user:pa/ss@host" ends its authority in the middle of the password: the port would be no number.
  const at = rest.lastIndexOf('@');
  const isCut =
    at > authority.length && !/^[^:]*(?::\d*)?$/.test(authority) && !authority.startsWith('[');
  return isCut ? rest.slice(0, at) + (/^[^/\\?#]*/.exec(rest.slice(at))?.[0] ?? '') : authority;
}

function userInfo(authority: string, { replace }: Parts): string {
  const at = authority.lastIndexOf('@');
  if (at < 0) return authority;
  const info = authority.slice(0, at);
  const colon = info.indexOf(':');
  const known = colon < 0 ? [info] : [info.slice(0, colon), info.slice(colon + 1)];
  const safe = known.map((part) => replace(part, 'user and password in a URL'));
  return safe.join(':') + authority.slice(at);
}

function redactQuery(query: string, isAsset: boolean, parts: Parts): string {
  return query
    .split('&')
    .map((pair) => {
      const sign = pair.indexOf('=');
      if (sign < 0) {
        return isAsset && isHash(pair) ? pair : redactParameter(pair, '', isAsset, parts)[0];
      }
      const [name, value] = redactParameter(
        pair.slice(0, sign),
        pair.slice(sign + 1),
        isAsset,
        parts,
      );
      return `${name}=${value}`;
    })
    .join('&');
}

/** An implicit grant's response is a query in the fragment; a router's is a path with a query. */
function redactFragment(fragment: string, parts: Parts): string {
  const mark = fragment.indexOf('?');
  const first = mark < 0 ? fragment : fragment.slice(0, mark);
  const safe = first.includes('=')
    ? redactQuery(first, false, parts)
    : redactPath(first, false, '', parts);
  return mark < 0 ? safe : `${safe}?${redactQuery(fragment.slice(mark + 1), false, parts)}`;
}

/** Words of a path whose next segment lets somebody in: `/password-reset/…`, `/invite/…`, `/token/…`. */
const secretSegment =
  /^(?:reset|resets|verify|verification|verifications|confirm|confirmation|confirmations|activate|activation|invite|invites|invitation|invitations|join|magic|magiclink|unsubscribe|unlock|recover|recovery|webhook|webhooks|hook|hooks|share|shares|shared|signed|signin|signup|login|logout|oauth|callback|session|sessions|sessionid|sid|ticket|otp|pin|code|passcode|mfa|2fa|totp|keys?|guest|redeem|claim|accept|approve|onboarding|download|auth|sso|s3cr3t|password|passwd|pwd|link|optin|optout|preview|gift|giftcards?|vouchers?|coupons?)$/;
/** Where a code of digits is a secret and no number of a thing. */
const codeSegment =
  /^(?:verify|verification|confirm|confirmation|activate|activation|otp|pin|code|passcode|mfa|totp|2fa|reset|login|signin|magic|join|unlock|redeem)$/;
/** Where a hash names a thing everybody may see. */
const hashSegment =
  /^(?:commits?|sha|sha1|sha256|blobs?|tree|raw|git|rev|revisions?|digests?|hash|hashes|avatars?|_next|_nuxt|_astro|_app|static|assets?|dist|builds?|chunks?|bundles?|immutable|cdn|npm|layers|manifests|gist|compare|archive|objects|etag|cas|integrity|checksum|checksums|ipfs|block|blocks|tx|txs|address|release|releases|deployments?|traces?|spans?|requests?|events?)$/;

function redactPath(path: string, isAsset: boolean, host: string, parts: Parts): string {
  if (path.length < 5) return path;
  // Keys by the host in front of them, and those that hold a slash themselves.
  const whole = parts.formats(`${host}${path}`);
  const safe = whole.startsWith(host) ? whole.slice(host.length) : parts.formats(path);
  const segments = safe.split('/');
  /** `raw.githubusercontent.com`, `cdn.example.com` */
  const server = host.slice(0, Math.max(0, host.indexOf('.')));
  let distance = 9;
  let isCode = false;
  for (let at = 0; at < segments.length; at++) {
    const segment = segments[at] ?? '';
    if (segment === '') continue;
    const before = segments[at - 1] ?? '';
    const earlier = segments[at - 2] ?? '';
    distance++;
    const plain = decode(segment);
    const replaced = redactSegment(
      segment,
      plain,
      [before, earlier, server],
      distance,
      isCode,
      isAsset,
      parts,
    );
    segments[at] = replaced;
    if (replaced !== segment) continue;
    const words = plain.length > 60 ? [] : plain.toLowerCase().split(/[^a-z0-9]+/);
    const isName = /^(?:2fa$|[A-Za-z_])[\w .~-]*$/.test(plain) && isSecretName(plain, words);
    if (isName) {
      distance = 0;
      isCode = words.some((word) => codeSegment.test(word));
    }
  }
  return segments.join('/');
}

function isSecretName(segment: string, words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (words.some((word) => secretSegment.test(word))) return true;
  return last !== '' && kindOfName(segment, 'field') === 'secret';
}

function redactSegment(
  segment: string,
  plain: string,
  [before, earlier, server]: readonly [string, string, string],
  distance: number,
  isCode: boolean,
  isAsset: boolean,
  parts: Parts,
): string {
  if (isTrivial(plain) || plain.length < 4) return segment;
  if (/[=;:]/.test(plain)) {
    const safe = redactMatrix(segment, parts);
    if (safe !== segment) return safe;
  }
  if (distance === 1 && isLetIn(plain, isCode, before)) {
    return parts.replace(segment, `path behind ${before}`);
  }
  if (distance <= 3 && distance > 1 && isKeyLater(plain, isCode)) {
    return parts.replace(segment, 'path');
  }
  // Links that let in whoever has them are short: `/i/<code>`, `/s/<code>`.
  if (/^[ijms]$/.test(before) && looksShort(plain)) return parts.replace(segment, 'short link');
  if (plain.includes('@')) return nested(segment, parts);
  if (plain.length < 16) return segment;
  if (
    isAsset ||
    hashSegment.test(before) ||
    hashSegment.test(earlier) ||
    (hashSegment.test(server) && /^[0-9a-f]+$/i.test(plain)) ||
    /^sha(?:1|256|512)[:-]/.test(plain)
  )
    return parts.formats(segment);
  // An id of a thing among many: `/users/<24 characters>`.
  if (/^[a-z_-]{3,30}s$/i.test(before) && plain.length <= 24 && !/[^\w-]/.test(plain)) {
    return segment;
  }
  return isResourceId(plain) ? segment : nested(segment, parts);
}

/** Right behind a name that lets in: everything but words, file names and small numbers. */
function isLetIn(plain: string, isCode: boolean, before: string): boolean {
  if (/^\d+$/.test(plain)) return isCode && plain.length >= 4;
  if (isPlain(plain.replace(/^\d+-/, '')) || isLabelled(plain)) return false;
  const [start = ''] = plain.split('.');
  if (/^[A-Za-z][\w.-]{0,60}\.[a-z]{2,5}$/.test(plain) && !isKey(start)) return false;
  if (/^[a-z_-]+s$/i.test(before) && isResourceId(plain) && !isUuid(plain)) return false;
  // These words say little: `/keys/primary-2024`, `/download/setup4`.
  if (/^(?:keys?|download|auth|callback|preview|link|join)$/.test(before)) {
    return looksMixed(plain) || isUuid(plain);
  }
  return (
    !/^[A-Za-z][a-z]+(?:\d{0,3}|[-_]\d{1,6}|(?:-(?:[a-z]+|\d{1,4})){1,6})$/.test(plain) ||
    looksMixed(plain)
  );
}

/** A little later (`/invite/accept/<key>`), what is mixed like a key. */
function isKeyLater(plain: string, isCode: boolean): boolean {
  if (/^\d+$/.test(plain)) return isCode && plain.length >= 4 && plain.length <= 10;
  if (/\.[a-z]{2,5}$/i.test(plain) && !looksRandom(plain)) return false;
  return looksMixed(plain) || isUuid(plain);
}

function isLabelled(value: string): boolean {
  return /redacted-\d/.test(value);
}

/** `x;jsessionid=…`, `password=…`: pairs in a path. */
function redactMatrix(segment: string, parts: Parts): string {
  return segment
    .split(/(;|%3b)/i)
    .map((part) => {
      const sign = part.search(/=|:|%3[ad]/i);
      if (sign < 1) return part;
      const name = part.slice(0, sign);
      const mark = part.charAt(sign) === '%' ? part.slice(sign, sign + 3) : part.charAt(sign);
      const value = part.slice(sign + mark.length);
      return /^[\w.-]+$/.test(name) && isSecret(name, decode(value), 'query')
        ? `${name}${mark}${parts.replace(value, `URL parameter ${name}`)}`
        : part;
    })
    .join('');
}
