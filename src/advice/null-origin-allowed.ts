import { headerSeen } from '../clues/evidence.ts';
import { lastLeg } from '../clues/failure.ts';
import { get } from '../cors/headers.ts';
import { named } from '../prose.ts';
import type { Advice } from './types.ts';

export default {
  id: 'null-origin-allowed',
  title: 'Server allows the origin `null`',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  advise(exchange) {
    const hop = lastLeg(exchange);
    if (!hop.response || get(hop.response.headers, 'access-control-allow-origin') !== 'null')
      return;
    const credentials = get(hop.response.headers, 'access-control-allow-credentials') === 'true';
    return {
      summary: `The response to ${named(hop)} has \`Access-Control-Allow-Origin: null\`. Any site can produce that origin with a sandboxed iframe, so any site can read the response${credentials ? ", with your users' cookies" : ''}.`,
      steps: [
        'Remove `null` from the allowlist, and serve the page that needs it from a real origin.',
        ...(credentials ? [] : ['For public data, send `*` instead.']),
      ],
      evidence: [
        headerSeen({ hop }, 'access-control-allow-origin', credentials ? null : '*'),
        headerSeen({ hop }, 'access-control-allow-credentials'),
      ],
    };
  },
} satisfies Advice;
