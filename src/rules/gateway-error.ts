import { allowOriginSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { errorResponse } from '../clues/failure.ts';
import { errorsToo, hides } from '../clues/sentences.ts';
import { gateway, isGatewayStatus } from '../clues/signs.ts';
import { get } from '../cors/headers.ts';
import { named, quote, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'gateway-error',
  title: () => 'A proxy answered, because the application did not (502–504, 52x)',
  misleading: true,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/504',
  explain(failure) {
    const response = errorResponse(failure);
    if (!response || !isGatewayStatus(response.status)) return;
    const sign = gateway(response);
    // A 503 may be the application's own word.
    const unsure = sign === null && response.status === 503;
    const who = sign === null ? 'A proxy or load balancer' : quote(sign.who);
    const retry = get(response.headers, 'retry-after');
    return {
      summary: `${named(failure.hop)} returned ${statusName(response.status)}. ${unsure ? 'The application is down, starting or over capacity, and it or a proxy in front of it says so.' : `${who} sent that page; the application behind it ${behind(response.status)}.`} ${hides(failure)}`,
      steps: [
        firstStep(response.status),
        ...(retry === null ? [] : [`The response asks to wait: Retry-After: ${quote(retry)}`]),
        ...errorsToo(
          failure,
          unsure
            ? 'If a proxy made this page, set them there.'
            : 'The proxy made this page, so set them there, not in the application.',
        ),
      ],
      evidence: [
        statusSeen(failure),
        ...headersPresent(failure, ...new Set([sign?.header ?? 'server', 'retry-after'])),
        ...allowOriginSeen(failure),
      ],
      certainty: unsure ? 'likely' : 'certain',
    };
  },
} satisfies Rule;

function behind(status: number): string {
  switch (status) {
    case 502:
    case 520:
      return 'gave no valid answer';
    case 504:
    case 522:
    case 524:
      return 'did not answer in time';
    case 503:
      return 'is down, starting or over capacity';
    default:
      return 'could not be reached';
  }
}

function firstStep(status: number): string {
  switch (status) {
    case 504:
    case 522:
    case 524:
      return 'Find out why the application is slow: a long query, a cold start, a deadlock. Raise the time limit of the proxy only after that.';
    case 503:
      return 'Check that the application runs and has capacity: a deploy, a cold start, a crash for lack of memory, a limit on connections.';
    default:
      return "Check that the application runs and listens where the proxy looks for it; the proxy's error log says what it met.";
  }
}
