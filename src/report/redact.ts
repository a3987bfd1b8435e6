import {
  authInText,
  authScheme,
  bare,
  cookieAttribute,
  dotted,
  jwt,
  knownSecrets,
  looksRandom,
  neverSecret,
  pairInText,
  secretHeaderName,
  secretName,
  secretNameInText,
  secretQueryName,
  urlHeader,
  urlInText,
} from './secrets.ts';

/** One kind of thing that was taken out, for the preview before an export. */
export interface Redaction {
  /** What it was: "Cookie header", "query parameter access_token", "request body". */
  readonly place: string;
  readonly count: number;
}

/**
 * Takes secrets out of everything that leaves. One redactor serves one file or one report: equal
 * secrets in URLs get equal labels, so two requests that differ only in their token stay two, and
 * the diagnosis of the redacted file is the diagnosis of the file.
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
  /** What was taken out so far, the most frequent first. */
  summary(): Redaction[];
}

const REDACTED = '[redacted]';
/** In a URL brackets would make it invalid (RFC 3986), so the label goes without. */
const REDACTED_IN_URL = 'redacted';

function decode(value: string): string {
  try {
    return decodeURIComponent(value.replace(/\+/g, ' '));
  } catch {
    return value;
  }
}

function isRedacted(value: string): boolean {
  return /^\[?redacted(-\d+)?\]?$/.test(value);
}

/** How deep a document may nest; `readHar` refuses deeper ones before they get here. */
const maxDepth = 500;

