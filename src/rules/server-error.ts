import { allowOriginSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { errorResponse, preflightPassed } from '../clues/failure.ts';
import { errorsToo, hides, returned } from '../clues/sentences.ts';
import { isExpress } from '../clues/signs.ts';
import { get } from '../cors/headers.ts';
import { named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'server-error',
  title: (failure) => returned(failure),
  misleading: true,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/500',
  explain(failure) {
    const response = errorResponse(failure);
    if (!response || response.status < 500) return;
    const works = preflightPassed(failure) || failure.surroundings.server.allowed > 0;
    // A crash of Express without the cors middleware, or that middleware throwing: one page for both.
    const unsure = isExpress(response) && !works;
    return {
      summary: `${named(failure.hop)} returned ${statusName(response.status)}. ${hides(failure)}`,
      steps: [
        `Check the server log for this request and fix the error there. ${works ? "Changing the CORS config won't help with that." : 'If it says that the origin is not allowed ("Not allowed by CORS"), the CORS middleware itself threw: add the origin to its allowlist.'}`,
        ...errorsToo(failure),
      ],
      notes: fromServers.every((name) => get(response.headers, name) === null)
        ? [
            'Ad blockers such as AdGuard return a bare 500 like this one, without the headers that servers send (`Date`, `Server`). Try without one.',
          ]
        : [],
      evidence: [
        statusSeen(failure),
        ...headersPresent(failure, 'server', 'x-powered-by', 'x-amzn-errortype'),
        ...allowOriginSeen(failure),
      ],
      certainty: unsure ? 'likely' : 'certain',
    };
  },
} satisfies Rule;

/** One of these is on the response of nearly every server and proxy. */
const fromServers = ['date', 'server', 'via', 'x-powered-by'];
