import { headerSeen } from '../clues/evidence.ts';
import { lastLeg } from '../clues/failure.ts';
import { seconds } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { maxAgeCaps, preflightMaxAge } from '../cors/max-age.ts';
import { address, quote } from '../prose.ts';
import type { Hop } from '../recording/types.ts';
import type { Advice } from './types.ts';

export default {
  id: 'preflight-not-cached',
  title: 'The same preflight is asked again and again',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-cache',
  advise(exchange, { sameUrl }) {
    const own = lastLeg(exchange).preflight;
    if (!own?.response || preflightMaxAge(own.response.headers, 'chromium') >= 60) return;
    // With "Disable cache" ticked the browser asks every time, whatever the server says.
    if (/no-cache/.test(get(own.headers, 'cache-control') ?? '')) return;
    const asked = sameUrl.filter((hop) => hop.url === own.url && isSame(hop, own));
    // One exchange speaks for all of them: the latest.
    if (asked.length < 2 || asked.some(({ startedAt }) => startedAt > own.startedAt)) return;
    const all = [...asked, own];
    const spent = Math.round(all.reduce((sum, { duration }) => sum + duration, 0));
    const inChrome = savedBy(all, maxAgeCaps.chromium);
    const inFirefox = savedBy(all, maxAgeCaps.firefox);
    if (inChrome.length < 2) return;
    const value = get(own.response.headers, 'access-control-max-age');
    const milliseconds = Math.round(inChrome.reduce((sum, { duration }) => sum + duration, 0));
    return {
      summary: `OPTIONS ${address(own.url)} was asked ${all.length} times for the same ${quote(get(own.headers, 'access-control-request-method') ?? '')} and took ${spent} ms together; the response ${value === null ? 'has no Access-Control-Max-Age, so it is kept for 5 seconds' : `says Access-Control-Max-Age: ${quote(value)}`}. With the longest time a browser allows, ${inChrome.length} of them (${milliseconds} ms) would not have been needed in Chrome, ${inFirefox.length} in Firefox.`,
      steps: [
        `Send Access-Control-Max-Age: ${maxAgeCaps.chromium} on the preflight response. Chrome keeps it at most ${seconds(maxAgeCaps.chromium)}, Firefox ${seconds(maxAgeCaps.firefox)}, Safari ${seconds(maxAgeCaps.webkit)}. A shorter time lets changes of the settings take effect sooner.`,
        'The cache is kept for each URL: calls to many different URLs ask once for each.',
      ],
      evidence: [headerSeen({ hop: own }, 'access-control-max-age', String(maxAgeCaps.chromium))],
    };
  },
} satisfies Advice;

/** True for a preflight that passed and asked for the same method and headers. */
function isSame(hop: Hop, own: Hop): boolean {
  const status = hop.response?.status ?? 0;
  return (
    hop.method === 'OPTIONS' &&
    status >= 200 &&
    status <= 299 &&
    ['access-control-request-method', 'access-control-request-headers', 'origin'].every(
      (name) => get(hop.headers, name) === get(own.headers, name),
    )
  );
}

/** The preflights a cache that keeps each for `age` seconds would have spared. */
function savedBy(hops: readonly Hop[], age: number): Hop[] {
  let stored = -Infinity;
  return hops.filter(({ startedAt, duration }) => {
    if (startedAt - stored <= age * 1000) return true;
    stored = startedAt + duration;
    return false;
  });
}
