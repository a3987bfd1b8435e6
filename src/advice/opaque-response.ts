import { headerSent, headersPresent } from '../clues/evidence.ts';
import { lastLeg } from '../clues/failure.ts';
import { get } from '../cors/headers.ts';
import { isSameOrigin } from '../cors/origin.ts';
import { code, named } from '../prose.ts';
import type { Advice } from './types.ts';

export default {
  id: 'opaque-response',
  title: '`mode: "no-cors"` makes the response opaque',
  spec: 'https://fetch.spec.whatwg.org/#concept-filtered-response-opaque',
  advise(exchange) {
    const hop = lastLeg(exchange);
    if (exchange.mode !== 'no-cors' || exchange.client !== 'fetch' || !hop.response) return;
    if (hop.method !== 'GET' || isSameOrigin(exchange.origin, hop.url)) return;
    // Data somebody means to read. Counting pixels and beacons do not.
    const type = get(hop.response.headers, 'content-type') ?? '';
    if (!/[/+](json|xml|csv|x-ndjson)\b|^text\/(plain|html)\b/i.test(type)) return;
    return {
      summary: `${named(hop)} returned ${code(type)}, but \`fetch\` was called with \`mode: "no-cors"\`. Your code gets an opaque response: status 0, no headers, an empty body. This mode doesn't turn CORS off, it only blocks reading.`,
      steps: [
        'Remove `mode: "no-cors"` from the call, and allow the page on the server (`Access-Control-Allow-Origin`).',
        "If the server isn't yours, call it from your own backend.",
      ],
      evidence: [
        headerSent({ hop }, 'sec-fetch-mode', 'cors'),
        ...headersPresent({ hop }, 'content-type'),
      ],
    };
  },
} satisfies Advice;
