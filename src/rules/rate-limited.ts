import { allowOriginSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { errorResponse } from '../clues/failure.ts';
import { errorsToo, hides, seconds } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'rate-limited',
  title: () => 'The server returned 429: too many requests',
  misleading: true,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/429',
  explain(failure) {
    const response = errorResponse(failure);
    if (response?.status !== 429) return;
    const retry = get(response.headers, 'retry-after');
    const wait =
      retry === null
        ? 'the response does not say how long to wait'
        : /^\d{1,9}$/.test(retry)
          ? `the server asks to wait ${seconds(Number(retry))}`
          : `the server asks to wait until ${quote(retry)}`;
    return {
      summary: `${named(failure.hop)} returned 429 Too Many Requests; ${wait}. ${hides(failure)}`,
      steps: [
        'Send fewer requests: look for a loop or an effect that runs twice, cache, debounce, and wait before trying again.',
        'If the limit is yours, check what it counts: each preflight is a request, too.',
        ...errorsToo(failure),
      ],
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
