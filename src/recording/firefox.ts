import { get, type HeaderList } from '../cors/headers.ts';

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

type Json = Record<string, unknown>;

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
            initiatorType: String(timing.initiatorType ?? ''),
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
  const received = isObject(response) && Number(response.status) > 0;
  return received && isObject(request) && request.headersSize === 0;
}

/** Bodies that nobody read have the size 0. */
function isIncomplete(response: unknown, headers: HeaderList): boolean {
  const content = isObject(response) ? response.content : null;
  const size = isObject(content) ? Number(content.size) : 0;
  const encoded = get(headers, 'content-encoding') !== null;
  return size > 0 && !encoded && size < Number(get(headers, 'content-length') ?? 0);
}

/** Our words for what a Firefox entry gives away of a failure. Firefox itself says nothing. */
export const firefoxErrors = {
  blocked: '(blocked)',
  tls: 'TLS handshake failed',
  unsafePort: 'port not allowed',
  serviceWorker: 'answered by a service worker',
  extension: 'stopped before it was sent',
  lost: 'connection lost',
  incomplete: 'answer incomplete',
} as const;

/**
 * Why there is no response, as far as the entry gives it away; null when it does not. Refused, not
 * resolved, timed out, aborted by the page and denied by Local Network Access all look alike.
 */
export function firefoxError(raw: Json, url: string, headers: HeaderList): string | null {
  const { response, timings, _securityState: security } = raw;
  if (!isObject(response) || Number(response.status) > 0 || !isObject(timings)) return null;
  if (security === 'broken') return firefoxErrors.tls;
  const { protocol, hostname, port } = new URL(url);
  if (Object.keys(timings).length === 0) {
    // The default port is written as none.
    if (port !== '' && badPorts.has(Number(port))) return firefoxErrors.unsafePort;
    // The headers are added one after the other, so they tell who stopped it: a policy of the page does
    // before there is `Connection`, an extension before there is `Sec-Fetch-*`, a service worker later.
    // The target of a redirect that is not followed has none of them.
    const has = (name: string) => headers.some(([key]) => key === name);
    if (!has('origin')) return null;
    if (!has('connection')) return firefoxErrors.blocked;
    if (!getsFetchMetadata(protocol, hostname)) return null;
    return has('sec-fetch-mode') ? firefoxErrors.serviceWorker : firefoxErrors.extension;
  }
  // A connection was there and the request, or its body, went out.
  return Number(timings.send) > 0 || Number(response.bodySize) > 0 ? firefoxErrors.lost : null;
}

/** True for those of the words that the entry suggests without proving them. */
export function isInferred(error: string): boolean {
  const { tls, unsafePort, ...others } = firefoxErrors;
  return (Object.values(others) as string[]).includes(error);
}

/** Fetch metadata goes to potentially trustworthy URLs only. */
function getsFetchMetadata(protocol: string, hostname: string): boolean {
  return (
    protocol === 'https:' || /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  );
}

/** https://fetch.spec.whatwg.org/#bad-port */
const badPorts = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
  103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
  512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
  995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
  6669, 6679, 6697, 10080,
]);

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
