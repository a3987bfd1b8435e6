import { kindOfName } from './names.ts';
import { looksMixed, shapeOf } from './randomness.ts';
import { isSecret, nested, type Parts, structured } from './secrets.ts';

/** Schemes of RFC 9110 authentication worth keeping: which one was used is half of a 401's diagnosis. */
const scheme =
  /^(?:basic|bearer|digest|negotiate|ntlm|dpop|token|apikey|aws4-hmac-sha256|hoba|mutual|vapid|scram-sha-\d+|gnap|sso-key|sharedkey|hmac)[ \t]+(?=\S)/i;

/** Attributes of Set-Cookie that tell why a cookie was not sent (RFC 6265bis). A value must fit its grammar. */
const cookieAttribute =
  /^(?:(?:secure|httponly|partitioned)|(?:samesite|priority)=\w+|max-age=-?\d+|domain=[\w.-]+|expires=[\w, :-]{1,40})$/i;

/** Headers whose value is one URL, possibly relative. */
const oneUrl =
  /^(?::path|location|content-location|referer|destination|sourcemap|(?:.*-)?(?:url|uri|referer|referrer|location|pathname|path|sourcemap|redirect|rewrite))$/;

/** Headers of a known grammar without secrets of their own: only URLs with one and the formats of keys count. */
const ofTheStandard =
  /^(?:access-control-.*|sec-fetch-.*|sec-ch-.*|cross-origin-.*|accept(?:-.*)?|cache-control|content-(?!location$).*|permissions-policy|feature-policy|vary|allow|server|date|expires|last-modified|age|user-agent|strict-transport-security|alt-svc|nel|report-to|reporting-endpoints|expect-ct|x-content-type-options|x-frame-options|clear-site-data|timing-allow-origin|x-powered-by|connection|keep-alive|transfer-encoding|te|trailer|pragma|priority|range|origin|host|:authority|:method|:scheme|:status|via|want-digest|digest|repr-digest|origin-agent-cluster|document-policy|x-xss-protection|dnt|upgrade.*|x-ratelimit-.*|ratelimit.*|retry-after|x-generator|x-aspnet.*-version)$/;

