import { allowOriginSeen, headersPresent, originEvidence, statusSeen } from '../clues/evidence.ts';
import { errorResponse, originSent, preflightPassed, refusedByCors } from '../clues/failure.ts';
import { errorsToo, hides } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'forbidden',
  title: () => 'The server returned 403: it refuses this request',
  misleading: true,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/403',
  explain(failure) {
    const response = errorResponse(failure);
    if (response?.status !== 403 || refusedByCors(failure) !== null) return;
    const type = get(response.headers, 'x-amzn-errortype');
    return {
      summary: `${named(failure.hop)} returned 403 Forbidden. ${hides(failure)}`,
      steps: [
        reasonAtAws(type) ??
          'Find out why it is refused, in the server log: missing rights of this user, an API key or CSRF token that is not sent, an address or country that is shut out.',
        ...(preflightPassed(failure) || type !== null
          ? []
          : [
              `Look at the CORS config as well: Spring, Tomcat, gin and others answer 403 themselves when ${quote(originSent(failure))} is not on their list of allowed origins.`,
            ]),
        ...errorsToo(failure),
      ],
      evidence: [
        statusSeen(failure),
        ...headersPresent(failure, 'x-amzn-errortype', 'server'),
        originEvidence(failure),
        ...allowOriginSeen(failure),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;

/** API Gateway returns 403 for three faults, one of which is a wrong path. */
function reasonAtAws(type: string | null): string | null {
  if (type === null) return null;
  if (/^MissingAuthenticationToken/i.test(type)) {
    return 'API Gateway says MissingAuthenticationTokenException, its word for a path or method that is not deployed: check the URL, the stage and the method first.';
  }
  if (/^(AccessDenied|Unauthorized|InvalidSignature|ExpiredToken)/i.test(type)) {
    return `API Gateway says ${quote(type)}: check the authorizer, the IAM policy and the token first.`;
  }
  return `API Gateway says ${quote(type)}: check the API key, the usage plan and the resource policy first.`;
}
