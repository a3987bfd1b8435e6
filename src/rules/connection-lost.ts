import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, detailOf, netError } from '../clues/failure.ts';
import { named, quote, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'connection-lost',
  title: () => 'The connection broke before the response was complete',
  misleading: true,
  fix: 'network',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure, 'reset');
    if (error === null) return;
    const { response } = failure.hop;
    return {
      summary: `The connection for ${named(failure.hop)} broke (${quote(error)})${response ? ` after a response with status ${statusName(response.status)} had begun` : ' before a response came'}. Scripts see only a network error, as with CORS.`,
      steps: [
        'Look into the server log at that moment: a crash, a restart, a worker that ran out of memory, a handler that ends the connection.',
        response
          ? 'Check Content-Length and compression: a response shorter than it claims breaks off like this.'
          : 'Check what stands in between: proxies and firewalls cut connections that are idle, too long or too large.',
        // Firefox does not say who ended it.
        ...(detailOf(failure) === 'incomplete'
          ? ['If the page aborts the request or stops reading in the middle, nothing is wrong.']
          : []),
        'No CORS setting is involved.',
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
