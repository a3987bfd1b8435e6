import { headerSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { refusedPreflight, wantedOrigin } from '../clues/failure.ts';
import { afterFix } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { named, quote, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

/** Statuses with a rule of their own. */
const others = [401, 403, 404, 405, 410];

export default {
  id: 'preflight-status',
  title: () => 'The preflight was not answered with a 2xx status',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSPreflightDidNotSucceed',
  explain(failure) {
    const response = refusedPreflight(failure);
    if (!response || response.status >= 500 || others.includes(response.status)) return;
    const retry = get(response.headers, 'retry-after');
    return {
      summary: `The preflight ${named(failure.hop)} returned ${statusName(response.status)}${retry === null ? '' : ` (Retry-After: ${quote(retry)})`}. A preflight only passes with a status from 200 to 299, so the browser never sends the request and reports a CORS error.`,
      steps: [
        reasonFor(response.status),
        'Let the CORS layer answer OPTIONS first, with 204.',
        ...afterFix(failure),
      ],
      evidence: [
        statusSeen(failure, '204'),
        ...headersPresent(failure, 'retry-after', 'server'),
        headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;

function reasonFor(status: number): string {
  switch (status) {
    case 429:
      return 'The server limits the rate of requests and counts preflights: send fewer requests, and exempt OPTIONS from the limit.';
    case 400:
      return 'The server finds fault with the OPTIONS request itself. CORS layers such as those of Starlette and Fastify answer 400 when the origin, the method or a header is not allowed: check those settings.';
    case 304:
      return 'The server answers as if the browser had a copy: a preflight is never conditional, so a cache in between is at fault.';
    default:
      return status < 400
        ? 'The server answers the OPTIONS request with a status that is not made for it.'
        : 'The server refuses the OPTIONS request: its log or the body of the response says why.';
  }
}
