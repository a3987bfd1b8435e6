import { isPlain, looksMixed, looksRandom } from './randomness.ts';
import { isSecret, type Parts } from './secrets.ts';

/** `password=…`, `"token": "…"`, `X-Api-Key: …`, `:pin => "…"` in running text, however often its quotes are escaped. */
const pair =
  /(?<![\w.])(\\{0,15}["']|)([A-Za-z][\w.[\]-]{0,63})\1([ \t]{0,8}(?:=>|[:=]|%3[aAdD])[ \t]{0,8})(?!(?:token[ \t])?[A-Za-z][\w-]{0,40}=["'])(\\{1,15}["'][^"'\\]*\\{1,15}["']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?:basic|bearer|digest|token|dpop)[ \t]{1,8}[^\s,;"'<>]+|[^\s,;&"'<>)}\]]+)/gi;

/** `<token>…</token>` */
const element = /<([A-Za-z][\w:.-]{0,63})>([^<>]+)(?=<\/)/g;

/** `password 'hunter2'`, `invalid token (…)`, `apiKey eq '…'`: a value in quotes or brackets right behind its name. */
const told =
  /(?<![\w-])([A-Za-z][\w-]{1,40})([ \t]{1,4}(?:(?:was|is|of|eq)[ \t]{1,4})?["'`(\u2018\u201c])([^\s"'`()\u2018-\u201d]{4,200})(?=["'`)\u2019\u201d])/g;

/** `the password is …`, `SET PASSWORD …`: what looks like a key right behind such a word. */
const behind =
  /(?<![\w-])([\w-]{0,30}(?:password|passphrase|passcode|pwd|secret|token|key))([ \t]{1,4}(?:(?:is|was)[ \t]{1,4})?<?)([\w!#$%*+./=?~-]{8,200})/gi;

/** `Your verification code is 559143`, `PIN 4711` */
const spoken =
  /(?<!\w)((?:verification|security|confirmation|login|access|one-time|sms) code|otp|pin|passcode)((?: is| was)?:?[ \t]{1,4})(\d{4,10})(?!\w)/gi;

/** A name and its password in front of a server, without a scheme: `root:…@tcp(10.0.0.3:3306)/app`. */
const login = /(?<=(?<![\w.:-])[\w.-]{1,40}:)[^\s:@/"'<>]{4,80}(?=@[\w.-]{1,80}[(:/])/g;

/** Options of a command: `--password …`, `-u name:…` */
const option = /((?<!\S)--([a-z][\w-]{1,40})[ \t]["']?)([^\s"'-][^\s"']*)/gi;
const userOption = /((?<!\S)(?:-u|--user|--proxy-user)[ \t=]?["']?[^\s:"'=]{1,80}:)([^\s"']+)/g;

/** Takes secrets out of a text that its own words name; what only looks like one stays. */
export function redactPairs(value: string, { replace }: Parts): string {
  let text = value;
  if (/[:=]|%3[ad]/i.test(text)) text = pairs(text, replace, 0);
  if (/["'`()\u2018\u201c]/.test(text)) {
    text = text.replace(told, (all, name: string, gap: string, secret: string) => {
      const isPassword = /pass|pwd/i.test(name) && !isPlain(secret);
      // `refreshToken (auth.ts:88:12)` is where something happened.
      const isShown = isPassword || (looksMixed(secret) && !gap.endsWith('('));
      const isOne = isShown && isSecret(name, secret, 'field');
      return isOne ? name + gap + replace(secret, `${name} in text`) : all;
    });
  }
  if (/passw|passphrase|passcode|pwd|secret|token|key/i.test(text)) {
    text = text.replace(behind, (all, name: string, gap: string, secret: string) =>
      isMixed(secret) || looksRandom(secret)
        ? name + gap + replace(secret, `${name} in text`)
        : all,
    );
  }
  if (text.includes('</')) {
    text = text.replace(element, (all, name: string, secret: string) =>
      isSecret(name, secret, 'field') ? `<${name}>${replace(secret, `${name} in text`)}` : all,
    );
  }
  if (/code|otp|pin/i.test(text)) {
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

/** Of digits and letters of both cases, as no word is. */
function isMixed(value: string): boolean {
  return /^\w+$/.test(value) && /\d/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value);
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
  if (!isSecret(name, value, 'field')) return false;
  const isProse =
    !quoted && /:[ \t]/.test(sign) && !name.includes('-') && /^[a-z]+[.!?]?$/i.test(value);
  return !isProse || looksMixed(value);
}
