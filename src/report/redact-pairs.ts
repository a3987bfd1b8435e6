import { decode } from './placeholders.ts';
import { isPlain, looksMixed, looksRandom } from './randomness.ts';
import { isSecret, type Parts } from './secrets.ts';

/** `password=…`, `"token": "…"`, `X-Api-Key: …`, `:pin => "…"` in running text, however often its quotes are escaped. */
const pair =
  /(?<![\w.])(\\{0,15}["']|&quot;|)([A-Za-z\u00c0-\uffef](?:[\w.[\]\u00c0-\uffef-]|%5[bBdD]){0,63})\1([ \t]{0,8}(?:=>|[:=]|%3[aAdD])[ \t]{0,8}(?:&quot;)?)(?!(?:token[ \t])?[A-Za-z][\w-]{0,40}=["'])(\\{1,15}["'][^"'\\]*\\{1,15}["']|\["[^\]]{1,999}\]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?:basic|bearer|digest|token|dpop)[ \t]{1,8}[^\s,;"'<>]+|[^\s,;&"'<>)}\]]+)/gi;

/** `<token>…</token>` */
const element = /<([A-Za-z][\w:.-]{0,63})((?:\s[^<>]*)?>)([^<>]+)(?=<\/)/g;

/** A field of a form and its value: of `multipart/form-data`, `<input name="…" value="…">`, `<meta name="…" content="…">`. */
const field =
  /(\bname=["']?([\w.[\]-]{1,64})["']?[^<>]{0,99}?(?:\n\r?\n|\b(?:value|content)=["']))([^\r\n"'<>]{1,4000})/gi;

/** `password 'hunter2'`, `invalid token (…)`, `apiKey eq '…'`: a value in quotes or brackets right behind its name. */
const told =
  /(?<![\w-])([A-Za-z][\w-]{1,40})([ \t]{1,4}(?:(?:was|is|of|eq)[ \t]{1,4})?["'`(\u2018\u201c])([^\s"'`()\u2018-\u201d]{4,200})(?=["'`)\u2019\u201d])/g;

/** `the password is …`, `SET PASSWORD …`: what looks like a key right behind such a word. */
const behind =
  /(?<![\w-])([\w-]{0,30}(?:pass(?:word|phrase|code)|pwd|secret|token|key|seed|psk|session[ _]?id|sid|jwt|nonce|credential)s?)((?:(?: for[ \t][^\n]{1,40}?)?[ \t]{1,4}(?:is|was))?[ \t]{1,4}<?)([\w!#$%*+./=?~-]{6,200})/gi;

/** `Your verification code is 559143`, `PIN 4711`, `backup codes: 4f2a-9c1b, 7d8e-3f60` */
const spoken =
  /(?<!\w)((?:verification|security|confirmation|login|sign-?in|access|one-time|sms|recovery|backup|two-factor|2fa|mfa|pairing|enter(?: the)?) codes?|otp|pin|passcode|tan)((?: is| was| are)?:?[ \t]{1,4})((?=[a-z-]{0,9}\d)[a-z\d]{4,10}(?:[ ,-]{1,2}(?=[a-z]{0,9}\d)[a-z\d]{4,10}){0,30})(?!\w)/gi;
/** `559143 is your … code` */
const spokenFirst = /(?<!\w)\d{4,8}(?= (?:is|as) your [^.\n]{0,40}code)/g;

/** A telephone number that only the word in front of it tells: `mobile: 0664 1234567` */
const called =
  /(?<=(?<![a-z])(?:tele)?(?:phone|mobile|fax|fon|tel|cell)\.?["']?[ \t]{0,3}[:=]?[ \t]{0,3}["']?)(?!\d{4}-\d\d-)[(\d][\d ()/.-]{6,18}\d(?!\w)/gi;

/** A name and its password in front of a server, without a scheme: `root:…@tcp(10.0.0.3:3306)/app`. */
const login =
  /(?<=(?<![\w.:-])[\w.-]{1,40}:|:thin:[\w.-]{1,40}\/)[^\s:@/"'<>]{4,80}(?=@(?:\/\/)?[\w.-]{1,80}[(:/])/g;

/** Options of a command: `--password …`, `-u name:…` */
const option = /((?<!\S)--([a-z][\w-]{1,40})[ \t]["']?)([^\s"'-][^\s"']*)/gi;
const userOption = /((?<!\S)(?:-u|--user|--proxy-user)[ \t=]?["']?[^\s:"'=]{1,80}:)([^\s"']+)/g;

/** Takes secrets out of a text that its own words name; what only looks like one stays. */
export function redactPairs(value: string, { replace }: Parts): string {
  let text = value;
  if (/[:=]|%3[ad]/i.test(text)) text = pairs(text, replace, 0);
  if (/name=/i.test(text)) {
    text = text.replace(field, (all, start: string, name: string, secret: string) =>
      isSecret(name, secret, 'field') ? start + replace(secret, `${name} in text`) : all,
    );
  }
  if (/["'`()\u2018\u201c]/.test(text)) {
    text = text.replace(told, (all, name: string, gap: string, secret: string) => {
      const isPassword = /pass|pwd/i.test(name) && !isPlain(secret);
      // `refreshToken (auth.ts:88:12)` is where something happened.
      const isShown = isPassword || (looksMixed(secret) && !gap.endsWith('('));
      const isOne = isShown && isSecret(name, secret, 'field');
      return isOne ? name + gap + replace(secret, `${name} in text`) : all;
    });
  }
  if (/pass|pwd|secret|token|key|seed|psk|sid|session|jwt|nonce|credential/i.test(text)) {
    text = text.replace(behind, (all, name: string, gap: string, secret: string) =>
      isKeyBehind(name, gap, secret) ? name + gap + replace(secret, `${name} in text`) : all,
    );
  }
  if (text.includes('</')) {
    text = text.replace(element, (all, name: string, end: string, secret: string) =>
      isSecret(name, secret, 'field') ? `<${name}${end}${replace(secret, `${name} in text`)}` : all,
    );
  }
  if (/phone|mobile|fax|tel|fon|cell/i.test(text)) {
    text = text.replace(called, (secret) => replace(secret, 'telephone number'));
  }
  if (/code|otp|pin|tan/i.test(text)) {
    text = text.replace(spokenFirst, (secret) => replace(secret, 'code in text'));
    text = text.replace(spoken, (_, name: string, gap: string, secret: string) => {
      return name + gap + replace(secret, 'code in text');
    });
  }
  if (text.includes('@')) {
    text = text.replace(login, (secret) => replace(secret, 'password in text'));
  }
  if (!text.includes('-')) return text;
  return text
    .replace(option, (all, start: string, name: string, secret: string) =>
      !isPlain(secret) && isSecret(name, secret, 'field')
        ? start + replace(secret, `${name} in text`)
        : all,
    )
    .replace(userOption, (_, start: string, secret: string) => {
      return start + replace(secret, 'password in text');
    });
}

/** Whether what follows such a word is the key itself, and no other word of the sentence. */
function isKeyBehind(name: string, gap: string, value: string): boolean {
  const ofPassword = /pass|pwd/i.test(name);
  if (isMixed(value) && (ofPassword || looksMixed(value))) return true;
  const isTold = ofPassword && /(?:is|was)\s+$/.test(gap);
  return looksRandom(value) || (isTold && /\d/.test(value) && /[a-z]/i.test(value));
}

/** Of digits and letters of both cases, as no word is; or a seed in base32. */
function isMixed(value: string): boolean {
  return /^[A-Z2-7]{16,}$/.test(value)
    ? /\d/.test(value)
    : value.length >= 8 &&
        /^\w+$/.test(value) &&
        /\d/.test(value) &&
        /[a-z]/.test(value) &&
        /[A-Z]/.test(value);
}

/** `depth`: how often what is read is the value of a pair itself. */
function pairs(text: string, replace: Parts['replace'], depth: number): string {
  return text.replace(pair, (all, quote: string, name: string, sign: string, secret: string) => {
    const mark = /^\\{0,15}["']/.exec(secret)?.[0] ?? '';
    const inner = mark === '' ? secret : secret.slice(mark.length, -mark.length);
    const start = `${quote}${name}${quote}${sign}${mark}`;
    if (!isSecretPair(name, inner, sign, mark !== '')) {
      // `desc="token=…"`, `path=/cb?token=…`
      if (depth === 3 || !/[:=]|%3[ad]/i.test(inner)) return all;
      return start + pairs(inner, replace, depth + 1) + mark;
    }
    const scheme = /^(?:basic|bearer|digest|token|dpop)[ \t]+/i.exec(inner)?.[0] ?? '';
    return `${start}${scheme}${replace(inner.slice(scheme.length), `${name} in text`)}${mark}`;
  });
}

/** In prose more words look like names: what follows "password: " may be the next word of a sentence. */
function isSecretPair(name: string, value: string, sign: string, quoted: boolean): boolean {
  if (!/[A-Za-z0-9]/.test(value) || /redacted-\d/.test(value)) return false;
  // A place in a file: `auth.ts:88:12`.
  if (/^\d+(?::\d+)?$/.test(value) && /\.[a-z]{1,5}$/i.test(name)) return false;
  if (!isSecret(decode(name), value, 'field')) return false;
  const isProse =
    !quoted && /:[ \t]/.test(sign) && !name.includes('-') && /^[a-z]+[.!?]?$/i.test(value);
  return !isProse || looksMixed(value);
}