/** A redactor without memory of earlier files. */
export function createRedactor(): Redactor {
  const counts = new Map<string, number>();
  const labels = new Map<string, string>();
  /** What whole values became, longest first, while the prose of a finding is read. */
  let replacements: readonly (readonly [string, string])[] = [];

  function count(place: string): void {
    // The names in it come from the network: bounded in length and number.
    const key = place.length > 80 ? `${place.slice(0, 79)}…` : place;
    if (counts.has(key) || counts.size < 1000) counts.set(key, (counts.get(key) ?? 0) + 1);
    else counts.set('other', (counts.get('other') ?? 0) + 1);
  }

  function whole(value: string, place: string): string {
    if (value === '' || isRedacted(value)) return value;
    count(place);
    return REDACTED;
  }

  function inUrl(secret: string, place: string): string {
    if (secret === '' || isRedacted(secret)) return secret;
    count(place);
    // Location may escape what the URL of the next request does not: one secret all the same.
    const plain = decode(secret);
    const known = labels.get(plain);
    if (known !== undefined) return known;
    const label = labels.size === 0 ? REDACTED_IN_URL : `${REDACTED_IN_URL}-${labels.size + 1}`;
    labels.set(plain, label);
    return label;
  }

  function patterns(value: string, replace: (secret: string, place: string) => string): string {
    return value
      .replace(knownSecrets, (secret) => replace(secret, 'key in text'))
      .replace(dotted, (run) => run.replace(jwt, (secret) => replace(secret, 'JSON Web Token')));
  }

  /** Whether a query value shows a secret once its escapes are undone, however often it was escaped. */
  function hidesSecret(value: string): boolean {
    let plain = value;
    for (let round = 0; round < 3; round++) {
      if (looksRandom(plain) || scrub(plain, true) !== plain) return true;
      const next = decode(plain);
      if (next === plain) return false;
      plain = next;
    }
    return false;
  }

  function parameters(query: string): string {
    return query.replace(/([^&=]*)(?:=([^&]*))?/g, (pair, name: string, value?: string) => {
      if (pair === '') return '';
      if (value === undefined) {
        return hidesSecret(name) ? inUrl(name, 'query') : name;
      }
      const plainName = decode(name);
      const safeName = hidesSecret(name) ? inUrl(name, 'query') : name;
      const secret = secretQueryName.test(bare(plainName)) || hidesSecret(value);
      return `${safeName}=${secret ? inUrl(value, `query parameter ${safeName}`) : value}`;
    });
  }

  function userInfo(authority: string): string {
    const at = authority.lastIndexOf('@');
    if (at < 0) return authority;
    const [user = '', ...password] = authority.slice(0, at).split(':');
    const label = [user, ...(password.length > 0 ? [password.join(':')] : [])].map((part) =>
      part === '' || isRedacted(part) ? part : REDACTED_IN_URL,
    );
    if (label.join(':') !== authority.slice(0, at)) count('user and password in a URL');
    return `${label.join(':')}${authority.slice(at)}`;
  }

  function url(value: string): string {
    const data = /^(data:[^,]{0,200},)(.+)$/is.exec(value);
    if (data?.[1] !== undefined && data[2] !== undefined) {
      return isRedacted(data[2]) ? value : data[1] + inUrl(data[2], 'data: URL');
    }
    const start = /^(?:[a-z][a-z0-9+.-]*:)?[\\/]{2,}/i.exec(value)?.[0] ?? '';
    let rest = value.slice(start.length);
    let authority = '';
    if (start !== '') {
      authority = /^[^/\\?#]*/.exec(rest)?.[0] ?? '';
      // "user:pa/ss@host" ends its authority in the middle of the password: the port would be no number.
      const at = rest.lastIndexOf('@');
      if (
        at > authority.length &&
        !/^[^:]*(:\d*)?$/.test(authority) &&
        !authority.startsWith('[')
      ) {
        authority = rest.slice(0, at) + (/^[^/\\?#]*/.exec(rest.slice(at))?.[0] ?? '');
      }
      rest = rest.slice(authority.length);
    }
    const [, path = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(rest) ?? [];
    const safePath = patterns(start + userInfo(authority) + path, inUrl).replace(
      /;([\w.-]+)=([^;/]*)/g,
      (all, name: string, secret: string) =>
        secretQueryName.test(bare(name))
          ? `;${name}=${inUrl(secret, `URL parameter ${name}`)}`
          : all,
    );
    return (
      safePath +
      (query && `?${parameters(query.slice(1))}`) +
      // An implicit grant's answer is a query in the fragment; a router's is a path with a query.
      (fragment && `#${fragment.slice(1).split('?').map(parameters).join('?')}`)
    );
  }

  /** `probe`: only asks whether there is a secret, so nothing is counted or remembered. */
  function scrub(value: string, probe = false): string {
    const replace = probe ? () => REDACTED : whole;
    let text = value;
    if (!probe) {
      for (const [secret, safe] of replacements) text = text.replaceAll(secret, () => safe);
      text = text.replace(urlInText, (found) => {
        // A full stop or bracket that ends the sentence is not the URL's.
        let end = found.length;
        while (end > 0 && ".,;:!?)]}'".includes(found.charAt(end - 1))) end--;
        return url(found.slice(0, end)) + found.slice(end);
      });
    } else {
      text = text.replace(urlInText, (found) =>
        /^[^?#]*:\/\/[^/?#]*@/.test(found) ? REDACTED : found,
      );
      text = text.replace(/[?&#;]([^&;=?#]+)=([^&;\s]+)/g, (all, name: string, secret: string) =>
        secretQueryName.test(bare(decode(name))) && !isRedacted(secret) ? REDACTED : all,
      );
    }
    return patterns(text, replace)
      .replace(pairInText, (all, quote: string, name: string, sign: string, secret: string) => {
        if (!secretNameInText.test(bare(name)) || neverSecret.test(name.toLowerCase())) return all;
        const inner = /^["']/.test(secret) ? secret.slice(1, -1) : secret;
        const safe = replace(inner, `${name} in text`);
        return safe === inner
          ? all
          : `${quote}${name}${quote}${sign}${secret.replace(inner, () => safe)}`;
      })
      .replace(authInText, (all, scheme: string, gap: string, secret: string) =>
        // "Bearer authentication" is prose; a credential has a digit or changes case.
        /\d|[a-z][A-Z]|[+/=]/.test(secret) && !isRedacted(secret)
          ? `${scheme}${gap}${replace(secret, `${scheme} in text`)}`
          : all,
      );
  }

  function setCookie(line: string): string {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [, name, value = pair] = /^([^=\s]+)=(.*)$/s.exec(pair) ?? [];
    const safe = whole(value, 'Set-Cookie header');
    return [
      name === undefined ? safe : `${patterns(name, whole)}=${safe}`,
      ...attributes.map((part) =>
        cookieAttribute.test(part) ? part : whole(part, 'Set-Cookie header'),
      ),
    ].join('; ');
  }

  function header(name: string, value: string): string {
    const key = name.toLowerCase();
    if (key === 'set-cookie' || key === 'set-cookie2')
      return value.split('\n').map(setCookie).join('\n');
    if (key === 'authorization' || key === 'proxy-authorization') {
      const scheme = authScheme.exec(value)?.[0] ?? '';
      return scheme + whole(value.slice(scheme.length), `${name} header`);
    }
    if (!neverSecret.test(key) && secretHeaderName.test(bare(key)))
      return whole(value, `${name} header`);
    if (urlHeader.test(key)) return url(value);
    if (key === 'refresh')
      return value.replace(/(url\s*=\s*)(.*)$/is, (_, at: string, to: string) => at + url(to));
    return scrub(value);
  }

  /** Named values: header lines, cookies, query and form fields, as HAR writes them and as a tuple. */
  function named(name: string, value: string, list: string): string {
    switch (list) {
      case 'headers':
        return header(name, value);
      case 'cookies':
        return whole(value, 'cookie');
      case 'params':
        return whole(value, 'form field');
      case 'queryString':
        return secretQueryName.test(bare(name)) || hidesSecret(value)
          ? inUrl(value, `query parameter ${name}`)
          : value;
      default:
        return secretHeaderName.test(bare(name)) ? whole(value, name) : scrub(value);
    }
  }

  function member(key: string, value: unknown, owner: string, depth: number): unknown {
    if (typeof value === 'string') {
      if (key === 'text' && owner === 'postData') return whole(value, 'request body');
      if (key === 'text' && owner === 'content') return whole(value, 'response body');
      if (key === 'data' && /messages$/i.test(owner)) return whole(value, 'message of a socket');
      if (key === 'fileName' && owner === 'params') return whole(value, 'form field');
      if (/^(url|redirectURL|_?documentURL|page)$/.test(key)) return url(value);
      if (secretName.test(bare(key))) return whole(value, `field ${key}`);
      return scrub(value);
    }
    if (
      typeof value === 'number' &&
      secretName.test(bare(key)) &&
      !/size|count|length|max|tokens?$/i.test(key)
    )
      return whole(String(value), `field ${key}`);
    return visit(value, key, depth);
  }

  function visit(value: unknown, owner: string, depth: number): unknown {
    if (typeof value === 'string') return member('', value, owner, depth);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > maxDepth) return whole('deeper', 'what nests too deep');
    if (Array.isArray(value)) {
      const [name, text] = value;
      if (
        owner === 'headers' &&
        value.length === 2 &&
        typeof name === 'string' &&
        typeof text === 'string'
      )
        return [name, header(name, text)];
      return value.map((item) =>
        typeof item === 'string' || typeof item === 'number'
          ? member(owner, item, owner, depth + 1)
          : visit(item, owner, depth + 1),
      );
    }
    const fields = value as Record<string, unknown>;
    // Object.fromEntries defines members, so one named "__proto__" stays a member.
    return Object.fromEntries(
      Object.entries(fields).flatMap(([key, field]): [string, unknown][] => {
        const safeKey = scrub(key);
        if (key === 'encoding' && owner === 'content' && typeof fields.text === 'string') return [];
        if (key === 'value' && typeof fields.name === 'string' && typeof field === 'string')
          return [[safeKey, named(fields.name, field, owner)]];
        if (key === 'found' && typeof fields.header === 'string' && typeof field === 'string')
          return [[safeKey, fields.header === ':url' ? url(field) : header(fields.header, field)]];
        return [[safeKey, member(key, field, owner, depth + 1)]];
      }),
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

  return {
    header,
    url,
    text: (value) => scrub(value),
    json: <T>(value: T) => visit(value, '', 0) as T,
    finding<T extends { readonly exchange: unknown }>(finding: T): T {
      const { exchange, ...rest } = finding;
      const safe = visit(exchange, 'exchange', 0);
      const pairs = new Map<string, string>();
      changed(exchange, safe, pairs);
      replacements = [...pairs].sort(([a], [b]) => b.length - a.length);
      try {
        return { ...(visit(rest, '', 0) as Omit<T, 'exchange'>), exchange: safe } as T;
      } finally {
        replacements = [];
      }
    },
    summary: () =>
      [...counts].map(([place, n]) => ({ place, count: n })).sort((a, b) => b.count - a.count),
  };
}
