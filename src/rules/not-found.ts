import { allowOriginSeen, statusSeen } from '../clues/evidence.ts';
import { errorResponse } from '../clues/failure.ts';
import { errorsToo, hides } from '../clues/sentences.ts';
import { address, named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'not-found',
  title: () => 'Nothing is at this URL (404)',
  misleading: true,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/404',
  explain(failure) {
    const response = errorResponse(failure);
    if (response?.status !== 404 && response?.status !== 410) return;
    return {
      summary: `${named(failure.hop)} returned ${statusName(response.status)}. ${hides(failure)}`,
      steps: [
        `Check the URL, letter by letter: ${address(failure.hop.url)}. Common slips are a missing prefix such as /api or /v1, a doubled slash, and a route that is not deployed yet.`,
        'If the URL is right, look for the record or file itself on the server.',
        ...errorsToo(failure),
      ],
      evidence: [
        statusSeen(failure),
        { side: 'request', header: ':url', found: failure.hop.url, expected: null },
        ...allowOriginSeen(failure),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
