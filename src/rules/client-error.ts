import { allowOriginSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { errorResponse } from '../clues/failure.ts';
import { errorsToo, hides, returned } from '../clues/sentences.ts';
import { named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'client-error',
  title: (failure) => returned(failure),
  misleading: true,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status#client_error_responses',
  explain(failure) {
    const response = errorResponse(failure);
    if (!response) return;
    return {
      summary: `${named(failure.hop)} returned ${statusName(response.status)}. ${hides(failure)}`,
      steps: [
        reasons[response.status] ??
          'Read the response in the Network panel or the server log, and fix the request.',
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
  400: 'Compare the body and query with what the API expects: the request is malformed or invalid.',
  402: 'Check the plan and quota of the account: payment is required.',
  406: "Check the `Accept` header: the server can't send a format it lists.",
  408: 'Check the upload and the connection: the server waited too long for the request.',
  409: 'Check for a conflict on the server, such as a record that already exists.',
  415: "Check the `Content-Type` header and the format of the body: the server doesn't accept this type.",
  421: "Check the host name and the proxy: the request reached a server that doesn't serve this host.",
  422: 'Fix the values in the request: the response body usually says which are invalid.',
  428: 'Send `If-Match` or `If-Unmodified-Since`: the server requires a conditional request.',
  431: 'Shrink the request headers: usually cookies or a token have grown.',
  451: 'Ask the owner of the server: the resource is blocked for legal reasons.',
};
