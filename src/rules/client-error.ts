import { allowOriginSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { errorResponse } from '../clues/failure.ts';
import { errorsToo, hides } from '../clues/sentences.ts';
import { named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

/** Statuses with a rule of their own. */
const others = [401, 403, 404, 405, 410, 413, 429];

export default {
  id: 'client-error',
  title: () => 'The server refused the request (4xx)',
  misleading: true,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status#client_error_responses',
  explain(failure) {
    const response = errorResponse(failure);
    if (!response || response.status >= 500 || others.includes(response.status)) return;
    return {
      summary: `${named(failure.hop)} returned ${statusName(response.status)}. ${hides(failure)}`,
      steps: [
        reasons[response.status] ??
          'Read the response in the Network panel or the server log and correct the request.',
        ...errorsToo(failure),
      ],
      evidence: [
        statusSeen(failure),
        ...headersPresent(failure, 'content-type', 'x-amzn-errortype'),
        ...allowOriginSeen(failure),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;

const reasons: Record<number, string | undefined> = {
  400: 'Compare body and query with what the API expects: the server cannot read the request or refuses its values.',
  402: 'Check the plan and quota of the account: the server asks for payment.',
  406: 'Check the Accept header: the server cannot answer in a format it names.',
  408: 'Check the upload and the connection: the server waited too long for the request.',
  409: 'Look at the present state on the server, such as a record that exists already: the request conflicts with it.',
  415: 'Check the Content-Type header and the format of the body: the server does not take this type.',
  421: 'Check the host name and the proxy: the request reached a server that does not answer for this host.',
  422: 'Correct the values: the server understands the request and refuses some of them; the body of the response says which.',
  428: 'Send If-Match or If-Unmodified-Since: the server wants a conditional request.',
  431: 'Make the request headers smaller: most often cookies or a token grew.',
  451: 'Ask the owner of the server: it may not answer for legal reasons.',
};
