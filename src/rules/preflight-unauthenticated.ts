import { headerSeen, headersPresent, originEvidence, statusSeen } from '../clues/evidence.ts';
import { originSent, refusedByCors, refusedPreflight, wantedOrigin } from '../clues/failure.ts';
import { platformConsole } from '../clues/owners.ts';
import { afterFix } from '../clues/sentences.ts';
import { named, quote, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'preflight-unauthenticated',
  title: () => 'The preflight was refused: the server wants a login before CORS',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSPreflightDidNotSucceed',
  explain(failure) {
    const response = refusedPreflight(failure);
    if (response?.status !== 401 && response?.status !== 403) return;
    if (refusedByCors(failure) !== null) return;
    const origin = quote(originSent(failure));
    return {
      summary: `The preflight ${named(failure.hop)} returned ${statusName(response.status)}. Browsers never send cookies or an Authorization header with a preflight, so a server that checks the login first refuses every one.`,
      steps: [
        ...platformConsole(failure),
        'Let the server response OPTIONS requests that carry Access-Control-Request-Method before authentication: put the CORS layer in front of the login, or exempt OPTIONS from it.',
        ...(response.status === 403
          ? [
              `Check the list of allowed origins, too: some CORS layers (Spring, Tomcat, gin, Azure Storage, S3) answer the preflight 403 when ${origin} is not on it, or when a method or header is not allowed.`,
            ]
          : []),
        'No change in the page can fix this: a token or cookie cannot be added to a preflight.',
        ...afterFix(failure),
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
