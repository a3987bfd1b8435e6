import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, netError } from '../clues/failure.ts';
import { notCors } from '../clues/sentences.ts';
import { code, serverOf } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'unsafe-port',
  title: ({ hop }) => `Browsers block port ${code(URL.parse(hop.url)?.port || 'of this URL')}`,
  misleading: true,
  fix: 'network',
  spec: 'https://fetch.spec.whatwg.org/#port-blocking',
  mdn: null,
  explain(failure) {
    const error = netError(failure, 'unsafe-port');
    if (error === null) return;
    return {
      summary: `Every browser blocks the port of ${code(serverOf(failure.hop.url))}, because another protocol uses it (${code(error)}). The request wasn't sent, so no CORS check took place.`,
      steps: ['Run the server on another port, such as 3000 or 8080.'],
      notes: [notCors],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
