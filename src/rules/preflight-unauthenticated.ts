import { headerSeen, headersPresent, originEvidence, statusSeen } from '../clues/evidence.ts';
import { originSent, refusedPreflight, wantedOrigin } from '../clues/failure.ts';
import { platformConsole } from '../clues/owners.ts';
import { retryNotes, retrySteps } from '../clues/sentences.ts';
import { code, named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'preflight-unauthenticated',
  title: ({ hop }) =>
    `Preflight returned ${hop.response?.status ?? 401}: authentication runs before CORS`,
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSPreflightDidNotSucceed',
  explain(failure) {
    const response = refusedPreflight(failure);
    if (response?.status !== 401 && response?.status !== 403) return;
    const origin = code(originSent(failure));
    return {
      summary: `The preflight ${named(failure.hop)} returned ${statusName(response.status)}. Browsers never send cookies or an \`Authorization\` header with a preflight, so a server that authenticates first rejects every one.`,
      steps: [
        ...platformConsole(failure),
        'Run the CORS middleware before authentication, or exempt `OPTIONS` requests with `Access-Control-Request-Method` from it.',
        ...(response.status === 403
          ? [
              `Check the CORS allowlist, too: Spring, Tomcat, gin, Azure Storage and S3 return 403 for a preflight when ${origin}, the method or a header is not on it.`,
            ]
          : []),
        ...retrySteps(failure),
      ],
      notes: [
        "This can't be fixed in the front end: no token or cookie can be added to a preflight.",
        ...retryNotes(failure),
      ],
      evidence: [
        statusSeen(failure, '204'),
        ...headersPresent(failure, 'www-authenticate', 'x-amzn-errortype', 'x-ms-error-code'),
        originEvidence(failure),
        headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
