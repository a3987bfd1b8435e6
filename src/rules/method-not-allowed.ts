import { allowOriginSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { errorResponse } from '../clues/failure.ts';
import { errorsToo, hides, returned } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { code, header, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'method-not-allowed',
  title: (failure) => returned(failure),
  misleading: true,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/405',
  explain(failure) {
    const response = errorResponse(failure);
    if (response?.status !== 405) return;
    const method = code(failure.hop.method);
    const allow = get(response.headers, 'allow');
    return {
      summary: `${named(failure.hop)} returned 405 Method Not Allowed${allow === null ? '' : ` (${header('Allow', allow)})`}. ${hides(failure)}`,
      steps: [
        `Check the URL and the method: the route exists, but doesn't accept ${method}. If both are right, add ${method} to the route on the server.`,
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
