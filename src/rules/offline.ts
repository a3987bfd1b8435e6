import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, netError } from '../clues/failure.ts';
import { notCors } from '../clues/sentences.ts';
import { code, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'offline',
  title: () => 'The browser is offline',
  misleading: true,
  fix: 'network',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure, 'offline');
    if (error === null) return;
    return {
      summary: `${named(failure.hop)} was not sent: the browser has no network (${code(error)}). Your code sees the same error as with CORS.`,
      steps: [
        'Check the connection, and whether "Offline" is selected in the throttling menu of the Network panel.',
      ],
      notes: [notCors],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
