import { headerSeen } from '../clues/evidence.ts';
import { lastLeg } from '../clues/failure.ts';
import { seconds } from '../clues/sentences.ts';
import { storedFor, variesByOrigin } from '../clues/signs.ts';
import { get } from '../cors/headers.ts';
import { named, quote } from '../prose.ts';
import type { Advice } from './types.ts';

export default {
  id: 'vary-origin-missing',
  title: 'The response names one origin and may be cached for others',
  spec: 'https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches',
  advise(exchange) {
    const hop = lastLeg(exchange);
    if (!hop.response || hop.method !== 'GET' || variesByOrigin(hop.response)) return;
    const value = get(hop.response.headers, 'access-control-allow-origin');
    if (value !== exchange.origin) return;
    // A response nobody stores is given to nobody else.
    const stored = storedFor(hop.response);
    if (stored === null) return;
    return {
      summary: `${named(hop)} says Access-Control-Allow-Origin: ${quote(value)} without Vary: Origin, and may be stored${stored > 0 ? ` for ${seconds(stored)}` : ''}. A cache, the browser's own included, then gives it to pages of other origins, where the check fails; or it stores the response to a request without Origin and gives that one to yours.`,
      steps: [
        'Send Vary: Origin on every response of this URL, also when the request has no Origin header.',
        'If the server only ever names this one origin, send the header on every response, with or without Origin in the request: then Vary is not needed.',
      ],
      evidence: [
        headerSeen({ hop }, 'access-control-allow-origin'),
        headerSeen({ hop }, 'vary', 'Origin'),
        headerSeen({ hop }, 'cache-control'),
      ],
    };
  },
} satisfies Advice;
