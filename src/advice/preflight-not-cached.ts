import { headerSeen } from '../clues/evidence.ts';
import { lastLeg } from '../clues/failure.ts';
import { seconds } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { maxAgeCaps, preflightMaxAge } from '../cors/max-age.ts';
import { header, named } from '../prose.ts';
import type { Hop } from '../recording/types.ts';
import type { Advice } from './types.ts';

export default {
  id: 'preflight-not-cached',
  title: "Preflight isn't cached",
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-cache',
  advise(exchange, { sameUrl }) {
    const own = lastLeg(exchange).preflight;
    if (!own?.response || preflightMaxAge(own.response.headers, 'chromium') >= 60) return;
    // With "Disable cache" checked the browser sends one every time, whatever the server sends.
    if (/no-cache/.test(get(own.headers, 'cache-control') ?? '')) return;
    const earlier = sameUrl.filter((hop) => hop.url === own.url && isSame(hop, own));
    // One exchange speaks for all of them: the latest.
    if (earlier.length < 2 || earlier.some(({ startedAt }) => startedAt > own.startedAt)) return;
    const all = [...earlier, own];
    const spent = Math.round(all.reduce((sum, { duration }) => sum + duration, 0));
    const inChrome = savedBy(all, maxAgeCaps.chromium);
    const inFirefox = savedBy(all, maxAgeCaps.firefox);
    if (inChrome.length < 2) return;
    const value = get(own.response.headers, 'access-control-max-age');
    const milliseconds = Math.round(inChrome.reduce((sum, { duration }) => sum + duration, 0));
    return {
      summary: `${all.length} identical preflights for ${named({ method: get(own.headers, 'access-control-request-method') ?? '', url: own.url })} took ${spent} ms in total. The response has ${value === null ? 'no `Access-Control-Max-Age`, so browsers cache it for 5 seconds' : header('Access-Control-Max-Age', value)}. With the maximum that browsers allow, Chrome would have saved ${inChrome.length} of them (${milliseconds} ms), Firefox ${inFirefox.length}. Browsers cache preflights per URL.`,
      steps: [
        `Send ${header('Access-Control-Max-Age', String(maxAgeCaps.chromium))} on the preflight response, or less if config changes must take effect sooner. Chrome caches it for at most ${seconds(maxAgeCaps.chromium)}, Firefox ${seconds(maxAgeCaps.firefox)}, Safari ${seconds(maxAgeCaps.webkit)}.`,
      ],
      evidence: [headerSeen({ hop: own }, 'access-control-max-age', String(maxAgeCaps.chromium))],
    };
  },
} satisfies Advice;

/** True for a preflight that passed and requested the same method and headers. */
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
