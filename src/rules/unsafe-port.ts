import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, netError } from '../clues/failure.ts';
import { quote, serverOf } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'unsafe-port',
  title: () => 'Browsers refuse to connect to this port',
  misleading: true,
  fix: 'network',
  spec: 'https://fetch.spec.whatwg.org/#port-blocking',
  mdn: null,
  explain(failure) {
    const error = netError(failure, 'unsafe-port');
    if (error === null) return;
    return {
      summary: `${serverOf(failure.hop.url)} has a port that every browser blocks, because other protocols use it (${quote(error)}). The request was not sent, so there was nothing to check for CORS.`,
      steps: [
        'Let the server listen on another port: 80, 443, 3000, 8000, 8080 and most others are free to use.',
        'No CORS setting is involved.',
      ],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
