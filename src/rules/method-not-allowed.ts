import { allowOriginSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { errorResponse } from '../clues/failure.ts';
import { errorsToo, hides } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'method-not-allowed',
  title: () => 'The server does not take this method here (405)',
  misleading: true,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/405',
  explain(failure) {
    const response = errorResponse(failure);
    if (response?.status !== 405) return;
    const method = quote(failure.hop.method);
    const allow = get(response.headers, 'allow');
    return {
      summary: `${named(failure.hop)} returned 405 Method Not Allowed${allow === null ? '' : ` (Allow: ${quote(allow)})`}. ${hides(failure)}`,
      steps: [
        `Check URL and method: the route exists but does not take ${method}. ${allow === null ? 'The response does not say what it takes.' : `It takes ${quote(allow)}.`}`,
        `If ${method} is right, add it to the route on the server.`,
        ...errorsToo(failure),
      ],
      evidence: [
        statusSeen(failure),
        { side: 'request', header: ':method', found: failure.hop.method, expected: null },
        ...headersPresent(failure, 'allow'),
        ...allowOriginSeen(failure),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
