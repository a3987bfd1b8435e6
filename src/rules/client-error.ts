import { allowOriginSeen, errorAnswer, headersPresent, statusSeen } from '../exchange/failed.ts';
import { errorsToo, hides, named, statusName } from '../exchange/words.ts';
import type { Rule } from './types.ts';

/** Statuses with a rule of their own. */
const others = [401, 403, 404, 405, 410, 413, 429];

export default {
  id: 'client-error',
  title: 'The server refused the request (4xx)',
  misleading: true,
  repair: 'page',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status#client_error_responses',
  explain(failure) {
    const answer = errorAnswer(failure);
    if (!answer || answer.status >= 500 || others.includes(answer.status)) return;
    return {
      summary: `${named(failure.hop)} was answered ${statusName(answer.status)}. ${hides(failure)}`,
      steps: [
        reasons[answer.status] ??
          'Read the answer in the Network panel or the server log and correct the request.',
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
  400: 'The server could not read the request or refuses its values: compare body and query with what the API expects.',
  402: 'The server asks for payment: check the plan or quota of the account.',
  406: 'The server cannot answer in a format the request accepts: check the Accept header.',
  408: 'The server waited too long for the request: check the upload and the connection.',
  409: 'The request conflicts with the present state on the server, such as a record that exists already.',
  415: 'The server does not take this Content-Type: check the header and the format of the body.',
  421: 'The request reached a server that does not answer for this host: check the host name and the proxy.',
  422: 'The server understands the request and refuses its values: the body of the answer says which.',
  428: 'The server wants a conditional request: send If-Match or If-Unmodified-Since.',
  431: 'The request headers are too large: most often cookies or a token that grew.',
  451: 'The server may not answer for legal reasons.',
};
