import { replaceFormats } from './formats.ts';
import { kindOfName } from './names.ts';
import { isTrivial } from './placeholders.ts';
import { looksShort } from './randomness.ts';
import { redactPairs } from './redact-pairs.ts';
import { assetName } from './redact-url.ts';
import { type Parts, replaceRandom } from './secrets.ts';

/** A local part and a domain; a name of an image for dense screens (`logo@2x.png`) is none. */
const email =
  /(?<![\w.+%-])[\w.+%-]{1,64}(?:@|%40)(?:[A-Za-z0-9-]{1,63}\.){1,8}(?!(?:png|jpe?g|gif|webp|avif|svg|ico|css|m?js|map)\b)[A-Za-z]{2,24}(?![\w-])/g;

/** `Bearer …` and the like in running text. */
const credentials =
  /(?<!\w)(basic|bearer|negotiate|ntlm|dpop|token)([ \t]{1,8})([\w.~+/-]{8,}=*)(?![="\w])/gi;

/** A line of cookies in running text. */
const cookieLine =
  /(?<![\w-])(set-cookie|cookie)([ \t]{0,8}:[ \t]{0,8})(?=[^\s=;,]{1,80}=)([^\r\n"'`]+)/gi;

/** What keys are made of, long enough to be one. */
const run = /[A-Za-z0-9][\w~+/.-]{14,}[\w~+/]=*/g;

/** What a short key may be, and what a sentence says in front of one: `session of user 7 was Qx81…`. */
const short = /(?<![\w.-])(?=[A-Za-z]{0,14}\d)[A-Za-z0-9]{9,15}(?![\w./-])/g;
const telling =
  /(?:token|key|secret|pass|pwd?|auth|session|sid|csrf|jwt|hmac|sig|login|grant|credential|bearer|otp|cookie|code|nonce|ticket|license|access|invit|reset|magic)[^\n]{0,25}$/i;

/** A name and a sign, or a word, right in front of an id. */
const idInFront =
  /((?:[A-Za-z][\w-]{1,20} )?[A-Za-z][\w-]{1,40})["']?(?:[ \t]{0,4}[:=#][ \t]{0,4}|[ \t])["']?$/;

/** Formats of vendors and e-mail addresses: secrets wherever they stand. */
export function redactFormats(value: string, { replace }: Parts): string {
  const text = value.includes('@') || value.includes('%40') ? redactEmails(value, replace) : value;
  return replaceFormats(text, replace);
}

function redactEmails(value: string, replace: Parts['replace']): string {
  return value.replace(email, (found) =>
    found.startsWith('git@') ? found : replace(found, 'e-mail address'),
  );
}

/** Takes secrets out of prose, or of any text of unknown kind. */
export function redactText(value: string, parts: Parts): string {
  if (value.length < 5) return value;
  let at = value.indexOf('://');
  if (at < 0) return redactPiece(value, parts);
  let result = '';
  let done = 0;
  for (; at >= 0; at = value.indexOf('://', Math.max(at + 3, done))) {
    let start = at;
    while (start > done && at - start < 30 && /[a-z0-9+.-]/i.test(value.charAt(start - 1))) start--;
    while (start < at && !/[a-z]/i.test(value.charAt(start))) start++;
    if (start === at) continue;
    let end = at + 3;
    while (end < value.length && !/[\s"<>`]/.test(value.charAt(end))) end++;
    const next = end;
    // A full stop or bracket that ends the sentence is not the URL's.
    while (end > at && ".,;:!?)]}'".includes(value.charAt(end - 1))) end--;
    const named = nameInFront(value.slice(Math.max(done, start - 70), start));
    const url = value.slice(start, end);
    result += redactPiece(value.slice(done, start), parts);
    result +=
      named !== null && kindOfName(named, 'field') === 'secret'
        ? parts.replace(url, `${named} in text`)
        : parts.url(url);
    result += value.slice(end, next);
    done = next;
  }
  return result + redactPiece(value.slice(done), parts);
}

/** The name whose value begins where the text ends: `password=`, `"token": "`. */
function nameInFront(text: string): string | null {
  return (
    /([A-Za-z][\w.-]{1,63})(?:["'][ \t]{0,8}:[ \t]{0,8}["']|[ \t]{0,8}=[ \t]{0,8}["']?)$/.exec(
      text,
    )?.[1] ?? null
  );
}

/** Text without URLs. */
function redactPiece(value: string, parts: Parts): string {
  if (value.length < 5) return value;
  const { replace } = parts;
  let text = value;
  if (/cookie/i.test(text)) {
    text = text.replace(cookieLine, (_, name: string, sign: string, line: string) => {
      return name + sign + parts.header(name, line);
    });
  }
  text = redactPairs(text, parts);
  if (/basic|bearer|negotiate|ntlm|dpop|token/i.test(text)) {
    text = text.replace(credentials, (all, scheme: string, gap: string, secret: string) =>
      // "Bearer authentication" is prose; a credential has a digit or changes case.
      /\d|[a-z][A-Z]|[+/=]/.test(secret) && !isTrivial(secret)
        ? `${scheme}${gap}${replace(secret, `${scheme} in text`)}`
        : all,
    );
  }
  return redactRuns(parts.formats(text), replace);
}

function redactRuns(all: string, replace: Parts['replace']): string {
  const text = all.replace(short, (found, at: number) => {
    const before = all.slice(Math.max(0, at - 35), at);
    return looksShort(found) && telling.test(before) && !isIdBehind(before)
      ? replace(found, 'key in text')
      : found;
  });
  return text.replace(run, (found, at: number) => {
    // A file of a build: its name has the hash of its content.
    if (assetName.test(found) && /^[\w-]{1,40}[.-][0-9a-f]{6,64}\.[a-z.]{2,12}$/.test(found))
      return found;
    if (/^sha(?:256|384|512)-/.test(found)) return found;
    return replaceRandom(found, (secret) =>
      isIdBehind(text.slice(Math.max(0, at - 70), at)) ? secret : replace(secret, 'key in text'),
    );
  });
}

/** Whether what a text ends with says that an id follows. */
function isIdBehind(text: string): boolean {
  const name = idInFront.exec(text)?.[1];
  return name !== undefined && kindOfName(name, 'field') === 'id';
}
