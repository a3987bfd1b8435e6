import { allowOriginSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { errorResponse } from '../clues/failure.ts';
import { errorsToo, hides, returned, seconds } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { header, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'rate-limited',
  title: (failure) => returned(failure),
  misleading: true,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/429',
  explain(failure) {
    const response = errorResponse(failure);
    if (response?.status !== 429) return;
    const retry = get(response.headers, 'retry-after');
    const wait = retry !== null && /^\d{1,9}$/.test(retry) ? seconds(Number(retry)) : null;
    return {
      summary: `${named(failure.hop)} returned 429 Too Many Requests${retry === null ? '' : ` (${header('Retry-After', retry)})`}. ${hides(failure)}`,
      steps: [
        `${wait === null ? 'Wait before retrying' : `Wait ${wait} before retrying`}, and send fewer requests: look for a loop or an effect that runs twice; cache or debounce.`,
        ...errorsToo(failure),
      ],
      notes: ['Preflights may count, too. If the limit is yours, exempt `OPTIONS` from it.'],
      evidence: [
        statusSeen(failure),
        ...headersPresent(
          failure,
          'retry-after',
          'x-ratelimit-limit',
          'x-ratelimit-remaining',
          'x-amzn-errortype',
        ),
        ...allowOriginSeen(failure),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
