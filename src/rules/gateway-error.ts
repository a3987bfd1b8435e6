import { allowOriginSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { errorResponse } from '../clues/failure.ts';
import { errorsToo, hides } from '../clues/sentences.ts';
import { gateway, isGatewayStatus } from '../clues/signs.ts';
import { get } from '../cors/headers.ts';
import { header, named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'gateway-error',
  title({ hop }) {
    const status = hop.response?.status ?? 502;
    return status === 503
      ? `Server returned ${statusName(status)}`
      : `Proxy returned ${status}: upstream ${upstream(status)}`;
  },
  misleading: true,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/504',
  explain(failure) {
    const response = errorResponse(failure);
    if (!response || !isGatewayStatus(response.status)) return;
    const sign = gateway(response);
    // The application may have sent a 503 itself.
    const unsure = sign === null && response.status === 503;
    const who = sign?.who ?? 'A proxy or load balancer';
    const retry = get(response.headers, 'retry-after');
    return {
      summary: `${named(failure.hop)} returned ${statusName(response.status)}. ${unsure ? 'The application is down, starting or over capacity.' : `${who} generated the response because the upstream ${upstream(response.status)}.`} ${hides(failure)}`,
      steps: [
        firstStep(response.status),
        ...errorsToo(
          failure,
          unsure
            ? 'If a proxy generated this response, set them there.'
            : 'Set them in the proxy, not in the application: the proxy generated this response.',
        ),
      ],
      notes: retry === null ? [] : [`The response has ${header('Retry-After', retry)}.`],
      evidence: [
        statusSeen(failure),
        ...headersPresent(failure, ...new Set([sign?.header ?? 'server', 'retry-after'])),
        ...allowOriginSeen(failure),
      ],
      certainty: unsure ? 'likely' : 'certain',
    };
  },
} satisfies Rule;

/** What went wrong behind the proxy; its subject is the upstream. */
function upstream(status: number): string {
  switch (status) {
    case 502:
    case 520:
      return 'sent no valid response';
    case 504:
    case 522:
    case 524:
      return 'timed out';
    case 503:
      return 'is down, starting or over capacity';
    default:
      return 'is unreachable';
  }
}

function firstStep(status: number): string {
  switch (status) {
    case 504:
    case 522:
    case 524:
      return "Find out why the application is slow: a long query, a cold start, a deadlock. Raise the proxy's timeout only after that.";
    case 503:
      return 'Check that the application is running and has capacity: a deploy, a cold start, an out-of-memory crash, a connection limit.';
    default:
      return "Check that the application is running and listens on the host and port the proxy expects. See the proxy's error log.";
  }
}
