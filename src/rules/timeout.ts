import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, detailOf, netError } from '../clues/failure.ts';
import { seconds } from '../clues/sentences.ts';
import { named, quote, serverOf } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'timeout',
  title: () => 'The server did not answer in time',
  misleading: true,
  fix: 'network',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure, 'timeout');
    if (error === null) return;
    const connecting = detailOf(failure) === 'connecting';
    const waited = Math.round(failure.hop.duration / 1000);
    return {
      summary: `${named(failure.hop)} got no response${waited >= 1 ? ` within ${seconds(waited)}` : ''} (${quote(error)}). Without a response there was nothing to check for CORS.`,
      steps: [
        connecting
          ? `Check that ${serverOf(failure.hop.url)} can be reached from here: a firewall that drops packets, a VPN that is off, a wrong address.`
          : 'Find out in the server log why the request takes so long, or whether it arrived at all.',
        'No CORS setting is involved.',
      ],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
