import { headerSent, headersPresent } from '../clues/evidence.ts';
import { lastLeg } from '../clues/failure.ts';
import { get } from '../cors/headers.ts';
import { isSameOrigin } from '../cors/origin.ts';
import { named, quote } from '../prose.ts';
import type { Advice } from './types.ts';

export default {
  id: 'opaque-response',
  title: 'mode: "no-cors" hides the response from the page',
  spec: 'https://fetch.spec.whatwg.org/#concept-filtered-response-opaque',
  advise(exchange) {
    const hop = lastLeg(exchange);
    if (exchange.mode !== 'no-cors' || exchange.client !== 'fetch' || !hop.response) return;
    if (hop.method !== 'GET' || isSameOrigin(exchange.origin, hop.url)) return;
    // Data somebody means to read. Counting pixels and beacons do not care about the response.
    const type = get(hop.response.headers, 'content-type') ?? '';
    if (!/[/+](json|xml|csv|x-ndjson)\b|^text\/(plain|html)\b/i.test(type)) return;
    return {
      summary: `${named(hop)} was answered with ${quote(type)}, but fetch was called with mode: "no-cors". The page gets an opaque response: status 0, no headers, an empty body. The mode does not switch CORS off, it gives up reading.`,
      steps: [
        'Take mode: "no-cors" out of the call, and let the server allow the page (Access-Control-Allow-Origin).',
        'If the server is not yours, fetch it from a small backend of your own.',
      ],
      evidence: [
        headerSent({ hop }, 'sec-fetch-mode', 'cors'),
        ...headersPresent({ hop }, 'content-type'),
      ],
    };
  },
} satisfies Advice;
