import { headerSeen } from '../clues/evidence.ts';
import { lastLeg } from '../clues/failure.ts';
import { seconds } from '../clues/sentences.ts';
import { storedFor, variesByOrigin } from '../clues/signs.ts';
import { get } from '../cors/headers.ts';
import { header, named } from '../prose.ts';
import type { Advice } from './types.ts';

export default {
  id: 'vary-origin-missing',
  title: 'Missing `Vary: Origin` on a cacheable response',
  spec: 'https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches',
  advise(exchange) {
    const hop = lastLeg(exchange);
    if (!hop.response || hop.method !== 'GET' || variesByOrigin(hop.response)) return;
    const value = get(hop.response.headers, 'access-control-allow-origin');
    if (value !== exchange.origin) return;
    // A response that no cache stores reaches nobody else.
    const stored = storedFor(hop.response);
    if (stored === null) return;
    return {
      summary: `The response to ${named(hop)} has ${header('Access-Control-Allow-Origin', value)} without \`Vary: Origin\`, and may be cached${stored > 0 ? ` for ${seconds(stored)}` : ''}. A cache (the browser's, too) can then serve it to other origins, where the check fails, or serve your page a response stored for a request without \`Origin\`.`,
      steps: [
        'Send `Vary: Origin` on every response of this URL, even when the request has no `Origin`.',
        'If the server only ever allows this one origin, send `Access-Control-Allow-Origin` on every response, with or without `Origin` in the request: then `Vary` is not needed.',
      ],
      evidence: [
        headerSeen({ hop }, 'access-control-allow-origin'),
        headerSeen({ hop }, 'vary', 'Origin'),
        headerSeen({ hop }, 'cache-control'),
      ],
    };
  },
} satisfies Advice;
