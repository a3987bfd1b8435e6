import { headerSeen } from '../clues/evidence.ts';
import { lastLeg } from '../clues/failure.ts';
import { isExposed } from '../cors/exposed.ts';
import { get } from '../cors/headers.ts';
import { isSameOrigin } from '../cors/origin.ts';
import { codes, header, named } from '../prose.ts';
import type { Advice } from './types.ts';

export default {
  id: 'expose-headers-missing',
  title: 'Response headers are not exposed to scripts',
  spec: 'https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name',
  advise(exchange) {
    const hop = lastLeg(exchange);
    const { response } = hop;
    if (!response || exchange.mode !== 'cors' || exchange.destination !== 'empty') return;
    if (isSameOrigin(exchange.origin, hop.url)) return;
    const credentials = exchange.credentials === 'include' ? 'include' : 'omit';
    const hidden = [...new Set(response.headers.map(([name]) => name))].filter(
      (name) =>
        isForScripts(name, response.status) &&
        !isExposed(response.headers, name, credentials) &&
        !(name === 'content-disposition' && isGuard(get(response.headers, name) ?? '')),
    );
    if (hidden.length === 0) return;
    return {
      summary: `${named(hop)} sends ${codes(hidden)}, but your code reads \`null\` for ${hidden.length === 1 ? 'it' : 'them'}: cross-origin, only a few headers can be read unless the server exposes more.`,
      steps: [
        `If you need ${hidden.length === 1 ? 'it' : 'them'}, send ${header('Access-Control-Expose-Headers', hidden.slice(0, 10).join(', '))} on this response (not on the preflight response).`,
      ],
      evidence: [
        headerSeen({ hop }, 'access-control-expose-headers', hidden.join(', ')),
        ...hidden.map((name) => ({
          side: 'response' as const,
          header: name,
          found: get(response.headers, name),
          expected: null,
        })),
      ],
    };
  },
} satisfies Advice;

/** True for the name that Google's servers send with everything, so that no browser shows it as a page. */
function isGuard(disposition: string): boolean {
  return /^attachment;\s?filename="f\.txt"/i.test(disposition);
}

/** Headers that APIs send for the calling script to read, and for nobody else. */
function isForScripts(name: string, status: number): boolean {
  if (name === 'retry-after') return status === 429 || status === 503;
  return /^(content-disposition|content-range|link|x-total(-count|-pages)?|x-(next-|prev-)?page|x-per-page|x-pagination.*|x-wp-total(pages)?|x-csrf-token|x-xsrf-token|x-auth-token|authorization|x-(rate-?limit|ratelimit)-(limit|remaining|reset)|ratelimit(-\w+)?)$/.test(
    name,
  );
}
