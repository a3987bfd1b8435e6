import { allowOriginSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { errorResponse, isOriginCallbackError, preflightPassed } from '../clues/failure.ts';
import { errorsToo, hides } from '../clues/sentences.ts';
import { isExpress, isGatewayStatus } from '../clues/signs.ts';
import { get } from '../cors/headers.ts';
import { named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'server-error',
  title: () => 'The server failed while it answered (5xx)',
  misleading: true,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/500',
  explain(failure) {
    const response = errorResponse(failure);
    if (!response || response.status < 500 || isGatewayStatus(response.status)) return;
    if (isOriginCallbackError(failure)) return;
    // A crash of Express without the cors middleware, or that middleware throwing: one page for both.
    const unsure =
      isExpress(response) && !preflightPassed(failure) && failure.surroundings.server.allowed === 0;
    return {
      summary: `${named(failure.hop)} returned ${statusName(response.status)}: the server failed while it answered. ${hides(failure)}`,
      steps: [
        `Look into the server log for this request and fix the error there.${unsure ? '' : ' Changing CORS config will not make it go away.'}`,
        'If the log says that an origin is not allowed ("Not allowed by CORS"), the CORS middleware itself threw: add the origin to its list, and let it refuse others without an error.',
        ...(fromServers.every((name) => get(response.headers, name) === null)
          ? [
              'The response has none of the headers servers send (Date, Server). Filtering programs such as AdGuard answer a request they block with a bare 500: try once without one.',
            ]
          : []),
        ...errorsToo(failure),
      ],
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
