import { lastLeg } from '../clues/failure.ts';
import { get, getAll } from '../cors/headers.ts';
import { isTrustworthy } from '../cors/loopback.ts';
import { isSameOrigin } from '../cors/origin.ts';
import { code, named } from '../prose.ts';
import type { Exchange, Leg } from '../recording/types.ts';
import { isRedacted } from '../verdict/checks.ts';
import type { Advice } from './types.ts';

export default {
  id: 'cookie-not-sent',
  title: "Cookie won't be sent on later requests",
  spec: 'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#name-samesite-cookies',
  advise(exchange) {
    const hop = lastLeg(exchange);
    if (!hop.response || isSameOrigin(exchange.origin, hop.url)) return;
    const lines = getAll(hop.response.headers, 'set-cookie').flatMap(
      (line) => line.match(cookies) ?? [],
    );
    for (const joined of lines) {
      const line = joined.replace(/^, ?/, '');
      const fault = faultOf(line, exchange, hop);
      if (fault === null) continue;
      const name = code(line.split('=')[0] ?? '');
      return {
        summary: `${named(hop)} sets the cookie ${name}, but ${fault.what}. Later requests don't send it, so users appear logged out.`,
        steps: fault.steps,
        evidence: [
          {
            side: 'response',
            header: 'set-cookie',
            found: line,
            expected: fault.expected,
          },
        ],
      };
    }
    return;
  },
} satisfies Advice;

/** Safari and some proxies join the lines of one name; a value may have commas, too, but not behind its attributes. */
const cookies = /[^;]+(?:;(?:[^,]|,(?! ?[^\s;,=]+=))*)?/g;

/** Set by load balancers and firewalls for themselves. */
const infrastructure =
  /^(__cf|_cfuvid|cf_|AWSALB|AWSELB|ARRAffinity|ASLBSA|GCLB|incap_|visid_incap|nlbi_|datadome|ak_bmsc|bm_|NID$|__Host-GAPS)/i;

function faultOf(line: string, exchange: Exchange, hop: Leg) {
  if (infrastructure.test(line) || /max-age=(0|-\d+)\s*(;|$)|01[ -]Jan[ -]1970/i.test(line))
    return null;
  // What redacts a value may take the attributes, too.
  if (isRedacted((/^[^=;]*=([^;]*)$/.exec(line)?.[1] ?? '').trim())) return null;
  const attributes = line
    .split(';')
    .slice(1)
    .map((part) => part.trim().toLowerCase());
  const secure = attributes.includes('secure');
  const sameSite = attributes.find((part) => part.startsWith('samesite='))?.slice(9) ?? null;
  const target = URL.parse(hop.url);
  if (exchange.credentials === 'omit' && exchange.mode === 'cors') {
    return {
      what: 'the request was sent without credentials, so the browser ignores it',
      expected: null,
      steps: [
        "Use `credentials: 'include'` (or `withCredentials`) on the request, and send `Access-Control-Allow-Credentials: true` from the server.",
      ],
    };
  }
  if (sameSite === 'none' && !secure) {
    return {
      what: 'browsers reject `SameSite=None` without `Secure`',
      expected: 'SameSite=None; Secure',
      steps: ['Set it with `SameSite=None; Secure`, over https.'],
    };
  }
  if (secure && target?.protocol === 'http:' && !isTrustworthy(target.href)) {
    return {
      what: 'browsers reject a `Secure` cookie from an http server',
      expected: null,
      steps: ['Serve the API over https.'],
    };
  }
  // Only the browser knows what is one site; it says so in Sec-Fetch-Site.
  if (get(hop.headers, 'sec-fetch-site') === 'cross-site' && sameSite !== 'none') {
    return {
      what: `it has ${sameSite === null ? 'no `SameSite`, which means `Lax`' : code(`SameSite=${sameSite}`)}: browsers don't store or send it cross-site`,
      expected: 'SameSite=None; Secure',
      steps: [
        'Set it with `SameSite=None; Secure`. Browsers that block third-party cookies reject it even then.',
        'Better: serve the page and the API from one site (`app.example.com` and `api.example.com`), or use a token in the `Authorization` header.',
      ],
    };
  }
  return null;
}
