import { headerSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { refusedPreflight, wantedOrigin } from '../clues/failure.ts';
import { retryNotes, retrySteps, returned } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { header, named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'preflight-status',
  title: (failure) => `${returned(failure, 'Preflight')} (must be 2xx)`,
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSPreflightDidNotSucceed',
  explain(failure) {
    const response = refusedPreflight(failure);
    if (!response) return;
    const retry = get(response.headers, 'retry-after');
    return {
      summary: `The preflight ${named(failure.hop)} returned ${statusName(response.status)}${retry === null ? '' : ` (${header('Retry-After', retry)})`}. A preflight response must have a 2xx status, so the browser reports a CORS error and never sends the request.`,
      steps: [
        firstStep(response.status),
        'Handle `OPTIONS` in CORS middleware before anything else: 204 plus CORS headers.',
        ...retrySteps(failure),
      ],
      notes: retryNotes(failure),
      evidence: [
        statusSeen(failure, '204'),
        ...headersPresent(failure, 'retry-after', 'server'),
        headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;

function firstStep(status: number): string {
  switch (status) {
    case 429:
      return 'Send fewer requests, and exempt `OPTIONS` from the rate limit: the server counts preflights.';
    case 400:
      return 'Check the allowed origins, methods and headers: the CORS middleware of Starlette and Fastify, for example, returns 400 when one is not allowed.';
    case 304:
      return 'Fix the cache in front of the server: a 304 on a preflight comes from a misconfigured one.';
    default:
      return status < 400
        ? 'Find out what sends this status for `OPTIONS`: the server log or the response body may say.'
        : 'Find out why the server rejects the `OPTIONS` request: see its log or the response body.';
  }
}
