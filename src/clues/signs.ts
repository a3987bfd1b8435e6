import { get } from '../cors/headers.ts';
import type { Response } from '../recording/types.ts';

/** What gives something away: a header of a response, or ":url" for a part of its address. */
export interface Sign {
  readonly header: string;
  readonly value: string;
  /** Who is behind it, as a sentence names it. */
  readonly who: string;
}

/** Products that respond in the application's place, and the header only that response carries. */
const challengers: readonly (readonly [header: string, value: RegExp, who: string])[] = [
  ['cf-mitigated', /./, 'Cloudflare'],
  ['x-amzn-waf-action', /./, 'AWS WAF'],
  ['x-amzn-errortype', /^WAF/i, 'AWS WAF'],
  ['x-vercel-mitigated', /./, 'Vercel Firewall'],
  ['x-datadome', /./, 'DataDome'],
  ['x-sucuri-block', /./, 'Sucuri'],
  ['x-px-block', /./, 'HUMAN (PerimeterX)'],
];

/** Edge servers that put their own name into `Server` only on pages they made themselves. */
const edges: readonly (readonly [server: RegExp, who: string])[] = [
  [/^CloudFront$/i, 'CloudFront'],
  [/^AkamaiGHost/i, 'Akamai'],
  [/^ddos-guard/i, 'DDoS-Guard'],
  [/^awselb\//i, "AWS's load balancer"],
  [/^Sucuri/i, 'Sucuri'],
];

/**
 * A challenge or a block by a CDN or firewall: "certain" where the response says so itself, "likely" where an
 * edge server made a 403 page of its own. Null when nothing points to one.
 */
export function challenge(response: Response): (Sign & { certain: boolean }) | null {
  for (const [header, pattern, who] of challengers) {
    const value = get(response.headers, header);
    if (value !== null && pattern.test(value) && isRefusal(response.status)) {
      return { header, value, who, certain: true };
    }
  }
  const server = get(response.headers, 'server') ?? '';
  // Applications return 403 through the edge as well; those responses keep the application's Server.
  if (response.status === 403) {
    for (const [pattern, who] of edges) {
      if (pattern.test(server)) return { header: 'server', value: server, who, certain: false };
    }
  }
  const html = /^text\/html/i.test(get(response.headers, 'content-type') ?? '');
  const cached = get(response.headers, 'cf-cache-status');
  // Cloudflare adds its Server to every response. Its own block page is HTML that never went through a cache.
  if (/^cloudflare$/i.test(server) && response.status === 403 && html && cached === null) {
    return { header: 'server', value: server, who: 'Cloudflare', certain: false };
  }
  return null;
}

/** 202 and 405 are what AWS WAF returns for a challenge. */
function isRefusal(status: number): boolean {
  return status >= 400 || status === 202;
}

/** Who responded in front of the application, where the response says so; null when it does not. */
export function gateway(response: Response): Sign | null {
  const { headers } = response;
  const server = get(headers, 'server');
  if (server !== null) {
    for (const [pattern, who] of edges) {
      if (pattern.test(server)) return { header: 'server', value: server, who };
    }
    // Cloudflare signs every response; on its own pages there is no cache to report.
    if (/^cloudflare$/i.test(server) && get(headers, 'cf-cache-status') === null) {
      return { header: 'server', value: server, who: 'Cloudflare' };
    }
  }
  const cache = get(headers, 'x-cache');
  if (cache !== null && /^Error from cloudfront$/i.test(cache)) {
    return { header: 'x-cache', value: cache, who: 'CloudFront' };
  }
  const type = get(headers, 'x-amzn-errortype');
  if (type !== null) return { header: 'x-amzn-errortype', value: type, who: 'AWS API Gateway' };
  const via = get(headers, 'via');
  if (via !== null && /\bvegur\b/.test(via)) {
    return { header: 'via', value: via, who: "Heroku's router" };
  }
  const heroku = get(headers, 'server') ?? '';
  if (/^heroku/i.test(heroku)) {
    return { header: 'server', value: heroku, who: "Heroku's router" };
  }
  if (server !== null && !applicationSigns.some((name) => get(headers, name) !== null)) {
    for (const [pattern, who] of proxies) {
      if (pattern.test(server)) return { header: 'server', value: server, who };
    }
  }
  return null;
}

/** What proxies pass on when the application did respond. */
const applicationSigns = [
  'x-powered-by',
  'x-runtime',
  'x-envoy-upstream-service-time',
  'x-kong-upstream-latency',
];

const proxies: readonly (readonly [server: RegExp, who: string])[] = [
  [/^nginx\b/i, 'nginx'],
  [/^openresty\b/i, 'OpenResty'],
  [/^Apache\b/i, 'Apache'],
  [/^Caddy\b/i, 'Caddy'],
  [/^(istio-)?envoy\b/i, 'Envoy'],
  [/^(traefik|haproxy|varnish|litespeed)\b/i, 'the proxy'],
  [/^Google Frontend\b/i, "Google's front end"],
  [/^Microsoft-IIS\b/i, 'IIS'],
];

/** Identity providers and corporate proxies, by host. */
const loginHosts: readonly (readonly [host: RegExp, who: string])[] = [
  [
    /(^|\.)(login\.microsoftonline\.com|login\.live\.com|b2clogin\.com|ciamlogin\.com)$/,
    'Microsoft',
  ],
  [/^accounts\.google\.com$/, 'Google'],
  [/\.(okta|oktapreview|okta-emea)\.com$/, 'Okta'],
  [/\.auth0\.com$/, 'Auth0'],
  [/\.amazoncognito\.com$/, 'Amazon Cognito'],
  [/\.cloudflareaccess\.com$/, 'Cloudflare Access'],
  [/\.onelogin\.com$/, 'OneLogin'],
  [/\.(pingidentity|pingone)\.(com|eu)$/, 'Ping Identity'],
  [/^(gateway|login|authsp)\.zscal(er|ertwo|erthree|erone|oud)?\w*\.(net|com)$/, 'Zscaler'],
];

/** Words that a label of the host or a segment of the path is when it belongs to a login. */
const loginWord =
  /^(log-?_?in|sign-?_?in|sso|saml2?|oauth2?|openid|openid-connect|authorize|authenticate|adfs|keycloak)$/i;

/** Words that say so in a host name only: in a path they are as often a resource. */
const loginLabel = /^(auth|accounts?|identity|idp|oidc|cas)$/i;

/**
 * Why a URL looks like a login page: a known identity provider or corporate proxy, or a label of the host or
 * a segment of the path that says so. Null when nothing does.
 */
export function loginPage(
  url: string,
): { readonly word: string; readonly who: string | null } | null {
  const parsed = URL.parse(url);
  if (parsed === null) return null;
  for (const [pattern, who] of loginHosts) {
    if (pattern.test(parsed.hostname)) return { word: parsed.hostname, who };
  }
  // The registrable part is a name somebody chose, such as login.gov: only what stands before it tells.
  const labels = parsed.hostname.split('.').slice(0, -2);
  const segments = parsed.pathname.split('/').map((part) => part.replace(/\.\w{2,5}$/, ''));
  const word =
    [...labels, ...segments].find((part) => loginWord.test(part)) ??
    labels.find((part) => loginLabel.test(part));
  return word === undefined ? null : { word, who: null };
}

/** Statuses a proxy returns when the application sent nothing: 502 to 504, and Cloudflare's 52x and 530. */
export function isGatewayStatus(status: number): boolean {
  return (status >= 502 && status <= 504) || (status >= 520 && status <= 527) || status === 530;
}

/**
 * The values when more than one place set `Access-Control-Allow-Origin`: several lines, or one line somebody
 * folded that names an origin twice or `*` beside others. Null when it looks like a list someone wrote.
 */
export function duplicatedOrigins(lines: readonly string[]): readonly string[] | null {
  if (lines.length > 1) return lines;
  const values = (lines[0] ?? '').split(',').map((value) => value.trim());
  const repeats = new Set(values).size < values.length;
  return values.length > 1 && (repeats || values.includes('*')) ? values : null;
}

/** `Vary` names `Origin`. */
export function variesByOrigin(response: Response): boolean {
  const vary = (get(response.headers, 'vary') ?? '').toLowerCase().split(',');
  return vary.some((name) => name.trim() === 'origin');
}

/** Express, or its default error page, which survives `x-powered-by` being switched off. */
export function isExpress(response: Response): boolean {
  return (
    /^express\b/i.test(get(response.headers, 'x-powered-by') ?? '') ||
    (get(response.headers, 'content-security-policy') === "default-src 'none'" &&
      get(response.headers, 'x-content-type-options') === 'nosniff')
  );
}

/** What says that a cache served a stored response, null when nothing does. */
export function cacheHit({ headers }: Response): Pick<Sign, 'header' | 'value'> | null {
  for (const header of cacheHeaders) {
    const value = get(headers, header);
    if (value !== null && /\b(hit|stale|revalidated)\b/i.test(value)) return { header, value };
  }
  const age = get(headers, 'age');
  return age !== null && /^[1-9]\d*$/.test(age) ? { header: 'age', value: age } : null;
}

const cacheHeaders = [
  'x-cache',
  'cf-cache-status',
  'cache-status',
  'x-vercel-cache',
  'x-proxy-cache',
];

/**
 * Seconds a cache may store the response for, 0 when it may and no time is said; null when nothing says
 * that it may be stored, or it must not.
 */
export function storedFor(response: Response): number | null {
  const control = get(response.headers, 'cache-control') ?? '';
  if (/no-store|no-cache/i.test(control)) return null;
  const age = /\b(?:s-maxage|max-age)\s*=\s*"?(\d{1,9})/i.exec(control)?.[1];
  if (age !== undefined) return Number(age) > 0 ? Number(age) : null;
  return /\b(public|immutable)\b/i.test(control) || cacheHit(response) !== null ? 0 : null;
}