/** The value of one header line without its secrets; `name` in any case. */
export function redactHeader(name: string, value: string, parts: Parts): string {
  const key = name.toLowerCase();
  switch (key) {
    case 'cookie':
    case 'cookie2':
      return redactCookies(value, parts);
    case 'set-cookie':
    case 'set-cookie2':
      return value
        .split('\n')
        .map((line) => redactSetCookie(line, parts))
        .join('\n');
    case 'www-authenticate':
    case 'proxy-authenticate':
      return redactChallenge(value, name, parts);
    case 'authorization':
    case 'proxy-authorization':
      return redactWhole(name, value, parts);
    case 'link':
      return value.replace(/<([^<>]*)>/g, (_, url: string) => `<${parts.url(url)}>`);
    case 'refresh':
      return value.replace(/(url[ \t]{0,8}=[ \t]{0,8})(.*)$/is, (_, at: string, to: string) => {
        return at + parts.url(to);
      });
    case 'sec-websocket-protocol':
      return redactProtocols(value, parts);
    case 'content-security-policy':
    case 'content-security-policy-report-only':
      // Where reports go; nonces and hashes are public.
      return parts
        .formats(value)
        .split(/([\s;]+)/)
        .map((source) => (source.includes('?') ? parts.url(source) : source))
        .join('');
    case 'report-to':
    case 'reporting-endpoints':
      return structured(value, parts);
    case 'forwarded':
      return value.replace(/(for=)([^;,]+)/gi, (_, start: string, client: string) => {
        return start + parts.replace(client, 'Forwarded header');
      });
    case 'access-control-allow-headers':
    case 'access-control-expose-headers':
    case 'access-control-request-headers':
      // As the names of the headers themselves.
      return parts.text(value);
    case 'access-control-allow-origin':
      return value.includes('@') || /[?#]/.test(value) ? parts.text(value) : value;
  }
  if (/-policy$/.test(key)) return parts.formats(value);
  if (ofTheStandard.test(key)) return parts.named(value);
  if (kindOfName(name, 'header') === 'id') return parts.named(value);
  if (isSecret(name, value, 'header')) return redactWhole(name, value, parts);
  if (oneUrl.test(key)) return parts.url(value);
  // A form as one value, or JSON, escaped.
  const isEscaped = /%[2-7][0-9a-f]/i.test(value) && !/\s/.test(value);
  return isEscaped ? nested(value, parts) : structured(value, parts);
}

/** Keeps the scheme in front of a credential. */
function redactWhole(name: string, value: string, { replace }: Parts): string {
  const start = scheme.exec(value)?.[0] ?? '';
  return start + replace(value.slice(start.length), `${name} header`);
}

/** Every value of a Cookie header; which cookies were sent is left. */
function redactCookies(value: string, parts: Parts): string {
  return value
    .split(';')
    .map((pair) => {
      const gap = /^\s*/.exec(pair)?.[0] ?? '';
      return gap + redactCookie(pair.slice(gap.length), 'Cookie header', parts);
    })
    .join(';');
}

function redactSetCookie(line: string, parts: Parts): string {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const place = 'Set-Cookie header';
  return [
    redactCookie(pair, place, parts),
    ...attributes.map((part) => {
      if (cookieAttribute.test(part)) return part;
      if (/^path=\/[^\s,="]*$/i.test(part)) return part.slice(0, 5) + parts.url(part.slice(5));
      return parts.replace(part, place);
    }),
  ].join('; ');
}

function redactCookie(pair: string, place: string, parts: Parts): string {
  const sign = pair.indexOf('=');
  if (sign < 1 || /\s/.test(pair.slice(0, sign))) return parts.replace(pair, place);
  const name = redactCookieName(pair.slice(0, sign), parts);
  const value = pair.slice(sign + 1);
  const quoted = /^"[^"]*"$/.test(value);
  const safe = parts.replace(quoted ? value.slice(1, -1) : value, place);
  return `${name}=${quoted ? `"${safe}"` : safe}`;
}

/** Which cookie it is tells which server set it; a part of its name may be an id of the session or the user. */
export function redactCookieName(name: string, parts: Parts): string {
  if (name.length > 200 || !/^[\w.:-]*$/.test(name)) return parts.replace(name, 'name of a cookie');
  return name.replace(/[A-Za-z0-9]{6,}/g, (part) => {
    const { digits, size } = shapeOf(part);
    const isId = size >= 16 ? looksMixed(part) : digits >= 6;
    return isId ? parts.replace(part, 'name of a cookie') : part;
  });
}

/** A challenge says what is wrong with the credentials; its one-time values and NTLM's blob go. */
function redactChallenge(value: string, name: string, parts: Parts): string {
  const safe = value
    .replace(/((?:nonce|opaque)=")([^"]*)"/gi, (_, start: string, secret: string) => {
      return `${start}${parts.replace(secret, `${name} header`)}"`;
    })
    .replace(/((?:ntlm|negotiate|kerberos)[ \t]{1,8})([\w+/]{12,}=*)/gi, (_, start, secret) => {
      return start + parts.replace(secret, `${name} header`);
    });
  return parts.text(safe);
}

/** Clients without headers of their own put a token among the names of the protocols. */
function redactProtocols(value: string, parts: Parts): string {
  const items = parts.formats(value).split(',');
  let bearer = false;
  return items
    .map((item) => {
      const name = item.trim();
      const isToken = (bearer && name.length >= 8) || (name.length >= 12 && looksMixed(name));
      bearer = /bearer|token|auth|jwt|key/i.test(name) && !isToken;
      return isToken
        ? item.replace(name, () => parts.replace(name, 'Sec-WebSocket-Protocol header'))
        : item;
    })
    .join(',');
}
