import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, detailOf, netError } from '../clues/failure.ts';
import { notCors } from '../clues/sentences.ts';
import { code, named, serverIn, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'connection-lost',
  title: ({ hop }) =>
    hop.response
      ? 'Connection closed before the response was complete'
      : `Connection to ${serverIn(hop.url)} closed without a response`,
  misleading: true,
  fix: 'network',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure, 'reset');
    if (error === null) return;
    const { response } = failure.hop;
    return {
      summary: `The connection for ${named(failure.hop)} was closed (${code(error)}) ${response ? `in the middle of a response with status ${statusName(response.status)}` : 'before a response arrived'}. Your code sees the same error as with CORS.`,
      steps: [
        'Check the server log at that moment: a crash, a restart, a worker out of memory, a handler that closes the connection.',
        response
          ? 'Check `Content-Length` and compression: a body shorter than `Content-Length` ends like this.'
          : 'Check proxies and firewalls in between: they cut connections that are idle, too long or too large.',
      ],
      notes: [
        // Firefox does not say who ended it.
        ...(detailOf(failure) === 'incomplete'
          ? ['If your code aborts the request or stops reading the body, this is expected.']
          : []),
        notCors,
      ],
      evidence: [
        errorSeen(error),
        urlSent(failure),
        ...(response
          ? [
              {
                side: 'response',
                header: ':status',
                found: String(response.status),
                expected: null,
              } as const,
            ]
          : []),
      ],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
