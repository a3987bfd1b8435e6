import { get, type HeaderList } from '../../cors/headers.ts';
import { isTrustworthy } from '../../cors/loopback.ts';
import { isObject, type Json, numberOf } from '../json.ts';
import type { NetworkError } from '../types.ts';
import { type Dialect, type Meanings, part } from './types.ts';

/**
 * What only Firefox's entries have. Firefox says of no entry that it failed: a response that was kept
 * from the page looks like any other, and a request that got no response has status 0 without a reason.
 */
export interface FirefoxFacts {
  /**
   * What Resource Timing says of the fetch that this entry began. Null: the page has no entry for it
   * (another frame, a worker). Undefined: it was not asked.
   */
  readonly timing: Timing | null | undefined;
  /** True when fetches of the URL at the same time ended differently, so that it is unknown which is its own. */
  readonly mixed: boolean;
  /** False: the request never left the browser. */
  readonly sent: boolean;
  /** True when no server was asked: a cache or a service worker had the response. */
  readonly stored: boolean;
  /** True when less of the body came than `Content-Length` says. */
  readonly incomplete: boolean;
}

/** Resource Timing's word for one fetch. */
export interface Timing {
  /** The status a script could read; 0 when the response was kept from it, or it was no `cors` fetch. */
  readonly responseStatus: number;
  /** `fetch`, `xmlhttprequest`, `img`, `script`, `link`, `css`, `video`, `other` … */
  readonly initiatorType: string;
}

/**
 * Reads what a Firefox entry says beyond the HAR format, and what our devtools page added to it.
 * `headers` are those of the response.
 */
export function readFirefox(raw: Json, headers: HeaderList): FirefoxFacts {
  const timing = raw._resourceTiming;
  return {
    timing:
      isObject(timing) && typeof timing.responseStatus === 'number'
        ? {
            responseStatus: timing.responseStatus,
            initiatorType: typeof timing.initiatorType === 'string' ? timing.initiatorType : '',
          }
        : timing === null || timing === 'mixed'
          ? null
          : undefined,
    mixed: timing === 'mixed',
    // The timings of a request that was stopped on its way out are empty, not zero.
    sent: !isObject(raw.timings) || Object.keys(raw.timings).length > 0,
    stored: isStored(raw),
    incomplete: isIncomplete(raw.response, headers),
  };
}

/** True when no server was asked: what went over the network has headers of some size. */
export function isStored({ request, response }: Json): boolean {
  const received = isObject(response) && numberOf(response.status) > 0;
  return received && isObject(request) && request.headersSize === 0;
}

/** Bodies that nobody read have the size 0. */
function isIncomplete(response: unknown, headers: HeaderList): boolean {
  const content = isObject(response) ? response.content : null;
  const size = isObject(content) ? numberOf(content.size) : 0;
  const encoded = get(headers, 'content-encoding') !== null;
  return size > 0 && !encoded && size < Number(get(headers, 'content-length') ?? 0);
}

/** Mozilla's error codes, as tools that drive Firefox pass them on. */
const errors: Meanings = [
  [/^NS_ERROR_DOM_BAD_URI$/, { kind: 'cors' }],
  [/^NS_BINDING_ABORTED$/, { kind: 'aborted' }],
  [/^NS_ERROR_OFFLINE$/, { kind: 'offline' }],
  [/^NS_ERROR_UNKNOWN_(PROXY_)?HOST$/, { kind: 'dns' }],
  [/^NS_ERROR_PROXY_\w+$/, { kind: 'proxy' }],
  [/^NS_ERROR_CONNECTION_REFUSED$/, { kind: 'refused' }],
  [/^(SEC|SSL|MOZILLA_PKIX)_ERROR_\w*(DATE|EXPIRED)/, { kind: 'tls', detail: 'expired' }],
  [/^SSL_ERROR_BAD_CERT_DOMAIN$/, { kind: 'tls', detail: 'wrong-host' }],
  [
    /^(SEC|SSL|MOZILLA_PKIX)_ERROR_\w*(AUTHORITY|SELF_SIGNED|UNKNOWN_ISSUER)/,
    { kind: 'tls', detail: 'untrusted' },
  ],
  [/^(SEC|SSL)_ERROR_REVOKED/, { kind: 'tls', detail: 'revoked' }],
  [/^SSL_ERROR_\w*CLIENT_(AUTH|CERT)/, { kind: 'tls', detail: 'client-certificate' }],
  [/^SSL_ERROR_RX_RECORD_TOO_LONG$/, { kind: 'tls', detail: 'not-tls' }],
  [
    /^(SSL_ERROR_\w*(VERSION|CIPHER)|NS_ERROR_NET_INADEQUATE_SECURITY$)/,
    { kind: 'tls', detail: 'no-common-version' },
  ],
  [/^((SEC|SSL|MOZILLA_PKIX)_ERROR_\w+$|NS_ERROR_GENERATE_FAILURE\b)/, { kind: 'tls' }],
  [/^NS_ERROR_NET_TIMEOUT(_EXTERNAL)?$/, { kind: 'timeout' }],
  [
    /^NS_ERROR_(NET_(RESET|INTERRUPT|PARTIAL_TRANSFER|EMPTY_RESPONSE|HTTP[23]_\w+|ON_RECEIVING_FROM)|CONNECTION_RESET)$/,
    { kind: 'reset' },
  ],
  [/^NS_ERROR_REDIRECT_LOOP$/, { kind: 'invalid-response', detail: 'redirect-loop' }],
  [/^NS_ERROR_INVALID_CONTENT_ENCODING$/, { kind: 'invalid-response', detail: 'encoding' }],
  [
    /^NS_ERROR_(CORRUPTED_CONTENT|MALFORMED_URI|NET_ERROR_RESPONSE|UNSAFE_CONTENT_TYPE)$/,
    { kind: 'invalid-response' },
  ],
  [/^NS_ERROR_PORT_ACCESS_NOT_ALLOWED$/, { kind: 'unsafe-port' }],
  [/^NS_ERROR_BLOCKED_BY_POLICY$/, { kind: 'blocked-by-client', detail: 'policy' }],
  [
    /^NS_ERROR_(TRACKING|MALWARE|PHISHING|HARMFUL|UNWANTED|FINGERPRINTING|CRYPTOMINING|SOCIALTRACKING|EMAILTRACKING|BLOCKED|ANTITRACKING)_URI$/,
    { kind: 'blocked-by-client', detail: 'tracking-protection' },
  ],
  [/^NS_ERROR_DOM_COEP_FAILED$/, { kind: 'blocked-by-response', detail: 'isolated' }],
  [/^NS_ERROR_DOM_CORP_FAILED$/, { kind: 'blocked-by-response' }],
  [/^NS_ERROR_CSP_\w+$/, { kind: 'csp' }],
];

