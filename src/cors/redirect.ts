import type { CorsError } from './errors.ts';
import { bytesOf, getAll, type HeaderList } from './headers.ts';
import { areSameOrigin, isSameOrigin } from './origin.ts';

/**
 * The raw `Location` of a response that is a redirect, null when it is none: browsers follow only
 * 301, 302, 303, 307 and 308, and only with a `Location`.
 * https://fetch.spec.whatwg.org/#redirect-status
 */
export function redirectLocation(response: { status: number; headers: HeaderList }): string | null {
  if (!isRedirectStatus(response.status)) return null;
  const lines = getAll(response.headers, 'location');
  if (lines.length === 0) return null;
  // Lines that say the same are one; browsers refuse lines that differ with an error of their own.
  const location = [...new Set(lines)].join(', ');
  // Bytes that are not ASCII are escaped one by one, whatever they meant.
  const bytes = bytesOf(location);
  return bytes === null
    ? location
    : [...bytes]
        .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : escapeByte(byte)))
        .join('');
}

/** Fetch standard, redirect status. https://fetch.spec.whatwg.org/#redirect-status */
export function isRedirectStatus(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/**
 * The method of the request that follows a redirect.
 * https://fetch.spec.whatwg.org/#concept-http-redirect-fetch (step 12)
 */
export function methodAfter(method: string, status: number): string {
  const toGet =
    status === 303 ? method !== 'HEAD' : (status === 301 || status === 302) && method === 'POST';
  return toGet ? 'GET' : method;
}

function escapeByte(byte: number): string {
  return `%${byte.toString(16).toUpperCase()}`;
}

/** What HTTP-redirect fetch has carried along until this hop. */
export interface RedirectState {
  /** Serialized origin of the page. */
  readonly origin: string;
  /** True once a hop was cross-origin: from then on every response is checked. */
  readonly corsFlag: boolean;
  /** True once the request went from one cross-origin URL to another origin: its `Origin` is `null` then. */
  readonly tainted: boolean;
}

/** The state on entering the first hop. */
export function startState(origin: string, url: string): RedirectState {
  return { origin, corsFlag: !isSameOrigin(origin, url), tainted: false };
}

/**
 * The state after following a redirect from `from` to `to`.
 * https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
 */
export function follow(state: RedirectState, from: string, to: string): RedirectState {
  return {
    origin: state.origin,
    corsFlag: state.corsFlag || !isSameOrigin(state.origin, to),
    tainted: state.tainted || (!isSameOrigin(state.origin, from) && !areSameOrigin(from, to)),
  };
}

/** What the request says in `Origin` on this hop. https://fetch.spec.whatwg.org/#serializing-a-request-origin */
export function serializedOrigin(state: RedirectState): string {
  return state.tainted ? 'null' : state.origin;
}

/**
 * Why a cross-origin redirect to `location` (absolute) may not be followed, null when it may:
 * credentials in the URL, then a scheme CORS does not know.
 * https://fetch.spec.whatwg.org/#concept-http-redirect-fetch (steps 5 to 10)
 */
export function redirectCheck(state: RedirectState, location: string): CorsError | null {
  let url: URL;
  try {
    url = new URL(location);
  } catch {
    return null; // A network error of its own (ERR_INVALID_REDIRECT), not a CORS check.
  }
  const crossOrigin = state.corsFlag || state.tainted || !isSameOrigin(state.origin, location);
  if (crossOrigin && (url.username !== '' || url.password !== '')) {
    return 'RedirectContainsCredentials';
  }
  return ['http:', 'https:'].includes(url.protocol) ? null : 'CorsDisabledScheme';
}
