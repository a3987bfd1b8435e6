import { allowOriginSeen, headersPresent, originEvidence, statusSeen } from '../clues/evidence.ts';
import { errorResponse, originSent, preflightPassed } from '../clues/failure.ts';
import { errorsToo, hides, returned } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { code, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'forbidden',
  title: (failure) => returned(failure),
  misleading: true,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/403',
  explain(failure) {
    const response = errorResponse(failure);
    if (response?.status !== 403) return;
    const type = get(response.headers, 'x-amzn-errortype');
    return {
      summary: `${named(failure.hop)} returned 403 Forbidden. ${hides(failure)}`,
      steps: [
        reasonAtAws(type) ??
          'Find out why the server rejects the request: missing permissions, a missing API key or CSRF token, a blocked IP address or country. Its log usually says.',
        ...errorsToo(failure),
      ],
      notes:
        preflightPassed(failure) || type !== null
          ? []
          : [
              `Spring, Tomcat, gin and others return 403 themselves when ${code(originSent(failure))} is not on their CORS allowlist.`,
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

/** The first step for what API Gateway names in its 403, which may as well be a wrong path. */
function reasonAtAws(type: string | null): string | null {
  if (type === null) return null;
  if (/^MissingAuthenticationToken/i.test(type)) {
    return "Check the URL, the stage and the method: API Gateway returns `MissingAuthenticationTokenException` for a path or method that isn't deployed.";
  }
  if (/^(AccessDenied|Unauthorized|InvalidSignature|ExpiredToken)/i.test(type)) {
    return `Check the authorizer, the IAM policy and the token: API Gateway returned ${code(type)}.`;
  }
  return `Check the API key, the usage plan and the resource policy: API Gateway returned ${code(type)}.`;
}
