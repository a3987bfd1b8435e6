import { headerSeen } from '../clues/evidence.ts';
import { lastLeg } from '../clues/failure.ts';
import { get } from '../cors/headers.ts';
import { named } from '../prose.ts';
import type { Advice } from './types.ts';

export default {
  id: 'null-origin-allowed',
  title: 'The server allows the origin null, which anybody can have',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  advise(exchange) {
    const hop = lastLeg(exchange);
    if (!hop.response || get(hop.response.headers, 'access-control-allow-origin') !== 'null')
      return;
    const credentials = get(hop.response.headers, 'access-control-allow-credentials') === 'true';
    return {
      summary: `${named(hop)} says Access-Control-Allow-Origin: null. Every site can make a page with that origin (a sandboxed frame), so the response is open to all of them${credentials ? ', with the cookies of your users' : ''}.`,
      steps: [
        'Take null off the list of allowed origins, and give the page that needs it an origin of its own.',
        ...(credentials ? [] : ['If the data is public, * says so and is no weaker.']),
      ],
      evidence: [
        headerSeen({ hop }, 'access-control-allow-origin', credentials ? null : '*'),
        headerSeen({ hop }, 'access-control-allow-credentials'),
      ],
    };
  },
} satisfies Advice;
