import { allowOriginSeen, statusSeen } from '../clues/evidence.ts';
import { errorResponse } from '../clues/failure.ts';
import { errorsToo, hides, returned } from '../clues/sentences.ts';
import { named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'not-found',
  title: (failure) => returned(failure),
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
        "Check the URL: common mistakes are a missing prefix such as `/api` or `/v1`, a double slash and a route that isn't deployed yet. If it is right, check that the record or file exists on the server.",
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