/** Our texts for what a Firefox entry shows of a failure. Firefox itself says nothing. */
export const firefoxErrors = {
  blocked: { kind: 'unsent', text: '(blocked)', inferred: true },
  tls: { kind: 'tls', text: 'TLS handshake failed' },
  unsafePort: { kind: 'unsafe-port', text: 'port not allowed' },
  serviceWorker: { kind: 'service-worker', text: 'response by a service worker', inferred: true },
  lost: { kind: 'reset', text: 'connection lost', inferred: true },
  incomplete: {
    kind: 'reset',
    detail: 'incomplete',
    text: 'response incomplete',
    inferred: true,
  },
  type: { kind: 'orb', text: 'blocked because of its MIME type', inferred: true },
  policy: { kind: 'blocked-by-response', text: 'NS_ERROR_DOM_CORP_FAILED' },
} as const satisfies Record<string, NetworkError>;

/**
 * Why there is no response, as far as the entry gives it away; null when it does not. Refused, not
 * resolved, timed out, aborted by the page and denied by Local Network Access all look alike.
 */
export function firefoxError(raw: Json, url: string, headers: HeaderList): NetworkError | null {
  const { response, timings, _securityState: security } = raw;
  if (!isObject(response) || numberOf(response.status) > 0 || !isObject(timings)) return null;
  if (security === 'broken') return firefoxErrors.tls;
  const { port } = new URL(url);
  if (Object.keys(timings).length === 0) {
    // The default port is written as none.
    if (port !== '' && badPorts.has(Number(port))) return firefoxErrors.unsafePort;
    // The headers are added one after the other, so they tell when it was stopped, not by whom: a policy, an
    // extension and the page itself (an abort) all do it before there is `Sec-Fetch-*`, a service worker takes over
    // later. The target of a redirect that is not followed has none of them.
    const origin = get(headers, 'origin');
    if (origin === null) return null;
    if (origin.startsWith('https:') && !isTrustworthy(url)) return firefoxErrors.blocked;
    // Fetch metadata goes to potentially trustworthy URLs only. In an exported file a body of no bytes, with its
    // encoding, is that of a request that was on its way: the page aborted it, or its preflight failed.
    return isTrustworthy(url) &&
      get(headers, 'sec-fetch-mode') !== null &&
      part(response, 'content').encoding === undefined
      ? firefoxErrors.serviceWorker
      : null;
  }
  // A connection was there and the request, or its body, went out.
  return numberOf(timings.send) > 0 || numberOf(response.bodySize) > 0 ? firefoxErrors.lost : null;
}

/** https://fetch.spec.whatwg.org/#bad-port */
const badPorts = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
  103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
  512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
  995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
  6669, 6679, 6697, 10080,
]);

/** Firefox's Network panel. */
export const firefox: Dialect = {
  id: 'firefox',
  title: "Firefox's Network panel",
  wrote: (creator) =>
    /^(firefox|nightly|mozilla firefox|tor browser|librewolf|waterfox)/.test(creator),
  source: 'firefox',
  errors,
};
